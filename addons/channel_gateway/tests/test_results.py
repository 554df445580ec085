from datetime import datetime
from itertools import permutations, product
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ChannelCase

RESULTS = "odoo.addons.channel_gateway.models.channel_message.results"
REPORTS = {
    "sent": lambda message: message._report_sent(),
    "delivered": lambda message: message._report_delivered(),
    "failed": lambda message: message._report_failed("No such number"),
    "later": lambda message: message._report_failed("Busy", is_temporary=True),
    "uncertain": lambda message: message._report_uncertain("No answer"),
}


class ResultCase(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jane = cls.make_constituent(
            "Jane Testsmith", phone="+447400123456", email="jane@example.net"
        )
        cls.jack = cls.make_constituent("Jack Testman", phone="+447400999888")
        cls.request = cls.env["service.request"]._open_request(
            {"service_id": cls.missed_bin.id, "partner_id": cls.jack.id}
        )

    def send(self, partner=None, channel="sms", **values):
        return self.Message._send_message(
            partner or self.jack, "Road", "The road is open", channel=channel, **values
        )

    def report(self, message, *names):
        for name in names:
            REPORTS[name](message)
        return message.state

    def ledger(self, message):
        key = [("source_key", "=", message._source_key())]
        return self.env["constituent.interaction"].search_count(key)


@tagged("-at_install", "post_install")
class TestResults(ResultCase):
    """Reports come late, more than once and in any order."""

    def test_delivered_is_the_last_word_in_every_order(self):
        for size in (1, 2, 3):
            for before, after in product(
                permutations(("sent", "failed", "later", "uncertain"), size - 1),
                permutations(("sent", "failed", "later", "uncertain"), 3 - size),
            ):
                names = (*before, "delivered", *after)
                with self.subTest(names):
                    message = self.send()
                    self.assertEqual(self.report(message, *names), "delivered")
                    self.assertEqual(self.ledger(message), 1)
                    self.assertFalse(message.error)
                    self.assertFalse(message.next_attempt_at)

    def test_order_of_other_reports(self):
        for names, state, in_ledger in (
            (("sent",), "sent", 1),
            (("sent", "sent"), "sent", 1),
            (("sent", "uncertain"), "sent", 1),
            (("sent", "failed"), "failed", 1),
            (("failed",), "failed", 0),
            (("failed", "sent"), "failed", 0),
            (("failed", "failed"), "failed", 0),
            (("failed", "later"), "failed", 0),
            (("failed", "uncertain"), "failed", 0),
            (("later", "sent"), "sent", 1),
            (("later", "failed"), "failed", 0),
            (("uncertain", "sent"), "sent", 1),
            (("uncertain", "failed"), "failed", 0),
            (("sent", "failed", "sent"), "failed", 1),
        ):
            with self.subTest(names):
                message = self.send()
                self.assertEqual(self.report(message, *names), state)
                self.assertEqual(self.ledger(message), in_ledger)

    def test_several_messages_may_be_reported_together(self):
        first, second = self.send(), self.send()
        first._report_delivered()
        (first | second)._report_sent()
        self.assertEqual((first | second).mapped("state"), ["delivered", "sent"])
        (first | second)._report_failed("Gone")
        self.assertEqual((first | second).mapped("state"), ["delivered", "failed"])

    def test_time_of_delivery_is_the_first_reported(self):
        message = self.send()
        message._report_delivered(datetime(2026, 1, 14, 9))
        message._report_delivered(datetime(2026, 1, 14, 10))
        self.assertEqual(message.delivered_at, datetime(2026, 1, 14, 9))

    def test_repeated_failure_alerts_staff_once(self):
        message = self.send(request=self.request)
        self.report(message, "failed")
        before = len(self.request.message_ids)
        self.report(message, "failed", "failed")
        self.assertEqual(len(self.request.message_ids), before)

    def test_delivered_text_that_is_queued_again_is_not_sent(self):
        message = self.send()
        text = message.sms_id
        message._report_delivered()
        with patch("odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch") as provider:
            text.send()
        self.assertFalse(provider.called)
        self.assertEqual((text.state, message.state), ("canceled", "delivered"))

    def test_handed_over_text_that_has_arrived_is_settled(self):
        message = self.send()
        message.write({"handover": "accepted", "handover_at": datetime(2026, 1, 14)})
        message._report_delivered()
        self.assertFalse(message.handover)
        message.handover = "accepted"
        message._resolve_interrupted()
        self.assertEqual((message.state, message.handover), ("delivered", False))
        self.assertEqual(self.ledger(message), 1)

    def test_staff_can_confirm_a_failed_message(self):
        message = self.send()
        self.report(message, "failed")
        message.action_confirm_sent()
        self.assertEqual(message.state, "sent")
        self.assertEqual(self.ledger(message), 1)

    def test_delivered_acknowledgement_ends_the_time_to_acknowledge(self):
        opened = self.sent_to(self.jack)
        self.assertEqual(opened.event, "opened")
        with patch.object(type(self.request), "_complete_clocks") as complete:
            opened._report_delivered()
            opened._report_sent()
        self.assertEqual(complete.call_count, 1)
        self.assertEqual(complete.call_args.args, ("acknowledge",))


@tagged("-at_install", "post_install")
class TestFallBack(ResultCase):
    """What fails for good is sent on the next channel, once."""

    def instead_of(self, message):
        return self.Message.search([("fallback_of_id", "=", message.id)])

    def test_failed_text_is_sent_by_email_with_a_note(self):
        request = self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.jane.id}
        )
        message = self.send(self.jane, request=request)
        self.report(message, "sent", "failed")
        other = self.instead_of(message)
        self.assertEqual(other.channel_id.code, "email")
        self.assertEqual(other.recipient, "jane@example.net")
        self.assertEqual((other.subject, other.state), (message.subject, "queued"))
        self.assertEqual((message.state, message.error), ("failed", "No such number"))
        self.assertIn("instead", " ".join(request.message_ids.mapped("body")))

    def test_temporary_failure_is_retried_on_its_own_channel(self):
        message = self.send(self.jane)
        self.report(message, "later")
        self.assertFalse(self.instead_of(message))
        message.attempts = 100
        self.report(message, "later")
        self.assertTrue(self.instead_of(message), "after the last attempt")

    def test_it_is_done_once(self):
        message = self.send(self.jane)
        self.report(message, "failed", "failed", "later", "sent")
        other = self.instead_of(message)
        self.assertEqual(len(other), 1)
        self.assertEqual(message.state, "failed")
        message.sudo()._send_again()
        self.report(message, "failed")
        self.assertEqual(self.instead_of(message), other, "after another attempt")
        self.report(other, "failed")
        self.assertEqual(other.state, "failed", "and not back again")
        self.assertFalse(self.instead_of(other))

    def test_text_that_arrives_after_all_is_delivered(self):
        message = self.send(self.jane)
        self.report(message, "failed", "delivered")
        self.assertEqual(message.state, "delivered")

    def test_event_that_was_told_there_is_not_told_again(self):
        request = self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.jane.id}
        )
        self.send(self.jane, "email", request=request, event="closed")
        message = self.send(self.jane, "sms", request=request, event="closed")
        self.report(message, "failed")
        self.assertEqual(message.state, "failed")
        self.assertFalse(self.instead_of(message))

    def test_channel_that_they_refuse_is_not_used(self):
        with patch.object(type(self.jane), "_may_contact") as answer:
            answer.return_value.earliest = None
            answer.return_value.__bool__.return_value = False
            message = self.Message.create(
                {
                    "direction": "out",
                    "channel_id": self.env.ref("constituent_crm.channel_sms").id,
                    "partner_id": self.jane.id,
                    "state": "queued",
                }
            )
            self.report(message, "failed")
        self.assertEqual(message.state, "failed")
        self.assertFalse(self.instead_of(message))

    def test_preferred_channel_comes_first(self):
        channel = self.env["constituent.channel"]
        post = channel.create({"name": "Test Post", "code": "test_post"})
        self.addCleanup(self.env.registry.clear_cache)
        self.env.registry.clear_cache()
        with patch.object(
            type(channel), "_can_send", lambda one: one.code in ("email", "test_post")
        ):
            self.jane.preferred_channel_id = post
            message = self.send(self.jane, "email")
            with patch.object(
                self.env.registry["channel.carrier"], "_address", lambda *_given: "x"
            ):
                self.assertEqual(message._next_channel(), post)

    def test_constituent_without_another_channel_is_left_to_staff(self):
        message = self.send(request=self.request)
        before = self.request.activity_ids
        self.report(message, "failed")
        self.assertEqual(message.state, "failed")
        self.assertFalse(self.instead_of(message))
        self.assertIn("Not delivered", str((self.request.message_ids).mapped("body")))
        self.assertGreaterEqual(len(self.request.activity_ids), len(before))

    def test_fault_in_it_leaves_the_failure_to_staff(self):
        message = self.send(self.jane, request=self.request)
        with (
            patch.object(type(message), "_send_instead", side_effect=ValueError),
            mute_logger(RESULTS),
        ):
            self.report(message, "failed")
        self.assertEqual(message.state, "failed")
        self.assertIn("No such number", message.error)

    def test_quiet_hours_delay_what_is_sent_instead(self):
        message = self.send(self.jane)
        later = datetime(2099, 1, 1, 8)
        with patch.object(type(self.jane), "_may_contact") as answer:
            answer.return_value.earliest = later
            answer.return_value.__bool__.return_value = False
            self.report(message, "failed")
        self.assertEqual(self.instead_of(message).not_before, later)
