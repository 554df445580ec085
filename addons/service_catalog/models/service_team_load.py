from odoo import api, fields, models
from odoo.fields import Domain

from .service_request_state import UNFINISHED


class ServiceTeam(models.Model):
    """How much a team has on its hands."""

    _inherit = "service.team"

    open_count = fields.Integer(string="Open", compute="_compute_load")
    unclaimed_count = fields.Integer(string="Unclaimed", compute="_compute_load")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_load")
    overdue_count = fields.Integer(string="Overdue", compute="_compute_load")

    @api.depends_context("uid")
    def _compute_load(self):
        parts = {
            "open_count": Domain.TRUE,
            "unclaimed_count": Domain("user_id", "=", False),
            "waiting_count": Domain("state", "=", "waiting"),
            "overdue_count": Domain("is_overdue", "=", True),
        }
        for name, part in parts.items():
            counts = self._counts(part)
            for team in self:
                team[name] = counts.get(team, 0)

    def _counts(self, part):
        mine = Domain("team_id", "in", self.ids) & Domain("state", "in", UNFINISHED)
        Request = self.env["service.request"]
        return dict(Request._read_group(mine & part, ["team_id"], ["__count"]))

    def action_view_requests(self):
        """The open requests, grouped by who has them, or those of one of the counts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        filters = {"search_default_open": 1, "search_default_by_user": 1}
        if chosen := self.env.context.get("load_filter"):
            filters = {"search_default_open": 1, f"search_default_{chosen}": 1}
        return {
            **action,
            "domain": [("team_id", "=", self.id)],
            "context": filters,
            "display_name": self.name,
        }

    def action_view_load(self):
        """Who of the team has how much."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_load_action"
        )
        return {
            **action,
            "domain": [("team_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }
