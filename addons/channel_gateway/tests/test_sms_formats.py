"""What gateways send and answer, without a database."""

import hashlib
import json
from datetime import datetime
from urllib.parse import urlencode

from odoo.tests import BaseCase, tagged

from ..sms import kannel, notify, twilio
from ..sms.received import Malformed, Receipt, ReceivedText
from .sms_case import API_KEY, hs256_claims

URL = "https://council.test/channel/in/7?x=1"
FIELDS = [
    ("MessageSid", "SM1"),
    ("From", "+447700900123"),
    ("Body", "Missed bin & fly tip £=5"),
    ("FromCity", ""),
    ("NumMedia", "0"),
]


@tagged("-at_install", "post_install")
class TestTwilioFormat(BaseCase):
    # The values are those of `RequestValidator` of twilio 9.13.
    def is_signed(self, signature, url=URL, fields=FIELDS, **options):
        body = urlencode(fields).encode()
        return twilio.is_signed(signature, ["other", "tok"], [url], body, **options)

    def test_signatures_of_the_library(self):
        sha1 = "JIYMWfiuvVUaXbAUQrlbQ4WCKPc="
        sha256 = "CILPAmUXJzMpQRGpsA7WO19u2kO+qCtA6GOoJSZE0KE="
        settings = "key=webhooks_sharedkey_1, algorithm=HMAC_SHA256"
        self.assertTrue(self.is_signed(sha1))
        self.assertTrue(self.is_signed(sha256, settings=settings))
        self.assertFalse(self.is_signed(sha1, settings=settings))
        self.assertFalse(self.is_signed(sha256))
        self.assertFalse(self.is_signed(sha1, settings="algorithm=NONE"))

    def test_blank_and_repeated_fields_are_signed(self):
        for fields in (
            [("Body", ""), ("From", "")],
            [("A", "1"), ("A", "1"), ("A", "0")],
            [("Body", "a=b&c"), ("To", "+44")],
        ):
            with self.subTest(fields):
                signature = twilio.sign("tok", URL, fields, "sha1")
                self.assertTrue(self.is_signed(signature, fields=fields))
                changed = [*fields, ("X", "1")]
                self.assertFalse(self.is_signed(signature, fields=changed))

    def test_port_may_be_named_or_not(self):
        signature = twilio.sign("tok", "https://council.test/in", FIELDS, "sha1")
        for url, expected in (
            ("https://council.test/in", True),
            ("https://council.test:443/in", True),
            ("https://council.test:8443/in", True),
            ("http://council.test/in", False),
            ("https://other.test/in", False),
            ("https://council.test:port/in", False),
        ):
            with self.subTest(url):
                self.assertIs(self.is_signed(signature, url=url), expected)
        with_port = twilio.sign("tok", "https://council.test:443/in", FIELDS, "sha1")
        self.assertTrue(self.is_signed(with_port, url="https://council.test/in"))

    def test_json_is_signed_by_its_hash_in_the_address(self):
        body = b'{"a": 1}'
        url = f"{URL}&bodySHA256={hashlib.sha256(body).hexdigest()}"
        signature = twilio.sign("tok", url, [], "sha1")
        for content, address, expected in (
            (body, url, True),
            (b'{"a": 2}', url, False),
            (body, URL, False),
        ):
            with self.subTest(content):
                found = twilio.is_signed(
                    signature, ["tok"], [address], content, is_json=True
                )
                self.assertIs(found, expected)

    def test_nothing_is_signed_without_a_secret(self):
        signature = twilio.sign("", URL, FIELDS, "sha1")
        self.assertFalse(twilio.is_signed(signature, [], [URL], b""))
        self.assertFalse(self.is_signed(""))
        self.assertFalse(self.is_signed("é"))

    def test_text_with_pictures(self):
        found = twilio.parse(
            [
                *FIELDS,
                ("NumMedia", "2"),
                ("MediaUrl0", "https://api.test/1"),
                ("MediaContentType0", "image/jpeg"),
                ("MediaUrl1", "https://api.test/2"),
                ("OptOutType", "STOP"),
            ]
        )
        self.assertEqual(found.key, "SM1")
        self.assertEqual(
            found.media, ("image/jpeg https://api.test/1", "https://api.test/2")
        )
        self.assertEqual(found.action, "stop")

    def test_receipts(self):
        for status, expected in (
            ("queued", ""),
            ("sending", ""),
            ("sent", "sent"),
            ("delivered", "delivered"),
            ("read", "delivered"),
            ("undelivered", "failed"),
            ("failed", "failed"),
            ("nonsense", ""),
        ):
            with self.subTest(status):
                found = twilio.parse(
                    [("MessageStatus", status), ("ErrorCode", "30003")], "abc"
                )
                self.assertEqual(found, Receipt("abc", expected, reason="30003"))

    def test_neither_text_nor_receipt(self):
        for fields in ([], [("Body", "x")], [("Body", "x"), ("From", "1")]):
            with self.subTest(fields), self.assertRaises(Malformed):
                twilio.parse(fields)
        with self.assertRaises(Malformed):
            twilio.parse_form(b"a=1&" * 2000)

    def test_answers(self):
        for status, code, expected in (
            (201, None, "success"),
            (400, 21211, "wrong_number_format"),
            (400, 21614, "wrong_number_format"),
            (400, 21610, "rejected"),
            (400, 21408, "country_not_supported"),
            (401, 20003, "unregistered"),
            (429, 20429, "server_error"),
            (503, None, "server_error"),
            (418, None, "rejected"),
        ):
            with self.subTest((status, code)):
                body = json.dumps({"code": code, "message": "words"}).encode()
                self.assertEqual(twilio.parse_answer(status, body)[0], expected)
        self.assertEqual(twilio.parse_answer(400, b"<html>"), ("rejected", "400"))


