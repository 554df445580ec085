from odoo.tests import tagged

from .delivery_case import DeliveryCase


@tagged("-at_install", "post_install")
class TestAcknowledgementClock(DeliveryCase):
    """The time to acknowledge ends when the acknowledgement has been sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.sla.policy"].search([]).active = False
        cls.make_sla_policy(
            "Acknowledged the next day",
            kind="acknowledge",
            scope="fitting",
            unit="calendar_days",
            days=1,
        )

    def setUp(self):
        super().setUp()
        self.request = self.receive(message_id="<clock@example.org>").request_id
        self.answer = self.sent_to(self.jane).filtered(
            lambda one: one.request_id == self.request
        )

    def clock(self, request=None):
        return (request or self.request).clock_ids

    def test_clock_runs_while_the_acknowledgement_is_queued(self):
        self.assertEqual(self.answer.state, "queued")
        self.assertFalse(self.clock().stopped_at)

    def test_clock_stops_when_the_acknowledgement_is_sent(self):
        self.send()
        self.assertEqual(self.answer.state, "sent")
        self.assertEqual(self.clock().state, "met")

    def test_clock_runs_while_the_server_refuses_temporarily(self):
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        self.assertEqual(self.answer.state, "failed")
        self.assertFalse(self.clock().stopped_at)

    def test_clock_is_missed_when_the_acknowledgement_is_sent_too_late(self):
        self.exchanger.recipient_answers = ["451 Later"]
        self.send()
        with self.later(days=3):
            self.run_deliveries()
            self.send()
        self.assertEqual(self.clock().state, "missed")
        self.assertTrue(self.clock().stopped_at)

    def test_clock_stops_at_once_where_nobody_may_be_contacted(self):
        self.jane.do_not_contact = True
        request = self.receive(message_id="<silent@example.org>").request_id
        self.assertFalse(request.channel_message_ids - request.channel_message_ids[:1])
        self.assertEqual(self.clock(request).state, "met")

    def test_clock_stops_at_once_on_channels_that_answer_at_once(self):
        for code in ("phone", "web", "api"):
            with self.subTest(code):
                channel = self.env["constituent.channel"].search([("code", "=", code)])
                request = self.env["service.request"]._open_request(
                    {
                        "service_id": self.missed_bin.id,
                        "partner_id": self.jane.id,
                        "channel": code,
                        "channel_id": channel.id,
                    }
                )
                self.assertEqual(request.channel_id, channel)
                self.assertEqual(self.clock(request).state, "met")

    def test_clock_stops_when_an_officer_writes_first(self):
        self.request.with_user(self.officer).message_post(
            body="We are on it.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(self.clock().state, "met")
