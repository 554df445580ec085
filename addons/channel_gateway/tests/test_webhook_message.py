import base64
import importlib.util
import json
from datetime import datetime
from pathlib import Path
from unittest import skipUnless

from odoo.tests import BaseCase, tagged

from ..adapters import webhook_message
from ..adapters.webhook_message import MAX_TEXT, Problem

SCHEMA = Path(__file__).parents[1] / "static" / "schema" / "message.json"
MESSAGE = {
    "sent_at": "2026-11-30T09:15:00+01:00",
    "sender": {
        "name": "Jane  Smith",
        "email": "Jane@Example.org",
        "phone": "07400 123456",
        "account": 4711,
    },
    "text": "  My bin was missed.\n",
    "subject": "Bin",
    "language": "en-GB",
    "conversation": "room 7",
    "location": {
        "address": "12 Park Avenue",
        "postcode": "HU5 3ER",
        "latitude": 53.76,
        "longitude": -0.3,
    },
    "attachments": [{"name": "a/b\\bin.txt", "type": "text/plain", "content": "YQ=="}],
    "service": "missed_bin",
    "answers": {"which": ["blue", "green"], "when": "Monday", "times": 2},
}
# Neither the parser nor the schema takes these, each in place of a value of `MESSAGE`.
WRONG = {
    "sender": ["Jane", [], 1, True],
    "text": [1, [], {}, True, "x" * (MAX_TEXT + 1)],
    "subject": [1, "x" * 501],
    "conversation": [1.5, [], True, "x" * 201],
    "location": ["here", [], {"latitude": "53"}, {"latitude": 91, "longitude": 0}],
    "attachments": [
        {},
        "x",
        [1],
        [{}],
        [{"name": "a"}],
        [{"content": "YQ=="}],
        [{"name": "", "content": ""}],
        [{"name": "a", "content": 1}],
        [{"name": "a", "content": ""}] * 21,
    ],
    "service": [[], True],
    "answers": [[], "x"],
    "sent_at": [1, []],
}


def parse(**changes):
    return webhook_message.parse({**MESSAGE, **changes})


@tagged("-at_install", "post_install")
class TestWebhookMessage(BaseCase):
    def test_all_of_a_message_is_read(self):
        contact = parse()
        self.assertEqual(contact.sender, "jane@example.org")
        self.assertEqual((contact.name, contact.phone), ("Jane Smith", "07400 123456"))
        self.assertEqual((contact.text, contact.subject), ("My bin was missed.", "Bin"))
        self.assertEqual((contact.account, contact.conversation), ("4711", "room 7"))
        self.assertEqual(contact.sent_at, datetime(2026, 11, 30, 8, 15))
        self.assertEqual(contact.location.latitude, 53.76)
        self.assertEqual(contact.service, "missed_bin")
        self.assertEqual(contact.answers["which"], ["blue", "green"])
        (file,) = contact.attachments
        self.assertEqual((file.name, file.content), ("bin.txt", b"a"))

    def test_little_is_enough(self):
        for message in (
            {"sender": {"email": "a@b.org"}, "text": "Hello"},
            {"sender": {"account": "x"}, "text": "Hello", "location": None},
            {"conversation": "7", "text": "Hello", "attachments": None},
            {"conversation": "7", "service": "missed_bin"},
            {"conversation": "7", "attachments": MESSAGE["attachments"]},
        ):
            with self.subTest(message):
                self.assertTrue(webhook_message.parse(message).sender)

    def test_message_of_nobody_or_of_nothing_is_refused(self):
        for message in (
            {},
            {"text": "Hello"},
            {"sender": {"name": "Jane"}, "text": "Hello"},
            {"sender": {"email": " "}, "text": "Hello"},
            {"conversation": "7"},
            {"conversation": "7", "text": " \n"},
        ):
            with self.subTest(message), self.assertRaises(Problem):
                webhook_message.parse(message)

    def test_wrong_values_are_refused_by_name(self):
        for name, values in WRONG.items():
            for value in values:
                with self.subTest(f"{name}: {str(value)[:60]}"):
                    self.assertRaises(Problem, parse, **{name: value})

    def test_values_that_a_schema_does_not_catch_are_refused(self):
        for changes in (
            {"sent_at": "yesterday"},
            {"sent_at": "2026-11-30T09:15:00"},
            {"sent_at": "0001-01-01T00:00:00+14:00"},
            {"location": {"latitude": 53.0}},
            {"attachments": [{"name": "a", "content": "YQ"}]},
            {"attachments": [{"name": "a", "content": "Y-_="}]},
            {"attachments": [{"name": "a", "content": "YQ==\n"}]},
            {"attachments": [{"name": "../", "content": "YQ=="}]},
            {"answers": {"a": {"b": 1}}},
        ):
            with self.subTest(changes), self.assertRaises(Problem):
                parse(**changes)

    def test_signs_that_the_database_refuses_are_removed(self):
        contact = parse(text="a\0b\ud800c😀", answers={"a\0": ["\udfff\0"]})
        self.assertEqual(contact.text, "ab\ufffdc😀")
        self.assertEqual(contact.answers, {"a": ["\ufffd"]})

    def test_document_with_type_and_data(self):
        inner = {"conversation": "7", "text": "Hello"}
        document = {
            "type": "message.received",
            "timestamp": "2026-11-30T09:15:00Z",
            "data": inner,
        }
        read = webhook_message.parse(self.load(document))
        self.assertEqual((read.text, read.sent_at.hour), ("Hello", 9))
        self.assertIsNone(self.load({**document, "type": "typing.started"}))
        self.assertRaises(Problem, self.load, {**document, "data": "x"})

    def load(self, document):
        return webhook_message.load(json.dumps(document).encode())

    def test_bodies_that_are_no_document_are_refused(self):
        for body in (
            b"",
            b"x",
            b"[]",
            b'"x"',
            b"1",
            b"null",
            b"{",
            b"\xff",
            b'{"text": NaN}',
            b'{"text": Infinity}',
            b'{"a": ' + b"9" * 5000 + b"}",
            b"[" * 100_000,
            b'{"a":' * 50_000,
            b"\0",
            b'{"text": "\x01"}',
        ):
            with self.subTest(body[:20]):
                self.assertRaises(Problem, webhook_message.load, body)

    def test_body_in_another_encoding_of_unicode_is_read(self):
        text = json.dumps(MESSAGE)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
            with self.subTest(encoding):
                self.assertEqual(webhook_message.load(text.encode(encoding)), MESSAGE)

    def test_large_file_is_read(self):
        content = base64.b64encode(b"\0" * 5_000_000).decode()
        (file,) = parse(attachments=[{"name": "a", "content": content}]).attachments
        self.assertEqual(file.size, 5_000_000)


@tagged("-at_install", "post_install")
@skipUnless(importlib.util.find_spec("jsonschema"), "jsonschema is missing")
class TestSchema(BaseCase):
    """The published schema says what the parser takes."""

    def setUp(self):
        super().setUp()
        import jsonschema

        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        self.schema = jsonschema.Draft202012Validator(schema)

    def test_messages_are_valid(self):
        self.assertTrue(self.schema.is_valid(MESSAGE))
        self.assertTrue(self.schema.is_valid({**MESSAGE, "sender": None}))
        self.assertFalse(self.schema.is_valid({"conversation": "7"}))

    def test_what_the_schema_refuses_the_parser_refuses(self):
        for name, values in WRONG.items():
            for value in values:
                with self.subTest(f"{name}: {str(value)[:60]}"):
                    self.assertFalse(self.schema.is_valid({**MESSAGE, name: value}))
