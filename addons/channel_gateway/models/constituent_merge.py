from odoo import models


class ConstituentMerge(models.Model):
    _inherit = "constituent.merge"

    def _merge_into(self, kept, gone, values):
        result = super()._merge_into(kept, gone, values)
        # Requests have moved past the ORM; their words may name whom they are of now.
        Request = self.env["service.request"]
        requests = Request.search(
            ["|", ("partner_id", "=", kept.id), ("beneficiary_id", "=", kept.id)]
        )
        public = Request._fields["public_description"]
        self.env.add_to_compute(public, requests.filtered("public_description"))
        return result


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _prepare_merge_into(self, kept):
        """Keep both acknowledgements of one request that two who are one have had."""
        acknowledgement_domain = [("event", "=", "opened"), ("direction", "=", "out")]
        # Whoever merges people need not see each of their messages.
        Message = self.env["channel.message"].sudo()
        theirs = Message.search([*acknowledgement_domain, ("partner_id", "=", kept.id)])
        Message.search(
            [
                *acknowledgement_domain,
                ("partner_id", "in", self.ids),
                ("request_id", "in", theirs.request_id.ids),
            ]
        ).event = False
        return super()._prepare_merge_into(kept)
