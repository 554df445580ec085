from odoo import api, fields, models

from .channel_contact.contact import ChannelContact
from .personal_rows import DIGITS, rows_by_digits


class ChannelCall(models.Model):
    _name = "channel.call"
    _description = "Call"
    _inherit = "channel.contact"
    _channel_code = "phone"
    _single_line_fields = ("subject", "number", "queue")
    _entered = ChannelContact._entered | {"number", "queue"}

    number = fields.Char(string="Caller's Number")
    queue = fields.Char(help="Name of the called line in the telephone system.")

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    def _caption(self):
        return self.number or self.env._("Caller")

    @api.model
    def _personal_rows_of(self, partners):
        """Add calls of nobody known from a number of `partners`."""
        found = super()._personal_rows_of(partners)
        return found | rows_by_digits(self, "number", partners)
