import base64
import json
import time
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged

from ..adapters import standard_webhooks
from ..adapters.standard_webhooks import ID, SIGNATURE, TIMESTAMP, TOLERANCE
from .common import Council

PARK = {"latitude": 53.7676, "longitude": -0.3274}


class WebhookKind(Council):
    """A council with an endpoint of kind Webhook, to mix into a test case."""

    @classmethod
    def build_webhook(cls, **values):
        cls.build_mailbox()
        cls.chat = cls.make_endpoint("Test Chat", "webhook", channel="social", **values)

    def sign(self, body, secret=None, message_id=None, at=None):
        key = standard_webhooks.parse_key(secret or self.chat.secret)
        self.number = getattr(self, "number", 0) + 1
        return standard_webhooks.headers(
            [key], message_id or f"msg_{self.number}", int(at or time.time()), body
        )

    def send(self, headers=None, endpoint=None, **message):
        """Post a signed message; the response of the server."""
        body = json.dumps({"conversation": "room 1", **message}).encode()
        signed = {**self.sign(body), **(headers or {})}
        return self.post(body, signed, endpoint)

    def post(self, body, headers, endpoint=None):
        path = f"/channel/in/{(endpoint or self.chat).id}"
        return self.url_open(path, data=body, headers=headers)

    def stored(self):
        return self.Message.search([("endpoint_id", "=", self.chat.id)])

    def receive_chat(self, **message):
        """Return the message that was posted and processed."""
        answer = self.send(**message)
        self.assertEqual(answer.status_code, 200, answer.text)
        found = self.Message.browse(answer.json()["message"])
        found._process()
        return found


