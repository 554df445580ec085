from ast import literal_eval
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .delivery_case import DeliveryCase


@tagged("-at_install", "post_install")
class TestTemporaryRefusal(DeliveryCase):
    def test_temporary_refusal_is_retried_and_delivered_once(self):
        self.exchanger.recipient_answers = ["451 4.7.1 Greylisted"]
        self.send()
        self.assertEqual(
            (self.answer.state, self.answer.error), ("failed", "451 4.7.1 Greylisted")
        )
        self.assertTrue(self.answer.next_attempt_at)
        with self.later(minutes=2):
            self.run_deliveries()
            self.assertEqual(self.answer.state, "queued")
            self.send()
        self.assertEqual((self.answer.state, self.answer.attempts), ("sent", 2))
        self.assertEqual(len(self.exchanger.messages), 1)
        self.assertTrue(self.answer.interaction_id)

    def test_retry_waits_for_its_time(self):
        self.exchanger.data_answers = ["452 4.3.1 Full"]
        self.send()
        self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")

    def test_temporary_refusal_creates_no_task(self):
        self.exchanger.data_answers = ["451 4.3.0 Later"]
        self.send()
        self.assertFalse(self.request.activity_ids)
        self.assertFalse(self.request.undelivered_message_count)

    def test_delay_grows_with_each_attempt(self):
        delays = []
        for _attempt in range(3):
            self.exchanger.recipient_answers = ["451 Later"]
            self.send()
            self.answer.flush_recordset()
            delays.append(self.answer.next_attempt_at - self.answer.processed_at)
            self.answer._send_again()
        self.assertEqual(delays, [timedelta(minutes=m) for m in (1, 5, 15)])

    def test_last_failed_attempt_is_shown_to_staff(self):
        self.answer.attempts = 10
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.assertEqual(self.answer.state, "failed")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)

    def test_unreachable_server_is_retried(self):
        self.exchanger.stop()
        self.send()
        self.assertEqual((self.answer.state, self.answer.attempts), ("failed", 1))
        self.assertTrue(self.answer.next_attempt_at)

    def test_unreachable_server_is_explained_to_staff_and_detailed_on_the_email(self):
        self.exchanger.stop()
        self.send()
        self.assertEqual(
            self.answer.error, "The outgoing mail server cannot be reached."
        )
        self.assertIn("refused", self.answer.mail_id.failure_reason)

    def test_closed_connection_does_not_delay_other_messages(self):
        other = self.Message._send_message(self.jane, "Hello", "Words")
        self.exchanger.recipient_answers = ["421 4.3.2 Shutting down"]
        self.send(self.answer | other)
        self.assertEqual((self.answer.state, other.state), ("failed", "queued"))
        self.assertEqual(other.mail_id.state, "outgoing")
        self.send(other)
        self.assertEqual(other.state, "sent")

    def test_consent_is_checked_again_before_it_is_sent(self):
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.jane.do_not_contact = True
        with self.later(minutes=2):
            self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("does not wish", self.answer.error)
        self.assertFalse(self.answer.next_attempt_at)


@tagged("-at_install", "post_install")
class TestPermanentRefusal(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.exchanger.recipient_answers = ["550 5.1.1 No such mailbox"]
        self.send()

    def test_permanent_refusal_is_shown_to_staff_at_once(self):
        self.assertEqual(self.answer.error, "550 5.1.1 No such mailbox")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("No such mailbox", notes)
        self.assertEqual(self.request.undelivered_message_count, 1)
        action = self.env.ref("channel_gateway.channel_message_action_inbox")
        inbox = self.Message.search(literal_eval(action.domain))
        self.assertIn(self.answer, inbox)

    def test_request_is_found_by_its_undelivered_message(self):
        domain = [("undelivered_message_count", ">", 0)]
        self.assertIn(self.request, self.env["service.request"].search(domain))

    def test_retry_uses_the_corrected_address(self):
        self.jane.email = "jane@right.example"
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.exchanger.recipients[-1], "jane@right.example")
        self.assertEqual(self.answer.state, "sent")

    def test_message_can_be_sent_on_another_channel(self):
        self.answer.with_user(self.officer).action_send_on_other_channel()
        self.assertEqual(self.answer.state, "discarded")
        text = self.sent_to(self.jane) - self.answer
        self.assertEqual((text.channel_id.code, text.event), ("sms", "opened"))
        self.assertIn(self.request.reference, text.body)
        self.assertLess(len(text.body), 300)

    def test_message_can_be_sent_on_the_first_channel_again(self):
        self.answer.with_user(self.officer).action_send_on_other_channel()
        text = self.sent_to(self.jane) - self.answer
        text._report_failed("No such number")
        text.with_user(self.officer).action_send_on_other_channel()
        self.assertEqual((text.state, self.answer.state), ("discarded", "queued"))
        self.assertEqual(self.answer.mail_id.state, "outgoing")

    def test_message_can_be_given_up_and_restored(self):
        answer = self.answer.with_user(self.officer)
        answer.action_give_up()
        self.assertEqual(answer.state, "discarded")
        answer.action_restore()
        self.assertEqual(answer.state, "failed")

    def test_reader_of_requests_may_not_change_messages(self):
        reader = self.make_user("delivery_reader", "service_officer")
        answer = self.answer.with_user(reader)
        for action in ("retry", "send_on_other_channel", "confirm_sent", "give_up"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(answer, f"action_{action}")()

    def test_sent_message_cannot_be_changed(self):
        self.answer.action_confirm_sent()
        with self.assertRaises(UserError):
            self.answer.action_give_up()

    def test_message_without_queued_email_is_sent_from_the_chatter(self):
        self.answer.mail_id.unlink()
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.answer.state, "sent")
        self.assertIn(self.request.reference.encode(), self.exchanger.messages[0])
