from odoo import api, fields, models
from odoo.tools import SQL

from ..phases import OPEN_PHASES


class ServiceWorkload(models.Model):
    """The workload of each officer of each team."""

    _name = "service.workload"
    _description = "Team Workload"
    _auto = False
    _order = "team_id, overdue_count desc, open_count desc"
    _rec_name = "user_id"

    team_id = fields.Many2one("service.team", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Officer", readonly=True, falsy_value_label="Unassigned"
    )
    open_count = fields.Integer(string="Open", readonly=True)
    waiting_count = fields.Integer(string="Waiting", readonly=True)
    at_risk_count = fields.Integer(string="At Risk", readonly=True)
    overdue_count = fields.Integer(string="Overdue", readonly=True)

    _depends = {
        "service.request": ["team_id", "user_id", "phase", "due_at", "at_risk_from"]
    }

    @property
    def _table_query(self):
        """Return the query: one row for each team and officer."""
        return SQL(
            """
            SELECT min(id) AS id, team_id, user_id, count(*) AS open_count,
                   count(*) FILTER (WHERE phase = 'waiting') AS waiting_count,
                   count(*) FILTER (
                       WHERE at_risk_from <= %(now)s) AS at_risk_count,
                   count(*) FILTER (
                       WHERE phase != 'waiting' AND due_at < %(now)s) AS overdue_count
              FROM service_request
             WHERE phase IN %(unfinished)s
             GROUP BY team_id, user_id
            """,
            now=fields.Datetime.now(),
            unfinished=OPEN_PHASES,
        )

    @api.depends("user_id")
    def _compute_display_name(self):
        for load in self:
            load.display_name = load.user_id.name or self.env._("Unassigned")

    def action_view_requests(self):
        """Open the officer's open requests in the team."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        whose = [("team_id", "=", self.team_id.id), ("user_id", "=", self.user_id.id)]
        return {**action, "domain": whose, "context": {"search_default_open": 1}}
