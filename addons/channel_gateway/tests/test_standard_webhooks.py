import base64
import importlib.util
import json
import time
from datetime import UTC, datetime
from unittest import skipUnless

from odoo.tests import BaseCase, tagged

from ..adapters import standard_webhooks
from ..adapters.standard_webhooks import ID, SIGNATURE, TIMESTAMP, TOLERANCE

# The example of the specification, which its libraries test with.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
MOMENT = 1614265330
BODY = b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

KEY = standard_webhooks.parse_key(SECRET)
OTHER = standard_webhooks.parse_key(standard_webhooks.new_secret())


def given(**changes):
    named = {ID: MESSAGE_ID, TIMESTAMP: str(MOMENT), SIGNATURE: SIGNED}
    return {**named, **{name.replace("_", "-"): one for name, one in changes.items()}}


@tagged("-at_install", "post_install")
class TestStandardWebhooks(BaseCase):
    def is_authentic(self, headers, body=BODY, keys=(KEY,), now=MOMENT):
        return standard_webhooks.is_authentic(keys, headers, body, now)

    def test_example_of_the_specification(self):
        self.assertEqual(standard_webhooks.sign(KEY, MESSAGE_ID, MOMENT, BODY), SIGNED)
        self.assertTrue(self.is_authentic(given()))

    def test_each_part_is_signed(self):
        for headers, body in (
            (given(webhook_id="msg_other"), BODY),
            (given(webhook_timestamp=str(MOMENT + 1)), BODY),
            (given(), BODY + b" "),
            (given(), b""),
            (given(webhook_signature=SIGNED[:-2] + "A="), BODY),
        ):
            with self.subTest(headers):
                self.assertFalse(self.is_authentic(headers, body))

    def test_missing_and_malformed_headers_are_not_authentic(self):
        for name, values in {
            ID: [
                "",
                " ",
                "a b",
                "é",
                "a\n",
                "x" * 201,
                "\0",
                f"{MESSAGE_ID},{MESSAGE_ID}",
            ],
            TIMESTAMP: [
                "",
                "soon",
                "1e9",
                "-1",
                "+1614265330",
                " 1614265330",
                "1614265330.0",
                "01614265330",
                "٣",
                "²",
                "9" * 400,
                "1614265330,1614265330",
                "NaN",
                "0x1",
            ],
            SIGNATURE: [
                "",
                "v1",
                "v1,",
                ",",
                "v1,é",
                SIGNED.removeprefix("v1,"),
                SIGNED.upper(),
                f"{SIGNED},{SIGNED}",
                f"{SIGNED}, {SIGNED[:-1]}",
                f"v2,{SIGNED[3:]}",
                f"v1a,{SIGNED[3:]}",
                "v1,x " * 1000,
                "\udcff",
                "v1=" + SIGNED[3:],
            ],
        }.items():
            for value in values:
                with self.subTest(f"{name}: {value!r}"):
                    self.assertFalse(self.is_authentic({**given(), name: value}))
            with self.subTest(f"no {name}"):
                self.assertFalse(
                    self.is_authentic({k: v for k, v in given().items() if k != name})
                )

    def test_one_of_several_signatures_suffices(self):
        theirs = standard_webhooks.sign(OTHER, MESSAGE_ID, MOMENT, BODY)
        for signatures in (
            f"{theirs} {SIGNED}",
            f"{SIGNED} {theirs}",
            f"v1a,abc {SIGNED} v2,=",
            f"{SIGNED}  ",
        ):
            with self.subTest(signatures):
                self.assertTrue(self.is_authentic(given(webhook_signature=signatures)))

    def test_one_of_several_keys_suffices(self):
        self.assertTrue(self.is_authentic(given(), keys=(OTHER, KEY)))
        self.assertTrue(self.is_authentic(given(), keys=(KEY, OTHER)))
        self.assertFalse(self.is_authentic(given(), keys=(OTHER,)))
        self.assertFalse(self.is_authentic(given(), keys=()))

    def test_clock_may_be_wrong_by_five_minutes_in_both_directions(self):
        for late in (-TOLERANCE, 0, TOLERANCE):
            with self.subTest(late):
                self.assertTrue(self.is_authentic(given(), now=MOMENT + late))
        for late in (-TOLERANCE - 1, TOLERANCE + 1):
            with self.subTest(late):
                self.assertFalse(self.is_authentic(given(), now=MOMENT + late))

    def test_own_headers_are_authentic_for_each_key(self):
        headers = standard_webhooks.headers((KEY, OTHER), "1", MOMENT, b"\xff\0")
        for key in (KEY, OTHER):
            self.assertTrue(self.is_authentic(headers, b"\xff\0", (key,)))

    def test_secret_of_another_alphabet_or_length_is_refused(self):
        for secret in (
            "",
            "whsec_",
            SECRET.removeprefix("whsec_"),
            "whsec_" + "_-" * 16,
            "whsec_" + "A" * 31,
            "whsec_ä",
            "whpk_" + SECRET[6:],
            "WHSEC_" + SECRET[6:],
            "whsec_" + base64.b64encode(b"x" * 23).decode(),
            "whsec_" + base64.b64encode(b"x" * 65).decode(),
            "whsec_" + base64.b64encode(b"x" * 24).decode() + "\n",
        ):
            with self.subTest(secret), self.assertRaises(ValueError):
                standard_webhooks.parse_key(secret)

    def test_new_secret_is_in_the_alphabet_of_all_libraries(self):
        for _time in range(50):
            self.assertEqual(
                len(standard_webhooks.parse_key(standard_webhooks.new_secret())), 32
            )


@tagged("-at_install", "post_install")
@skipUnless(importlib.util.find_spec("standardwebhooks"), "standardwebhooks is missing")
class TestInteroperability(BaseCase):
    """With the library for Python: it verifies ours, and we verify its own."""

    def setUp(self):
        super().setUp()
        from standardwebhooks import Webhook

        self.library = Webhook(SECRET)

    def test_library_verifies_ours(self):
        now = int(time.time())
        headers = standard_webhooks.headers((OTHER, KEY), "msg_1", now, BODY)
        self.assertEqual(self.library.verify(BODY, headers), json.loads(BODY))

    def test_ours_verifies_the_library_s(self):
        now = datetime.now(UTC)
        for body in (BODY, b"{}", '{"text": "Straße 😀"}'.encode()):
            signed = self.library.sign("msg_1", now, body.decode())
            headers = given(
                webhook_id="msg_1",
                webhook_timestamp=str(int(now.timestamp())),
                webhook_signature=signed,
            )
            with self.subTest(body):
                self.assertTrue(
                    standard_webhooks.is_authentic((KEY,), headers, body, time.time())
                )
