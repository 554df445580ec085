from odoo import api, models

from ...outgoing import as_text


class ChannelCarrierSms(models.AbstractModel):
    """Texts, through Odoo's SMS queue."""

    _name = "channel.carrier.sms"
    _inherit = "channel.carrier"
    _description = "Carrier of Texts"

    @api.model
    def _address(self, partner):
        return partner._phone_for_texts()

    @api.model
    def _send(self, bodies):
        """Put the texts in Odoo's SMS queue, which triggers itself.

        That queue cannot delay a text. During quiet hours, texts wait in our own queue.
        """
        for message in self.env["channel.message"].concat(*bodies)._without_waiting():
            text = as_text(bodies[message])
            note = message.request_id and message.request_id._message_log(
                body=text, message_type="sms"
            )
            message.sms_id = self.env["sms.sms"].create(
                {
                    "number": message.recipient,
                    "body": text,
                    "partner_id": message.partner_id.id,
                    "mail_message_id": note.id if note else False,
                }
            )