@tagged("-at_install", "post_install")
class TestNotifyFormat(BaseCase):
    def test_token_is_signed_with_the_secret_of_the_key(self):
        key = notify.parse_api_key(API_KEY)
        claims = hs256_claims(notify.bearer(key, now=5), key.secret)
        expected = {"iss": "26785a09-ab16-4eb0-8407-a37497a57506", "iat": 5}
        self.assertEqual(claims, expected)
        self.assertEqual(key.secret, "3d844edf-8d35-48ac-975b-e847b4f122b0")

    def test_what_is_no_key(self):
        for text in ("", "abc", API_KEY[-36:], API_KEY[:-1]):
            with self.subTest(text):
                self.assertIsNone(notify.parse_api_key(text))

    def test_callback_and_list_name_a_text_differently(self):
        expected = ReceivedText(
            key="d1",
            sender="447700900123",
            recipient="07700900111",
            text="Bin",
            sent_at=datetime(2026, 11, 30, 9, 5, 6),
        )
        for given in (
            {
                "id": "d1",
                "source_number": "447700900123",
                "destination_number": "07700900111",
                "message": "Bin",
                "date_received": "2026-11-30T09:05:06Z",
            },
            {
                "id": "d1",
                "user_number": "447700900123",
                "notify_number": "07700900111",
                "content": "Bin",
                "created_at": "2026-11-30T10:05:06+01:00",
                "service_id": "s",
            },
        ):
            with self.subTest(given):
                self.assertEqual(notify.parse(json.dumps(given).encode()), expected)

    def test_receipts(self):
        for status, expected, again in (
            ("delivered", "delivered", False),
            ("sending", "sent", False),
            ("permanent-failure", "failed", False),
            ("temporary-failure", "failed", False),
            ("technical-failure", "failed", True),
            ("created", "", False),
        ):
            with self.subTest(status):
                given = {"reference": "r", "status": status, "notification_type": "sms"}
                found = notify.parse(json.dumps(given).encode())
                self.assertEqual((found.status, found.is_temporary), (expected, again))

    def test_malformed(self):
        for body in (b"", b"[]", b"{}", b'"x"', b'{"id": 1}', b"\xff", b"[" * 99_999):
            with self.subTest(body[:9]), self.assertRaises(Malformed):
                notify.parse(body)

    def test_answers(self):
        wrong = {
            "errors": [{"error": "ValidationError", "message": "phone_number bad"}]
        }
        for status, body, expected in (
            (201, {}, "success"),
            (400, wrong, "wrong_number_format"),
            (400, {"errors": [{"message": "template"}]}, "rejected"),
            (403, {}, "unregistered"),
            (429, {}, "server_error"),
            (500, {}, "server_error"),
        ):
            with self.subTest(status):
                found = notify.parse_answer(status, json.dumps(body).encode())
                self.assertEqual(found[0], expected)


