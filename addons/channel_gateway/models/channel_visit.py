from odoo import fields, models

from .channel_contact.contact import ChannelContact


class ChannelVisit(models.Model):
    _name = "channel.visit"
    _description = "Visit"
    _inherit = "channel.contact"
    _channel_code = "counter"
    _single_line_fields = ("subject", "ticket", "place")
    _entered = ChannelContact._entered | {"ticket", "place"}

    ticket = fields.Char(help="Ticket number.")
    place = fields.Char(help="Customer service centre and counter.")

    def _caption(self):
        if self.ticket:
            return self.env._("Ticket %s", self.ticket)
        return self.env._("Visitor")
