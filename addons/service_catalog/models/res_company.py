from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            # Where neither deadline nor team has hours of its own.
            self.env["service.request"]._replan_where([])
        return result
