"""Who wrote is told that it came in once the acknowledgement has left.

A caller, a visitor and whoever fills in a form are told at once; for them the time to
acknowledge ends when the request opens.
"""

from odoo import fields, models

from .channel_message_send import SENDING

EVENT = "opened"


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _note_acknowledged(self, at):
        """Leave open what came by e-mail or text: a message is to tell its sender."""
        at_once = self.filtered(lambda one: one.channel_id.code not in SENDING)
        return super(ServiceRequest, at_once)._note_acknowledged(at)

    def _send_news(self, event):
        result = super()._send_news(event)
        if event == EVENT and not self._has_acknowledgement():
            # Nobody can be written to.
            self._done("acknowledge")
        return result

    def _has_acknowledgement(self):
        """Whether a message tells that it came in, sent or still to be sent."""
        # Whoever causes a message may not read it.
        return bool(
            self.env["channel.message"]
            .sudo()
            .search_count(
                [
                    ("request_id", "=", self.id),
                    ("direction", "=", "out"),
                    ("event", "=", EVENT),
                ],
                limit=1,
            )
        )


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    def _report_sent(self):
        result = super()._report_sent()
        for message in self.filtered(lambda one: one.event == EVENT):
            at = message.handover_at or fields.Datetime.now()
            message.request_id._done("acknowledge", at=at)
        return result
