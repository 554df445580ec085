from odoo import fields, models


class ServiceTeam(models.Model):
    """The lead of a team."""

    _inherit = "service.team"

    lead_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        index="btree_not_null",
        help="Notified of missed deadlines, and of at-risk deadlines of unassigned"
        " requests.",
    )

    def write(self, vals):
        """Replan the team's requests when its working hours change."""
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["service.request"]._replan_where([("team_id", "in", self.ids)])
        return result
