"""Personal data in calls of a telephone system."""

from odoo import api, models

from ..personal_rows import DIGITS, rows_by_digits

# Of the council's telephone system, not of the person.
TECHNICAL = ("uniqueid", "extension", "caller_channel", "officer_channel")


class ChannelCall(models.Model):
    _inherit = "channel.call"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Add calls of nobody known from a number of `partners`."""
        found = super()._personal_rows_of(partners)
        return found | rows_by_digits(self, "number", partners)

    @api.model
    def _subject_access_fields(self):
        hidden = {*TECHNICAL, "visit", "conversation_id", "endpoint_id"}
        return [name for name in super()._subject_access_fields() if name not in hidden]

    def _erase_person(self, partners, names):
        """Delete the events, too: the call would be told by them again."""
        self.conversation_id.unlink()
        return super()._erase_person(partners, names)
