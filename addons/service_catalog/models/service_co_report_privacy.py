from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _prepare_merge_into(self, kept):
        """Two who turn out to be one have reported a thing once."""
        Report = self.env["service.co.report"]
        # Whoever merges people need not see each of their requests.
        reports = Report.sudo().search([("partner_id", "in", (self | kept).ids)])
        requests = reports.request_id
        result = super()._prepare_merge_into(kept)
        requests.exists().modified(["partner_id"])
        return result
