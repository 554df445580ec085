"""Who wrote is told that it came in once the acknowledgement has left.

A caller, a visitor and whoever fills in a form are told at once; for them the time to
acknowledge ends when the request opens.
"""

from odoo import models

EVENT = "opened"


class ServiceRequest(models.Model):
    _inherit = "service.request"

    def _note_acknowledged(self, at):
        """Leave open what came by e-mail or text: a message is to tell its sender."""
        sending = self.env["channel.message"]._sending_channels()
        at_once = self.filtered(lambda one: one.channel_id not in sending)
        return super(ServiceRequest, at_once)._note_acknowledged(at)

    def _send_event_messages(self, event):
        result = super()._send_event_messages(event)
        if event == EVENT:
            # Nobody can be written to about the others.
            (self - self._with_acknowledgement())._complete_clocks("acknowledge")
        return result

    def _with_acknowledgement(self):
        """Return those that a message tells came in, sent or still to be sent."""
        # Whoever causes a message may not read it.
        messages = self.env["channel.message"].sudo()
        sent = messages.search_fetch(
            [
                ("request_id", "in", self.ids),
                ("direction", "=", "out"),
                ("event", "=", EVENT),
            ],
            ["request_id"],
        )
        return self & sent.request_id.with_env(self.env)
