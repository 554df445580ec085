import hashlib
import json
from unittest.mock import patch
from urllib.parse import urlencode

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..sms import twilio
from .sms_case import (
    BIN_MISSED,
    FORM,
    JSON,
    MOBILE,
    SECRET,
    Kannel,
    Notify,
    SignedJson,
    Twilio,
)

SID = "SM" + "1" * 32
FIELDS = [
    ("MessageSid", SID),
    ("AccountSid", "AC" + "0" * 32),
    ("From", MOBILE),
    ("To", "+441482000000"),
    ("Body", BIN_MISSED),
    ("FromCity", ""),
    ("NumMedia", "0"),
]


@tagged("-at_install", "post_install")
class TestTwilio(Twilio):
    def test_signed_text_opens_a_request(self):
        answer = self.post_form(FIELDS)
        self.assertEqual(answer.text, "<Response/>")
        self.assertEqual(answer.headers["Content-Type"], "text/xml; charset=utf-8")
        message = self.received()
        self.assertEqual(message._raw_bytes().decode(), urlencode(FIELDS))
        self.assertEqual(message.external_id, SID)
        message._process()
        self.assertEqual(message.request_id.service_id, self.missed_bin)
        self.assertEqual(message.request_id.partner_id, self.jane)
        self.assertEqual(message.recipient, "+441482000000")
        # Lists show what it begins with; it is no second text.
        self.assertEqual(message.subject, BIN_MISSED)
        self.assertEqual(message._words(), BIN_MISSED)
        self.assertEqual(message.interaction_id.subject, BIN_MISSED)

    def test_forged_text_is_refused(self):
        for secret in ("", "forged"):
            with self.subTest(secret):
                answer = self.post_form(FIELDS, secret=secret)
                self.assertEqual(answer.status_code, 401)
        unsigned = self.url_open(
            self.path(), data=urlencode(FIELDS), headers={"Content-Type": FORM}
        )
        self.assertEqual(unsigned.status_code, 401)
        self.assertFalse(self.received())

    def test_changed_text_is_refused(self):
        url = self.gateway.get_base_url() + self.path()
        headers = {
            "Content-Type": FORM,
            "X-Twilio-Signature": twilio.sign(SECRET, url, FIELDS, "sha1"),
        }
        body = urlencode(FIELDS).replace("missed", "found")
        answer = self.url_open(self.path(), data=body, headers=headers)
        self.assertEqual(answer.status_code, 401)

    def test_old_and_new_secret_while_one_is_replaced(self):
        self.gateway.secret = f"{SECRET} next-secret"
        for number, secret in enumerate((SECRET, "next-secret")):
            fields = [*FIELDS, ("MessageSid", f"SM{number}")]
            with self.subTest(secret):
                self.assertTrue(self.post_form(fields, secret=secret).ok)

    def test_address_that_the_proxy_was_called_by(self):
        self.env["ir.config_parameter"].set_param(
            "web.base.url", "https://council.test"
        )
        url = f"https://council.test{self.path()}"
        answer = self.url_open(
            self.path(),
            data=urlencode(FIELDS),
            headers={
                "Content-Type": FORM,
                "X-Twilio-Signature": twilio.sign(SECRET, url, FIELDS, "sha1"),
            },
        )
        self.assertEqual(answer.status_code, 200)

    def test_json_is_accepted_by_its_hash(self):
        body = b'{"MessageSid": "SM1"}'
        query = f"?bodySHA256={hashlib.sha256(body).hexdigest()}"
        url = self.gateway.get_base_url() + self.path(query)
        headers = {
            "Content-Type": JSON,
            "X-Twilio-Signature": twilio.sign(SECRET, url, [], "sha1"),
        }
        for content, status in ((body, 400), (b"{}", 401)):
            with self.subTest(content):
                answer = self.url_open(self.path(query), data=content, headers=headers)
                self.assertEqual(answer.status_code, status)

    def test_repeated_text_is_stored_once(self):
        for _time in range(3):
            self.assertTrue(self.post_form(FIELDS).ok)
        self.assertEqual(len(self.received()), 1)

    def test_addresses_of_pictures_are_listed(self):
        picture = "https://api.twilio.test/2010/Media/ME1"
        fields = [
            *FIELDS,
            ("NumMedia", "1"),
            ("MediaUrl0", picture),
            ("MediaContentType0", "image/jpeg"),
        ]
        self.post_form(fields)
        message = self.received()
        message._process()
        self.assertEqual(message.attachment_names, f"image/jpeg {picture}")
        self.assertEqual(message.body, BIN_MISSED)
        posted = " ".join(message.request_id.message_ids.mapped("body"))
        self.assertIn(picture, posted)

    def test_picture_without_words_is_left_to_staff(self):
        fields = [(name, "" if name == "Body" else value) for name, value in FIELDS] + [
            ("MediaUrl0", "https://api.twilio.test/1")
        ]
        self.post_form(fields)
        message = self.received()
        message._process()
        self.assertEqual(message.state, "triage")
        self.assertEqual(message.error, "The message contains only files.")

    def test_form_that_is_no_text_is_refused_in_words(self):
        answer = self.post_form([("MessageSid", SID), ("Body", "x")])
        self.assertEqual(answer.status_code, 400)
        self.assertIn("From", answer.json()["error"])

    def test_endpoint_without_secret_cannot_be_configured(self):
        for name in ("secret", "account"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.gateway[name] = False


@tagged("-at_install", "post_install")
class TestNotify(Notify):
    given = {
        "id": "d3b1",
        "source_number": MOBILE.strip("+"),
        "destination_number": "07400000111",
        "message": "Zgłoszenie: my bin was missed 🚮",
        "date_received": "2026-11-30T09:05:06.123Z",
    }

    def test_callback_opens_a_request(self):
        self.assertEqual(self.post_json(self.given).status_code, 200)
        message = self.received()
        self.assertEqual(message.external_id, "d3b1")
        message._process()
        self.assertEqual(message.request_id.partner_id, self.jane)
        self.assertEqual(message.body, self.given["message"])

    def test_other_token_is_refused(self):
        for token in ("", "other"):
            with self.subTest(token):
                answer = self.post_json(self.given, token=token)
                self.assertEqual(answer.status_code, 401)

    def test_what_is_no_callback_is_refused(self):
        for given in ({}, [], {"id": "1"}):
            with self.subTest(given):
                self.assertEqual(self.post_json(given).status_code, 400)

    def listed(self, *keys):
        items = [
            {
                "id": key,
                "user_number": MOBILE.strip("+"),
                "notify_number": "07400000111",
                "content": f"{BIN_MISSED} ({key})",
                "created_at": "2026-11-30T09:05:06Z",
            }
            for key in keys
        ]
        return 200, {"received_text_messages": items, "links": {}}

    def poll(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["channel.endpoint"]._poll_gateways()

    def test_missed_texts_are_polled_once(self):
        self.post_json({**self.given, "id": "b"})
        pages = (self.listed("c", "b"), self.listed("a"), self.listed())
        with self.answering(*pages) as calls:
            self.poll()
        self.assertEqual(self.received().mapped("external_id"), ["a", "c", "b"])
        older = [options["params"].get("older_than") for _m, _u, options in calls[:3]]
        self.assertEqual(older, [None, "b", "a"])
        with self.answering(self.listed("c", "b")) as calls:
            self.poll()
        self.assertEqual(len(calls), 1)
        self.assertEqual(len(self.received()), 3)
        self.received()[0]._process()
        self.assertEqual(self.received()[0].partner_id, self.jane)

    def test_gateway_that_does_not_answer_is_polled_later(self):
        with self.answering((503, {})), self.assertLogs(level="WARNING"):
            self.poll()
        self.assertFalse(self.received())


@tagged("-at_install", "post_install")
class TestKannel(Kannel):
    def test_text_opens_a_request(self):
        answer = self.get()
        # Kannel would send a resident whatever stands here.
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        message = self.received()
        self.assertEqual(message.external_id, "0b7e3c1a")
        message._process()
        self.assertEqual(message.request_id.service_id, self.missed_bin)
        self.assertEqual(message.request_id.partner_id, self.jane)

    def test_token_as_password_bearer_or_parameter(self):
        query = f"?from={MOBILE.strip('+')}&text=Hello&id="
        bearer = {"Authorization": "Bearer test-sms"}
        for number, (path, headers, status) in enumerate(
            [
                (f"{query}1&token=test-sms", {}, 200),
                (f"{query}2", bearer, 200),
                (f"{query}3&token=other", {}, 401),
                (f"{query}4&token=", {}, 401),
                (f"{query}5", {"Authorization": "Basic !"}, 401),
                (f"{query}6", {"Authorization": "Basic YTpi"}, 401),
            ]
        ):
            with self.subTest(number):
                answer = self.url_open(self.path(path), headers=headers)
                self.assertEqual(answer.status_code, status)
        self.assertEqual(len(self.received()), 2)
        for message in self.received():
            self.assertNotIn(b"test-sms", message._raw_bytes())

    def test_number_without_plus_sign(self):
        self.get(**{"from": MOBILE.strip("+")})
        self.received()._process()
        self.assertEqual(self.received().partner_id, self.jane)

    def test_repeated_text_is_stored_once(self):
        for _time in range(2):
            self.get()
        self.get(id="other")
        self.assertEqual(len(self.received()), 2)

    def test_text_of_a_short_code_is_not_answered(self):
        self.get(**{"from": "HMRC"})
        message = self.received()
        message._process()
        self.assertEqual(message.state, "done", message.error)
        self.assertFalse(self.sent_to(message.partner_id))

    def test_unreadable_text_is_left_to_staff(self):
        self.get(coding="1", text="%FF")
        message = self.received()
        message._process()
        self.assertEqual(message.state, "triage")
        self.assertIn("binary", message.error)

    def test_flood_of_one_number_is_refused_for_now(self):
        limit = patch.object(
            self.env.registry["channel.kind.sms_kannel"], "_limit_per_sender", 2
        )
        with limit:
            answers = [self.get(id=str(number)) for number in range(3)]
            other = self.get(id="9", **{"from": "+447400654321"})
            # Receipts are no messages.
            receipt = self.report("unknown", 1)
        statuses = [answer.status_code for answer in answers]
        self.assertEqual(statuses, [200, 200, 429])
        self.assertEqual((other.status_code, receipt.status_code), (200, 200))

    def test_malformed_request_is_refused_in_words(self):
        answer = self.get(**{"from": ""})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.report("abc", "x").status_code, 400)


@tagged("-at_install", "post_install")
class TestSignedJson(SignedJson):
    given = {
        "type": "text",
        "id": "7",
        "from": MOBILE,
        "to": "60060",
        "text": BIN_MISSED,
        "sent_at": "2026-11-30T09:05:06Z",
    }

    def test_signed_text_opens_a_request(self):
        answer = self.post_json(self.given)
        self.assertEqual(answer.json(), {"message": self.received().id})
        self.received()._process()
        self.assertEqual(self.received().request_id.partner_id, self.jane)

    def test_forged_old_and_changed_texts_are_refused(self):
        for name, options in {
            "forged": {"secret": "other"},
            "old": {"age": 400},
            "ahead": {"age": -400},
        }.items():
            with self.subTest(name):
                answer = self.post_json(self.given, **options)
                self.assertEqual(answer.status_code, 401)
        self.assertFalse(self.received())

    def test_recorded_text_is_the_one_that_is_here(self):
        first = self.post_json(self.given).json()
        self.assertEqual(self.post_json(self.given).json(), first)

    def test_token_alone_is_no_signature(self):
        answer = self.url_open(
            self.path(),
            data=json.dumps(self.given),
            headers={"Content-Type": JSON, "Authorization": "Bearer test-sms"},
        )
        self.assertEqual(answer.status_code, 401)

    def test_what_is_no_text_is_refused_in_words(self):
        for body in (b"{", b"[]", b'{"id": "1"}', b"\xff"):
            with self.subTest(body):
                answer = self.post_json(None, body=body)
                self.assertEqual(answer.status_code, 400)
                self.assertTrue(answer.json()["error"])
