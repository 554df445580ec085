"""Personal data in calls and visits: erasure; statistics stay."""

from odoo import api, models


class ChannelContact(models.AbstractModel):
    """Contacts about a person; without a constituent, those about their requests."""

    _inherit = "channel.contact"

    @api.model
    def _personal_rows_of(self, partners):
        """Return contacts without a constituent about the requests of `partners`."""
        requests = partners._own_requests()
        unknown = [("partner_id", "=", False), ("beneficiary_id", "=", False)]
        # A single search would read every row without a constituent: no index has both.
        return self.search(
            [*unknown, ("request_id", "in", requests.ids)]
        ) | self.search([*unknown, ("request_ids", "in", requests.ids)])

    def _subject_access_review_reason(self, partner):
        if not (self.partner_id | self.beneficiary_id):
            return (
                self.env._("Found by a number or a request: check whose it is"),
                False,
            )
        return super()._subject_access_review_reason(partner)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Of the council, not of the person.
        for name in ("queue", "place"):
            values.pop(name, None)
        return values
