from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Tell the channel messages what became of their letters."""
        # Odoo's queue runs for whoever sent, who may not read these.
        messages = (
            self.env["channel.message"].sudo().search([("mail_id", "in", self.ids)])
        )
        for message in messages:
            if message.mail_id.state == "sent":
                message._report_sent()
            else:
                message._report_failed(failure_reason or message.mail_id.failure_reason)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
