from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _postal_lines(self):
        """Return the lines of the postal address, with the name, for an envelope."""
        self.ensure_one()
        address = self._display_address(without_company=True)
        own = self.env.company.country_id
        lines = [self.name or "", *address.split("\n")]
        abroad = self.country_id and self.country_id != own
        country = self.country_id.name if self.country_id else ""
        return [
            line
            for line in (" ".join(one.split()) for one in lines)
            if line and (abroad or line != country)
        ]

    def _prepare_merge_into(self, kept):
        """Keep both acknowledgements of a request that the merged partners received.

        Args:
            kept: `res.partner` that remains.

        Returns:
            Result of super.
        """
        acknowledgement_domain = [("event", "=", "opened"), ("direction", "=", "out")]
        # Users who merge people need not have access to each of their messages.
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
