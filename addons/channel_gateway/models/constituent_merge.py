from odoo import models


class ConstituentMerge(models.Model):
    _inherit = "constituent.merge"

    def _merge_into(self, kept, gone, values):
        result = super()._merge_into(kept, gone, values)
        # The merge moved requests by SQL. Their public text must hide the kept
        # partner's name, too.
        Request = self.env["service.request"]
        requests = Request.search(
            ["|", ("partner_id", "=", kept.id), ("beneficiary_id", "=", kept.id)]
        )
        public = Request._fields["public_description"]
        self.env.add_to_compute(public, requests.filtered("public_description"))
        return result
