from odoo import models


class SmsSms(models.Model):
    _inherit = "sms.sms"

    def _handle_call_result_hook(self, results):
        """Tell the channel messages what became of their texts."""
        result = super()._handle_call_result_hook(results)
        labels = dict(self._fields["failure_type"]._description_selection(self.env))
        # Odoo's queue runs for whoever sent, who may not read these.
        messages = (
            self.env["channel.message"].sudo().search([("sms_id", "in", self.ids)])
        )
        for message in messages:
            if message.sms_id.state == "error":
                message._report_failed(labels.get(message.sms_id.failure_type))
            else:
                message._report_sent()
        return result
