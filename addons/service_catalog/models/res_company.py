from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        """Replan requests when the working hours of the company change."""
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            # Requests whose SLA policy and team have no calendar of their own.
            self.env["service.request"]._replan_where([])
        return result
