from odoo import api, fields, models
from odoo.fields import Domain


class ServiceTeam(models.Model):
    """The workload of a team."""

    _inherit = "service.team"

    open_count = fields.Integer(
        string="Open", compute="_compute_load", search="_search_open_count"
    )
    unclaimed_count = fields.Integer(string="Unclaimed", compute="_compute_load")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_load")
    at_risk_count = fields.Integer(string="At Risk", compute="_compute_load")
    overdue_count = fields.Integer(
        string="Overdue", compute="_compute_load", search="_search_overdue_count"
    )

    @api.depends_context("uid")
    def _compute_load(self):
        """Compute the counts from the workload of the officers."""
        rows = self.env["service.workload"].search([("team_id", "in", self.ids)])
        by_team = rows.grouped("team_id")
        for team in self:
            own = by_team.get(team, rows.browse())
            unclaimed = own.filtered(lambda row: not row.user_id)
            team.open_count = sum(own.mapped("open_count"))
            team.unclaimed_count = sum(unclaimed.mapped("open_count"))
            team.waiting_count = sum(own.mapped("waiting_count"))
            team.at_risk_count = sum(own.mapped("at_risk_count"))
            team.overdue_count = sum(own.mapped("overdue_count"))

    def _search_open_count(self, operator, value):
        return self._search_more("open_count", operator, value)

    def _search_overdue_count(self, operator, value):
        return self._search_more("overdue_count", operator, value)

    def _search_more(self, name, operator, value):
        """Search for teams with a count above `value`."""
        if operator != ">":
            return NotImplemented
        groups = self.env["service.workload"]._read_group(
            [], ["team_id"], having=[(f"{name}:sum", ">", value)]
        )
        return Domain("id", "in", [team.id for (team,) in groups])

    def action_view_requests(self):
        """Open the open requests by officer, or those of one count."""
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
        """Open the workload of the officers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_workload_action"
        )
        return {
            **action,
            "domain": [("team_id", "=", self.id)],
            "context": {},
            "display_name": self.name,
        }
