import smtplib
from datetime import datetime
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from ..adapters.delivery import Attempt
from ..models.channel_message.delivery import INTERRUPTED_AFTER
from .delivery_case import DeliveryCase


@tagged("-at_install", "post_install")
class TestInterrupted(DeliveryCase):
    """What was being handed over when its process ended is not sent twice."""

    def interrupt(self, handover, ago=2 * INTERRUPTED_AFTER):
        self.answer.mail_id.state = "exception"
        self.answer.write({"handover": handover, "handover_at": datetime.now() - ago})

    def test_attempt_is_committed_before_and_after_the_message_is_handed_over(self):
        committed = []

        def commit():
            message = self.answer.exists()
            committed.append((message.handover, len(self.exchanger.messages)))

        session = smtplib.SMTP("127.0.0.1", self.exchanger.port, timeout=30)
        with (
            patch.object(IrMail_Server, "_disable_send", return_value=False),
            patch.object(self.env.cr, "commit", commit),
            session,
        ):
            self.answer.mail_id._send(auto_commit=True, smtp_session=session)
        self.assertEqual(
            committed, [(False, 0), ("begun", 0), ("accepted", 1), (False, 1)]
        )

    def test_missing_answer_of_the_server_is_uncertain(self):
        self.exchanger.data_answers = [None]
        self.send()
        self.assertEqual(self.answer.state, "uncertain")
        self.assertEqual(self.request.undelivered_message_count, 1)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)

    def test_uncertain_message_is_not_sent_automatically(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.assertEqual(self.answer.state, "uncertain")
        self.send()
        self.assertFalse(self.exchanger.messages)

    def test_staff_can_resend_an_uncertain_message(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.answer.state, "sent")

    def test_staff_can_confirm_delivery(self):
        self.interrupt("begun")
        self.run_deliveries()
        self.answer.with_user(self.officer).action_confirm_sent()
        self.assertEqual(self.answer.state, "sent")
        self.assertEqual(self.answer.interaction_id.direction, "out")

    def test_confirmed_message_is_not_left_in_the_mail_queue(self):
        self.interrupt("begun")
        self.run_deliveries()
        mail = self.answer.mail_id
        self.answer.with_user(self.officer).action_confirm_sent()
        self.assertNotEqual(mail.exists().state, "exception")

    def test_accepted_message_is_recorded_as_sent(self):
        self.interrupt("accepted")
        self.run_deliveries()
        self.assertEqual(self.answer.state, "sent")
        self.assertTrue(self.answer.interaction_id)
        self.assertFalse(self.exchanger.messages)

    def test_cancelled_email_is_reported_as_failed(self):
        self.answer.mail_id.cancel()
        self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("removed from the queue", self.answer.error)

    def test_attempt_of_a_running_process_is_not_settled(self):
        self.interrupt("begun", ago=INTERRUPTED_AFTER / 2)
        self.run_deliveries()
        self.assertEqual(self.answer.state, "queued")

    @mute_logger("odoo.addons.channel_gateway.models.channel_message.handover")
    def test_fault_after_acceptance_sends_nothing_again(self):
        with patch.object(type(self.Message), "_report_sent", side_effect=ValueError):
            self.send()
        self.assertEqual(self.answer.handover, "accepted")
        with self.later(minutes=10):
            self.run_deliveries()
        self.assertEqual(self.answer.state, "sent")
        self.assertEqual(len(self.exchanger.messages), 1)

    def test_request_is_acknowledged_once(self):
        self.request._send_event_messages("opened")
        self.assertEqual(self.sent_to(self.jane), self.answer)

    def test_merged_constituents_keep_both_acknowledgements(self):
        other = self.jane.copy({"name": "Jane T.", "email": "jane.t@example.net"})
        second = self.Message._send_message(
            other, "Thank you", "Thank you", request=self.request, event="opened"
        )
        self.env["constituent.merge"]._merge(self.jane, other, {})
        self.assertEqual((self.answer | second).exists(), self.answer | second)
        self.assertEqual(second.partner_id, self.jane)


@tagged("-at_install", "post_install")
class TestFailedRetry(DeliveryCase):
    """What goes wrong when a message is tried again."""

    def setUp(self):
        super().setUp()
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()

    def retry_raising(self, error):
        with (
            self.later(minutes=2),
            patch.object(type(self.Message), "_send_again", side_effect=error),
        ):
            self.run_deliveries()

    @mute_logger("odoo.addons.channel_gateway.models.channel_message.delivery")
    def test_fault_is_left_to_staff_without_the_text_of_the_exception(self):
        self.retry_raising(ValueError("Jane's words"))
        self.assertIn("A fault of the program", self.answer.error)
        self.assertIn("(ValueError)", self.answer.error)
        self.assertFalse(self.answer.next_attempt_at)

    def test_serialization_failure_is_retried(self):
        before = self.answer.error
        with patch.object(type(self.Message), "_roll_back") as roll_back:
            self.retry_raising(SerializationFailure())
        roll_back.assert_called_once_with()
        self.assertEqual((self.answer.state, self.answer.error), ("failed", before))
        self.assertTrue(self.answer.next_attempt_at)

    def test_database_error_in_a_foreign_transaction_is_raised(self):
        attempt = Attempt(number=2)
        with self.assertRaises(SerializationFailure):
            self.answer._note_failure(attempt, SerializationFailure(), False)
        self.assertEqual(self.answer.attempts, 1)
