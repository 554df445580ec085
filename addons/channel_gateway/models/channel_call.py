from odoo import fields, models

from .channel_contact import ChannelContact


class ChannelCall(models.Model):
    _name = "channel.call"
    _description = "Call"
    _inherit = "channel.contact"
    _channel_code = "phone"
    _single_line_fields = ("subject", "number", "queue")
    _entered = ChannelContact._entered | {"number", "queue"}

    number = fields.Char(string="Caller's Number")
    queue = fields.Char(help="Name of the called line in the telephone system.")

    def _caption(self):
        return self.number or self.env._("Caller")
