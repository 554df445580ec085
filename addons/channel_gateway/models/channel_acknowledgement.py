"""Who wrote is told that it came in once the acknowledgement has left.

A caller, a visitor and whoever fills in a form are told at once; for them the time to
acknowledge ends when the request opens.
"""

from odoo import models

EVENT = "opened"


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    def _report_sent(self):
        result = super()._report_sent()
        for message in self.filtered(lambda one: one.event == EVENT):
            at = message.handover_at or fields.Datetime.now()
            message.request_id._complete_clocks("acknowledge", at=at)
        return result
