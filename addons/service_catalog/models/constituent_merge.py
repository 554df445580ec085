from odoo import models


class ConstituentMerge(models.Model):
    _inherit = "constituent.merge"

    def _update_after_undo(self, pair):
        """Recompute the number of reporters after an unmerge."""
        result = super()._update_after_undo(pair)
        # Reports were restored by SQL, which does not trigger recomputation.
        reports = self.env["service.co.report"].search([("partner_id", "in", pair.ids)])
        counted = self.env["service.request"]._fields["reporter_count"]
        self.env.add_to_compute(counted, reports.request_id)
        return result