@tagged("-at_install", "post_install")
class TestWebhookAccept(WebhookKind, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_webhook()

    def test_signed_message_is_stored_as_it_came(self):
        body = b'{"conversation": "7", "text": "caf\\u00e9", "sender": {"name": "Al"}}'
        answer = self.post(body, self.sign(body, message_id="msg_x"))
        message = self.stored()
        self.assertEqual(
            (answer.status_code, answer.json()), (200, {"message": message.id})
        )
        self.assertEqual(message._raw_bytes(), body)
        self.assertEqual((message.external_id, message.conversation), ("msg_x", "7"))
        self.assertEqual(message.sender_name, "Al")

    def test_repeated_message_is_answered_with_the_same_row(self):
        body = json.dumps({"conversation": "7", "text": "Hello"}).encode()
        headers = self.sign(body, message_id="msg_same")
        answers = [self.post(body, headers).json() for _time in range(3)]
        self.assertEqual(answers, [{"message": self.stored().id}] * 3)

    def test_unsigned_forged_and_malformed_are_401_and_counted(self):
        body = b'{"conversation": "7", "text": "Hello"}'
        signed = self.sign(body)
        signature = signed[SIGNATURE]
        Failure = self.env["channel.authentication.failure"]
        refused = [
            {},
            {"Authorization": f"Bearer {self.chat.token}"},
            {**signed, SIGNATURE: f"{signature},{signature}"},
            {**signed, SIGNATURE: "v1,é".encode()},
            {**signed, SIGNATURE: f"v2,{signature[3:]}"},
            {**signed, TIMESTAMP: "soon"},
            {**signed, TIMESTAMP: "9" * 300},
            {**signed, ID: "other"},
            {**signed, ID: "a" * 4000},
            self.sign(body, secret=standard_webhooks.new_secret()),
            self.sign(body + b" "),
            self.sign(body, at=time.time() - TOLERANCE - 5),
            self.sign(body, at=time.time() + TOLERANCE + 5),
        ]
        with patch.object(type(Failure), "_count_failure") as count:
            for headers in refused:
                with self.subTest(headers):
                    self.assertEqual(self.post(body, headers).status_code, 401)
        self.assertEqual(count.call_count, len(refused))
        self.assertEqual(count.call_args.args[0], "webhook")
        self.assertFalse(self.stored())

    def test_signature_is_checked_before_the_body_is_parsed(self):
        for body in (b" ", b"\xff", b"[" * 100_000):
            with self.subTest(body[:3]):
                self.assertEqual(self.post(body, {}).status_code, 401)
                self.assertEqual(self.post(body, self.sign(body)).status_code, 400)

    def test_malformed_message_is_refused_in_words(self):
        answer = self.send(text=1)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(answer.json(), {"error": "“text” is no text."})
        self.assertFalse(self.stored())

    def test_document_of_another_type_brings_no_message(self):
        answer = self.send(type="typing.started")
        self.assertEqual((answer.status_code, answer.json()), (200, {"message": False}))
        self.assertFalse(self.stored())

    def test_replaced_secret_is_valid_for_some_time(self):
        body = b'{"conversation": "7", "text": "Hello"}'
        old = self.chat.secret
        self.chat.action_renew_secret()
        self.assertNotEqual(self.chat.secret, old)
        signed = self.sign(body, secret=old)
        self.assertEqual(self.post(body, signed).status_code, 200)
        self.assertEqual(self.post(body, self.sign(body)).status_code, 200)
        self.chat.previous_secret_until = fields.Datetime.now()
        self.assertEqual(self.post(body, signed).status_code, 401)

    def test_several_secrets_are_valid_together(self):
        body = b'{"conversation": "7", "text": "Hello"}'
        both = [standard_webhooks.new_secret() for _secret in range(2)]
        self.chat.secret = " ".join(both)
        for secret in both:
            self.assertEqual(
                self.post(body, self.sign(body, secret=secret)).status_code, 200
            )

    def test_endpoint_that_anybody_could_send_to_cannot_be_configured(self):
        for secret in (False, " ", "secret", "whsec_abc", "whsec_" + "-_" * 16):
            with self.subTest(secret), self.assertRaises(ValidationError):
                self.chat.secret = secret
                self.env.flush_all()

    def test_sender_that_floods_leaves_room_for_others(self):
        kind = self.env.registry["channel.kind.webhook"]
        with patch.object(kind, "_limit_per_sender", 2):
            statuses = [
                self.send(text=str(number), sender={"account": who}).status_code
                for number, who in enumerate("aaab")
            ]
        self.assertEqual(statuses, [200, 200, 429, 200])

    def test_closed_endpoint_asks_to_come_again(self):
        self.chat.is_active = False
        self.assertEqual(self.send(text="Hello").status_code, 503)

    def test_too_large_is_refused(self):
        self.chat.limit_mb = 1
        self.assertEqual(self.send(text="x" * 1024 * 1024).status_code, 413)


@tagged("-at_install", "post_install")
class TestWebhookProcess(WebhookKind, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_webhook()

    def test_message_opens_a_request_of_its_sender(self):
        message = self.receive_chat(
            text="My bin was missed",
            sender={"name": "Jane Roe", "email": "jane.roe@example.net"},
        )
        self.assertEqual(message.state, "done", message.error)
        self.assertEqual(message.request_id.service_id, self.missed_bin)
        self.assertEqual(message.partner_id.email, "jane.roe@example.net")
        self.assertEqual(message.request_id.channel_id.code, "social")

    def test_conversation_is_one_request(self):
        sender = {"account": "jane", "name": "Jane Roe"}
        first = self.receive_chat(text="My bin was missed", sender=sender)
        second = self.receive_chat(text="It is the blue one", sender=sender)
        self.assertEqual(second.request_id, first.request_id)
        self.assertEqual(second.partner_id, first.partner_id)
        self.assertTrue(first.request_id)

    def test_another_service_in_a_conversation_is_another_request(self):
        sender = {"account": "jane", "name": "Jane Roe"}
        first = self.receive_chat(text="My bin was missed", sender=sender)
        second = self.receive_chat(
            text="And there is a deep pothole in the road", sender=sender, location=PARK
        )
        self.assertEqual(second.request_id.service_id, self.pothole)
        self.assertNotEqual(second.request_id, first.request_id)

    def test_closed_request_is_not_written_to(self):
        first = self.receive_chat(text="My bin was missed", sender={"account": "jane"})
        first.request_id.state_id = self.env["service.request.state"].search(
            [("phase", "=", "closed")], limit=1
        )
        second = self.receive_chat(text="My bin was missed", sender={"account": "jane"})
        self.assertNotEqual(second.request_id, first.request_id)

    def test_conversation_at_another_endpoint_is_another(self):
        sender = {"account": "jane", "name": "Jane Roe"}
        first = self.receive_chat(text="My bin was missed", sender=sender)
        here, self.chat = self.chat, self.make_endpoint("Other", "webhook")
        other = self.receive_chat(text="Hello there", sender=sender)
        self.assertTrue(first.partner_id)
        self.assertNotEqual(other.partner_id, first.partner_id)
        self.assertFalse(other.request_id)
        self.chat = here

    def test_account_of_digits_is_no_phone_number(self):
        known = self.make_constituent("Ann Lee", phone="+447400123456")
        message = self.receive_chat(
            text="My bin was missed", sender={"account": "447400123456", "name": "Bo"}
        )
        self.assertNotEqual(message.partner_id, known)
        self.assertFalse(message.partner_id.phone)

    def test_number_of_the_sender_identifies(self):
        known = self.make_constituent("Ann Lee", phone="+447400123456")
        message = self.receive_chat(
            text="My bin was missed", sender={"phone": "07400 123456", "account": "x"}
        )
        self.assertEqual(message.partner_id, known)

    def test_stated_service_place_and_answers_are_taken(self):
        question = self.make_question(self.pothole, "deep", is_required=True)
        message = self.receive_chat(
            text="Here",
            sender={"account": "jane"},
            service="test_pothole",
            answers={question.code: "Very deep"},
            location={**PARK, "address": "Outside the park"},
        )
        request = message.request_id
        self.assertEqual(request.service_id, self.pothole, message.error)
        self.assertAlmostEqual(request.latitude, PARK["latitude"])
        self.assertEqual(request.address, "Outside the park")
        self.assertIn("Very deep", str(request.answer_ids.mapped("value")))

    def test_files_are_on_the_request(self):
        content = base64.b64encode(b"hello").decode()
        message = self.receive_chat(
            text="My bin was missed",
            sender={"account": "jane"},
            attachments=[{"name": "bin.txt", "type": "text/plain", "content": content}],
        )
        files = message.request_id.message_ids.attachment_ids
        self.assertEqual(files.mapped("name"), ["bin.txt"])

    def test_new_constituent_is_written_to_in_the_language_of_the_message(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        for tag, code in (("pl", "pl_PL"), ("PL-pl", "pl_PL"), ("xx", "en_US")):
            message = self.receive_chat(
                text="My bin was missed",
                conversation=f"room {tag}",
                language=tag,
                sender={"account": tag, "name": f"Test {tag}"},
            )
            with self.subTest(tag):
                self.assertEqual(message.partner_id.lang, code)

    def test_message_that_says_too_little_is_left_to_staff(self):
        message = self.receive_chat(text="Hello", sender={"account": "jane"})
        self.assertEqual(message.state, "triage")
        self.assertEqual(message.body, "Hello")
        message._open_chosen_request(service_id=self.missed_bin.id)
        self.assertEqual(message.request_id.service_id, self.missed_bin)

    def test_previous_secret_is_valid_for_a_day(self):
        self.chat.action_renew_secret()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.assertEqual(len(self.chat._valid_secrets()), 1)
