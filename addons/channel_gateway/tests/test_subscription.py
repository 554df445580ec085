import json
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..adapters import posting, standard_webhooks
from ..models.channel_subscription import ALLOW_PRIVATE, DISABLE_AFTER
from .common import Council
from .sample_emails import make_email
from .web_server import WebServer


class SubscriptionCase(Council, TransactionCase):
    """Subscribers on this machine, and the queue that tells them of events."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.env["ir.config_parameter"].set_param(ALLOW_PRIVATE, "True")
        cls.Delivery = cls.env["channel.delivery"]
        cls.Delivery.search([]).unlink()

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(self.env.cr, "commit", self.env.cr.flush))
        self.web = WebServer()
        self.addCleanup(self.web.close)

    def subscribe(self, *events, **values):
        return self.env["channel.subscription"].create(
            {
                "name": "Test",
                "url": f"{self.web.url}/hook",
                **dict.fromkeys((f"sends_{event}" for event in events), True),
                **values,
            }
        )

    def received_events(self):
        """Type and data of each event that has come in."""
        documents = [json.loads(body) for _headers, body in self.web.received]
        return [(one["type"], one["data"]) for one in documents]

    def send(self):
        self.Delivery._process_queue()
        return self.received_events()


@tagged("-at_install", "post_install")
class TestSubscription(SubscriptionCase):
    def test_request_is_told_from_opening_to_closing(self):
        self.subscribe("opened", "updated", "closed")
        request = self.receive().request_id
        request._record_event("started")
        request._record_event("closed")
        told = self.send()
        self.assertEqual(
            [name for name, _data in told],
            ["request.opened", "request.updated", "request.closed"],
        )
        self.assertEqual(told[0][1]["reference"], request.reference)
        self.assertEqual(told[0][1]["service"], "test_missed_bin")

    def test_event_is_signed_as_the_format_has_it(self):
        subscription = self.subscribe("opened")
        old = subscription.secret
        subscription.action_renew_secret()
        self.receive()
        self.send()
        ((headers, body),) = self.web.received
        given = {name.lower(): value for name, value in headers.items()}
        for secret in (old, subscription.secret):
            key = standard_webhooks.parse_key(secret)
            self.assertTrue(
                standard_webhooks.is_authentic((key,), given, body, time.time())
            )
        self.assertEqual(given["webhook-id"], self.Delivery.search([]).key)

    def test_personal_data_goes_out_only_where_it_is_subscribed(self):
        self.subscribe("opened", "received", "contact_ended")
        self.receive(sender="Jane Roe <jane.roe@example.net>")
        self.env["constituent.interaction"]._record_contact(
            {
                "channel": "phone",
                "partner_id": self.Message.search([], limit=1).partner_id.id,
                "started_at": fields.Datetime.now(),
                "ended_at": fields.Datetime.now(),
                "source_key": "test",
            }
        )
        told = json.dumps(self.send())
        self.assertIn("contact.ended", told)
        for word in ("Jane", "Roe", "example.net", "bin was"):
            self.assertNotIn(word, told)
        self.assertFalse(self.Delivery.search([]).partner_id)

    def test_personal_data_that_is_subscribed(self):
        self.subscribe("opened", "received", has_personal_data=True)
        message = self.receive(sender="Jane Roe <jane.roe@example.net>")
        told = dict(self.send())
        self.assertEqual(told["request.opened"]["email"], "jane.roe@example.net")
        self.assertEqual(told["message.received"]["text"], message.body)
        self.assertEqual(self.Delivery.search([]).partner_id, message.partner_id)

    def test_only_events_and_services_that_are_subscribed(self):
        self.subscribe("closed")
        self.subscribe("opened", service_ids=self.pothole.ids)
        self.receive()
        self.assertEqual(self.send(), [])

    def test_switched_off_subscription_queues_nothing(self):
        self.subscribe("opened").is_active = False
        self.receive()
        self.assertFalse(self.Delivery.search([]))

    def test_events_cost_nothing_where_nobody_subscribes(self):
        request = self.receive().request_id
        Subscription = self.env["channel.subscription"]
        Subscription._publish("request.opened", request)
        with self.assertQueryCount(0):
            Subscription._publish("request.opened", request)

    def test_failed_attempt_is_repeated_later_as_the_same_webhook(self):
        subscription = self.subscribe("opened")
        self.web.answers = [(500, b"down")]
        self.receive()
        self.send()
        delivery = self.Delivery.search([])
        self.assertEqual((delivery.state, delivery.status), ("queued", 500))
        self.assertEqual(delivery.response, "down")
        self.assertGreater(delivery.next_attempt_at, fields.Datetime.now())
        self.assertTrue(subscription.failing_since)
        self.send()
        self.assertEqual(len(self.web.received), 1, "not before its time")
        delivery.next_attempt_at = subscription.paused_until = fields.Datetime.now()
        self.send()
        self.assertEqual((delivery.state, delivery.attempts), ("sent", 2))
        self.assertFalse(subscription.failing_since)
        first, second = (headers["webhook-id"] for headers, _body in self.web.received)
        self.assertEqual(first, second)

    def test_events_of_a_request_keep_their_order(self):
        self.subscribe("opened", "closed")
        self.web.answers = [(400, b"no")]
        request, other = (
            self.receive().request_id,
            self.receive(
                message_id="<other@example.org>", sender="Ann <ann@example.net>"
            ).request_id,
        )
        request._record_event("closed")
        told = [(name, data["reference"]) for name, data in self.send()]
        self.assertEqual(
            told,
            [
                ("request.opened", request.reference),
                ("request.opened", other.reference),
            ],
        )
        self.Delivery.search(
            [("state", "=", "queued")]
        ).next_attempt_at = fields.Datetime.now()
        told = [name for name, _data in self.send()[2:]]
        self.assertEqual(told, ["request.opened", "request.closed"])

    def test_subscriber_that_is_down_makes_the_others_wait_once(self):
        down = self.subscribe("opened", url="http://127.0.0.1:9/")
        self.subscribe("opened")
        with patch.object(posting, "post", wraps=posting.post) as post:
            for number in range(5):
                self.receive(
                    message_id=f"<{number}@example.org>", sender=f"{number}@x.org"
                )
            self.send()
        attempts = [one.args[0] for one in post.call_args_list]
        self.assertEqual(attempts.count(down.url), 1)
        self.assertEqual(len(self.web.received), 5)

    def test_subscriber_is_switched_off_after_days_and_administrators_know(self):
        subscription = self.subscribe("opened", url="http://127.0.0.1:9/")
        manager = new_test_user(
            self.env, "hook_manager", "constituent_crm.group_manager", email="m@x.org"
        )
        self.receive()
        self.send()
        self.assertTrue(subscription.is_active)
        subscription.failing_since -= DISABLE_AFTER
        subscription.paused_until = False
        delivery = self.Delivery.search([])
        delivery.next_attempt_at = fields.Datetime.now() - timedelta(seconds=1)
        self.send()
        self.assertFalse(subscription.is_active)
        notice = self.env["mail.message"].search(
            [
                ("model", "=", subscription._name),
                ("res_id", "=", subscription.id),
                ("notified_partner_ids", "in", manager.partner_id.ids),
            ]
        )
        self.assertIn("switched off", notice.subject)
        self.assertEqual(delivery.state, "queued", "what waits is kept")
        subscription.write({"is_active": True, "url": self.web.url})
        delivery.next_attempt_at = fields.Datetime.now()
        self.send()
        self.assertEqual(delivery.state, "sent")

    def test_subscriber_that_is_gone_is_switched_off_at_once(self):
        subscription = self.subscribe("opened")
        self.web.answers = [(410, b"")]
        self.receive()
        self.send()
        self.assertFalse(subscription.is_active)

    def test_deliveries_are_sent_again_one_by_one_and_in_bulk(self):
        self.subscribe("opened", "received")
        self.receive()
        self.send()
        self.Delivery.search([]).action_replay()
        self.send()
        keys = [headers["webhook-id"] for headers, _body in self.web.received]
        self.assertEqual((len(keys), len(set(keys))), (4, 2))

    def test_internal_address_is_not_posted_to_unless_it_is_allowed(self):
        self.env["ir.config_parameter"].set_param(ALLOW_PRIVATE, False)
        self.subscribe("opened")
        self.receive()
        self.assertEqual(self.send(), [])
        self.assertIn("internal network", self.Delivery.search([]).response)

    def test_address_and_secret_are_checked(self):
        for values in (
            {"url": "ftp://example.org"},
            {"url": "http://a:b@example.org"},
            {"secret": "abc"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.subscribe(**values)

    def test_erased_person_is_in_no_delivery(self):
        self.subscribe("opened", has_personal_data=True)
        message = self.receive(sender="Jane Roe <jane.roe@example.net>")
        deliveries = self.Delivery.search([])
        deliveries._erase_person(message.partner_id, ["partner_id"])
        self.assertEqual(set(deliveries.mapped("state")), {"discarded"})
        self.assertFalse(any(deliveries.mapped("payload")))
        with self.assertRaises(UserError):
            deliveries.action_replay()

    def test_old_deliveries_are_deleted(self):
        self.subscribe("opened")
        self.receive()
        self.send()
        self.env.cr.execute("UPDATE channel_delivery SET write_date = '2020-01-01'")
        self.Delivery._gc_deliveries()
        self.assertFalse(self.Delivery.search([]))

    def test_test_delivery_has_no_data(self):
        self.subscribe().action_test()
        self.assertEqual(self.send(), [("test", {})])

    def test_officers_see_neither_addresses_nor_payloads(self):
        officer = new_test_user(
            self.env, "hook_officer", "constituent_crm.group_officer"
        )
        for model in ("channel.subscription", "channel.delivery"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(officer).search([])


@tagged("-at_install", "post_install")
class TestReply(SubscriptionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chat = cls.make_endpoint("Test Chat", "webhook", channel="social")
        cls.chat.channel_id = cls.env.ref("channel_gateway.channel_messaging")

    def chat_message(self, text="My bin was missed", **sender):
        sender = {"account": "jane", "name": "Jane Roe", **sender}
        document = {"conversation": "room 1", "text": text, "sender": sender}
        message = self.Message._accept_message(
            self.chat,
            json.dumps(document).encode(),
            sender=sender["account"],
            conversation="room 1",
        )
        message._process()
        return message

    def reply(self, message, text="It comes tomorrow."):
        return self.Message._send_message(
            message.partner_id, "Your bin", text, request=message.request_id
        )

    def test_answer_goes_to_the_conversation(self):
        self.subscribe(endpoint_id=self.chat.id)
        message = self.chat_message()
        answer = self.reply(message)
        self.assertEqual(answer.channel_id.code, "messaging")
        self.assertEqual((answer.recipient, answer.state), ("room 1", "queued"))
        name, data = self.send()[-1]
        self.assertEqual(name, "message.sent")
        self.assertEqual(data["conversation"], "room 1")
        self.assertEqual(data["text"], "It comes tomorrow.")
        self.assertEqual(data["request"], message.request_id.reference)
        self.assertEqual(answer.state, "sent")
        self.assertEqual(answer.interaction_id.channel_id.code, "messaging")

    def test_request_is_acknowledged_in_the_conversation(self):
        self.subscribe(endpoint_id=self.chat.id)
        message = self.chat_message()
        ((name, data),) = self.send()
        self.assertEqual((name, data["conversation"]), ("message.sent", "room 1"))
        self.assertIn(message.request_id.reference, data["text"])

    def test_conversation_that_nobody_answers_is_no_address(self):
        message = self.chat_message()
        self.assertFalse(self.reply(message))

    def test_answer_that_is_refused_for_good_goes_the_next_way(self):
        self.subscribe(endpoint_id=self.chat.id)
        message = self.chat_message()
        self.send()
        message.partner_id.email = "jane.roe@example.net"
        answer = self.reply(message)
        self.web.answers = [(500, b"down")]
        delivery = self.Delivery.search([("message_id", "=", answer.id)])
        delivery.attempts = 20
        self.send()
        self.assertEqual((delivery.state, answer.state), ("failed", "failed"))
        fallback = self.Message.search([("fallback_of_id", "=", answer.id)])
        self.assertEqual(fallback.channel_id.code, "email")

    def test_emails_are_not_answered_in_a_chat(self):
        self.subscribe(endpoint_id=self.chat.id)
        message = self.Message._accept_message(self.mailbox, make_email())
        message._process()
        self.assertEqual(self.reply(message).channel_id.code, "email")
