from odoo import models


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
