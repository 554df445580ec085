from odoo import models


class ConstituentMerge(models.Model):
    _inherit = "constituent.merge"

    def _settle(self, pair):
        result = super()._settle(pair)
        # Reports have come back past the ORM, which would have counted them.
        reports = self.env["service.co.report"].search([("partner_id", "in", pair.ids)])
        counted = self.env["service.request"]._fields["reporter_count"]
        self.env.add_to_compute(counted, reports.request_id)
        return result
