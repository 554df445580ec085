"""What stays of messages, calls and visits when the person is erased: the figures."""

from odoo import api, models


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        values.pop("event", None)
        return values

    def _erase_person(self, partners, names):
        # What is in transit is the message again.
        self.mail_id.unlink()
        self.sms_id.unlink()
        return super()._erase_person(partners, names)


class ChannelContact(models.AbstractModel):
    _inherit = "channel.contact"

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Of the council, not of the person.
        for name in ("queue", "place"):
            values.pop(name, None)
        return values
