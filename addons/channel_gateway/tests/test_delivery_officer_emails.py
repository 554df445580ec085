from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .delivery_case import CORE, DeliveryCase


@tagged("-at_install", "post_install")
class TestOfficerEmails(DeliveryCase):
    """What staff write to the constituent in the chatter."""

    def write_to_jane(self):
        posted = self.request.message_post(
            body="Which bin?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.jane.ids,
        )
        notices = posted.notification_ids
        self.notice = notices.filtered(lambda one: one.res_partner_id == self.jane)
        return self.env["mail.mail"].search([("mail_message_id", "=", posted.id)])

    @mute_logger(CORE)
    def send_mail(self, mail):
        with patch.object(IrMail_Server, "_disable_send", return_value=False):
            mail.send()

    def test_temporary_refusal_is_retried_and_delivered(self):
        mail = self.write_to_jane()
        self.exchanger.recipient_answers = ["451 Later"]
        self.send_mail(mail)
        self.assertEqual((mail.state, mail.retry_count), ("outgoing", 1))
        self.assertTrue(mail.scheduled_date)
        self.send_mail(mail)
        self.assertEqual(self.notice.notification_status, "sent")
        self.assertEqual(len(self.exchanger.messages), 1)

    def test_unreachable_server_is_retried(self):
        mail = self.write_to_jane()
        self.exchanger.stop()
        self.send_mail(mail)
        self.assertEqual((mail.state, mail.retry_count), ("outgoing", 1))

    def test_permanent_refusal_is_shown_in_the_chatter(self):
        mail = self.write_to_jane()
        self.exchanger.recipient_answers = ["550 No such mailbox"]
        self.send_mail(mail)
        self.assertEqual(mail.state, "exception")
        self.assertEqual(self.notice.notification_status, "exception")
