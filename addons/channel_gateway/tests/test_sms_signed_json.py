"""The signed JSON of gateways, without a database."""

import json
from datetime import datetime

from odoo.tests import BaseCase, tagged

from ..sms import signed_json
from ..sms.received import Malformed, ReceivedText


@tagged("-at_install", "post_install")
class TestSignedJsonFormat(BaseCase):
    def test_signature(self):
        body, now = b'{"a": 1}', 1_796_000_000
        good = signed_json.sign("new", now, body)
        old = signed_json.sign("old", now, body)

        def check(signature=good, time=str(now), content=body, at=now):
            return signed_json.is_signed(signature, time, content, ["new", "newer"], at)

        self.assertTrue(check())
        self.assertTrue(check(f"{old} {good}"))
        self.assertTrue(check(good.upper()))
        self.assertTrue(check(at=now + 299))
        for name, found in {
            "old secret": check(old),
            "none": check(""),
            "other body": check(content=b'{"a": 2}'),
            "other time": check(time=str(now + 1)),
            "too old": check(at=now + 301),
            "ahead": check(at=now - 301),
            "no number": check(time="²"),
            "long": check(time="9" * 5000),
            "no ASCII": check("é"),
            "no time": check(time=""),
        }.items():
            with self.subTest(name):
                self.assertFalse(found)

    def test_text(self):
        given = {
            "id": "7",
            "from": "+447400123456",
            "to": "60060",
            "text": "Bin",
            "sent_at": "2026-11-30T09:00:00Z",
            "part": 1,
            "parts": 2,
            "group": "g",
            "media": ["https://x.test/1", 5],
        }
        found = signed_json.parse(json.dumps(given).encode())
        expected = ReceivedText(
            key="7",
            sender="+447400123456",
            recipient="60060",
            text="Bin",
            sent_at=datetime(2026, 11, 30, 9),
            media=("https://x.test/1",),
            part=1,
            count=2,
            group="g",
        )
        self.assertEqual(found, expected)

    def test_malformed(self):
        whole = {"id": "7", "from": "+44"}
        for given in (
            {},
            {"id": "7"},
            {**whole, "part": 1},
            {**whole, "part": 3, "parts": 2, "group": "g"},
            {**whole, "part": 1, "parts": 2},
            {**whole, "part": 1, "parts": 256, "group": "g"},
            {**whole, "part": -1, "parts": 2, "group": "g"},
            {**whole, "media": "x"},
            {"type": "receipt"},
            {"type": "receipt", "reference": "r", "status": "lost"},
            [],
            None,
        ):
            with self.subTest(given), self.assertRaises(Malformed):
                signed_json.parse(json.dumps(given).encode())

    def test_long_key_is_bounded(self):
        given = {"id": "x" * 5000, "from": "+44"}
        found = signed_json.parse(json.dumps(given).encode())
        self.assertEqual(len(found.key), len("sha256:") + 64)