@tagged("-at_install", "post_install")
class TestKannelFormat(BaseCase):
    def parse(self, body=b"", headers=None, **given):
        query = urlencode({"from": "447400123456", "id": "1", **given}).encode()
        return kannel.parse(kannel.normalise(query, headers or {}, body))

    def test_texts_in_any_coding(self):
        polish = "Zgłoszenie 🚮"
        for text, given in (
            ("Siân £5 {€}", {"text": "Siân £5 {€}", "coding": "0", "charset": "UTF-8"}),
            (polish, {"text": polish, "coding": "2", "charset": "UTF-8"}),
            # Without mo-recode
            (
                polish,
                {
                    "text": polish.encode("utf-16-be"),
                    "coding": "2",
                    "charset": "UTF-16BE",
                },
            ),
            (polish, {"text": polish.encode("utf-16-be"), "coding": "2"}),
            ("Siân", {"text": "Siân".encode("latin-1"), "charset": "ISO-8859-1"}),
            ("Siân", {"text": "Siân".encode("cp1252"), "charset": "UTF-8"}),
            ("Siân", {"text": "Siân", "charset": "no such charset"}),
            ("", {"text": ""}),
            ("ab", {"text": "a\0b"}),
        ):
            with self.subTest(given):
                self.assertEqual(self.parse(**given).text, text)

    def test_number_time_and_key(self):
        for time in ("2026-11-23 23:27:51", "1795476471"):
            with self.subTest(time):
                found = self.parse(time=time, to="60060", text="Bin")
                self.assertEqual(found.sent_at, datetime(2026, 11, 23, 23, 27, 51))
                self.assertEqual(found.sender, "+447400123456")
                self.assertEqual((found.key, found.recipient), ("1", "60060"))
        for time in ("", "yesterday", "9" * 30, "0001-01-01T00:00:00+14:00"):
            with self.subTest(time):
                self.assertIsNone(self.parse(time=time).sent_at)

    def test_text_in_the_body(self):
        headers = {
            "Content-Type": 'text/plain; charset="UTF-8"',
            "X-Kannel-To": "60060",
            "X-Kannel-Time": "2026-11-23 23:27:51",
        }
        found = self.parse("Zgłoszenie".encode(), headers)
        self.assertEqual((found.text, found.recipient), ("Zgłoszenie", "60060"))
        self.assertEqual(found.sent_at, datetime(2026, 11, 23, 23, 27, 51))

    def test_binary_text_is_left_to_staff(self):
        self.assertEqual(self.parse(coding="1", text=b"\xff\xfe").problem, "binary")

    def test_token_is_not_stored(self):
        stored = kannel.normalise(b"token=hidden&from=1", {}, b"")
        self.assertEqual(stored, b"from=1")

    def test_delivery_reports(self):
        for kind, expected in (
            (1, "delivered"),
            (2, "failed"),
            (4, ""),
            (8, "sent"),
            (16, "failed"),
            (9, "delivered"),
        ):
            with self.subTest(kind):
                found = self.parse(sms="abc", type=kind, part="2", reply="ACK/")
                self.assertEqual(
                    (found.reference, found.status, found.part), ("abc", expected, 2)
                )

    def test_reason_has_no_words_of_the_text(self):
        reply = "id:1 stat:UNDELIV err:012 text:My bin was"
        self.assertEqual(
            self.parse(sms="abc", type="2", reply=reply).reason,
            "id:1 stat:UNDELIV err:012",
        )

    def test_malformed(self):
        for query in (b"", b"id=1", b"sms=a&type=x", b"a&" * 500, b"from=%00"):
            with self.subTest(query[:9]), self.assertRaises(Malformed):
                kannel.parse(kannel.normalise(query, {}, b""))

    def test_answers(self):
        for status, body, expected in (
            (202, "0: Accepted for delivery", "success"),
            (202, "3: Queued for later delivery", "success"),
            (202, "", "success"),
            (202, "4: Internal error", "server_error"),
            (403, "Authorization failed for sendsms", "unregistered"),
            (400, "Missing receiver number, rejected", "rejected"),
            (503, "Temporal failure, try again later.", "server_error"),
        ):
            with self.subTest(body):
                found = kannel.parse_answer(status, body.encode())
                self.assertEqual(found[0], expected)
