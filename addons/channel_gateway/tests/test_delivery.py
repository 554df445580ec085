from ast import literal_eval
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .delivery_case import DeliveryCase


@tagged("-at_install", "post_install")
class TestRefusedForNow(DeliveryCase):
    def test_what_is_refused_for_now_is_tried_again_and_arrives_once(self):
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

    def test_it_is_not_tried_again_before_its_time(self):
        self.exchanger.data_answers = ["452 4.3.1 Full"]
        self.send()
        self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")

    def test_staff_are_not_bothered_with_it(self):
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

    def test_after_the_last_attempt_staff_see_it(self):
        self.answer.attempts = 10
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.assertEqual(self.answer.state, "failed")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)

    def test_server_that_is_down_is_tried_again(self):
        self.exchanger.stop()
        self.send()
        self.assertEqual((self.answer.state, self.answer.attempts), ("failed", 1))
        self.assertTrue(self.answer.next_attempt_at)

    def test_staff_read_that_the_server_is_down_and_the_e_mail_keeps_how(self):
        self.exchanger.stop()
        self.send()
        self.assertEqual(
            self.answer.error, "The outgoing mail server cannot be reached."
        )
        self.assertIn("refused", self.answer.mail_id.failure_reason)

    def test_server_that_hangs_up_keeps_nobody_elses_message_back(self):
        other = self.Message._send_message(self.jane, "Hello", "Words")
        self.exchanger.recipient_answers = ["421 4.3.2 Shutting down"]
        self.send(self.answer | other)
        self.assertEqual((self.answer.state, other.state), ("failed", "queued"))
        self.assertEqual(other.mail_id.state, "outgoing")
        self.send(other)
        self.assertEqual(other.state, "sent")

    def test_who_says_no_in_the_meantime_is_not_sent_it(self):
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.jane.do_not_contact = True
        with self.later(minutes=2):
            self.run_deliveries()
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("does not wish", self.answer.error)
        self.assertFalse(self.answer.next_attempt_at)


@tagged("-at_install", "post_install")
class TestRefusedForGood(DeliveryCase):
    def setUp(self):
        super().setUp()
        self.exchanger.recipient_answers = ["550 5.1.1 No such mailbox"]
        self.send()

    def test_it_is_final_at_once_and_stands_before_staff(self):
        self.assertEqual(self.answer.error, "550 5.1.1 No such mailbox")
        self.assertFalse(self.answer.next_attempt_at)
        self.assertEqual(self.request.activity_ids.user_id, self.officer)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("No such mailbox", notes)
        self.assertEqual(self.request.undelivered_message_count, 1)
        action = self.env.ref("channel_gateway.channel_message_action_inbox")
        inbox = self.Message.search(literal_eval(action.domain))
        self.assertIn(self.answer, inbox)

    def test_request_is_found_by_it(self):
        domain = [("undelivered_message_count", ">", 0)]
        self.assertIn(self.request, self.env["service.request"].search(domain))

    def test_corrected_address_is_used_when_it_is_tried_again(self):
        self.jane.email = "jane@right.example"
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.exchanger.recipients[-1], "jane@right.example")
        self.assertEqual(self.answer.state, "sent")

    def test_it_can_go_on_another_channel(self):
        self.answer.with_user(self.officer).action_send_on_other_channel()
        self.assertEqual(self.answer.state, "discarded")
        text = self.sent_to(self.jane) - self.answer
        self.assertEqual((text.channel_id.code, text.event), ("sms", "opened"))
        self.assertIn(self.request.reference, text.body)
        self.assertLess(len(text.body), 300)

    def test_it_can_come_back_from_another_channel(self):
        self.answer.with_user(self.officer).action_send_on_other_channel()
        text = self.sent_to(self.jane) - self.answer
        text._report_failed("No such number")
        text.with_user(self.officer).action_send_on_other_channel()
        self.assertEqual((text.state, self.answer.state), ("discarded", "queued"))
        self.assertEqual(self.answer.mail_id.state, "outgoing")

    def test_it_can_be_left_and_taken_up_again(self):
        answer = self.answer.with_user(self.officer)
        answer.action_give_up()
        self.assertEqual(answer.state, "discarded")
        answer.action_restore()
        self.assertEqual(answer.state, "failed")

    def test_who_may_only_read_requests_decides_nothing(self):
        reader = self.make_user("delivery_reader", "service_officer")
        answer = self.answer.with_user(reader)
        for action in ("retry", "send_on_other_channel", "confirm_sent", "give_up"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(answer, f"action_{action}")()

    def test_what_is_sent_needs_no_decision(self):
        self.answer.action_confirm_sent()
        with self.assertRaises(UserError):
            self.answer.action_give_up()

    def test_what_has_left_the_queue_is_sent_from_the_chatter(self):
        self.answer.mail_id.unlink()
        self.answer.with_user(self.officer).action_retry()
        self.send()
        self.assertEqual(self.answer.state, "sent")
        self.assertIn(self.request.reference.encode(), self.exchanger.messages[0])
