"""What gateways of texts send and answer, for tests."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import urlencode

from odoo.tests import HttpCase

from ..sms import signed_json, twilio
from .common import Council

MOBILE = "+447400123456"
SECRET = "test-gateway-secret"
ACCOUNT = "AC" + "0" * 32
API_KEY = (
    "council-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
)
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
BIN_MISSED = "My bin was missed"


class SmsCase(Council, HttpCase):
    """A council with an endpoint of one gateway, `self.gateway`."""

    kind = "sms_kannel"
    values = {"account": "council", "secret": SECRET}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.gateway = cls.make_endpoint(
            "Test Gateway", cls.kind, channel="sms", token="test-sms", **cls.values
        )
        cls.env.company.has_quiet_hours = False
        cls.jane = cls.env["res.partner"].create(
            {"name": "Jane Testsmith", "phone": MOBILE, "is_constituent": True}
        )

    def received(self):
        return self.Message.search(
            [("endpoint_id", "=", self.gateway.id), ("direction", "=", "in")]
        )

    def path(self, query=""):
        return f"/channel/in/{self.gateway.id}{query}"

    def apply_receipts(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["channel.receipt"]._process_queue()

    def use_gateway(self, **values):
        """Have the company send texts by the gateway."""
        self.gateway.write(
            {
                "text_url": "http://gateway.test/send",
                "text_sender": "60060",
                "text_template": "f33517ff-2a88-4f6e-b855-c550268ce08a",
                **values,
            }
        )
        self.env.company.text_endpoint_id = self.gateway

    def send(self, body="The road is open", partner=None):
        """Return a message that waits to be sent."""
        partner = partner or self.jane
        return self.Message._send_message(partner, "News", body, channel="sms")

    @contextmanager
    def answering(self, *answers):
        """Have the gateway answer calls in turn; yields what it was sent.

        Args:
            answers: pairs of status and body, or exceptions.
        """
        calls, left = [], list(answers)

        def call(_kind, method, url, **options):
            calls.append((method, url, options))
            answer = left.pop(0) if len(left) > 1 else left[0]
            if isinstance(answer, Exception):
                raise answer
            status, body = answer
            text = body if isinstance(body, str) else json.dumps(body)
            return status, text.encode()

        base = self.env.registry["channel.kind.sms"]
        with patch.object(base, "_call", call):
            yield calls


class Twilio(SmsCase):
    """Forms signed as Twilio signs them."""

    kind = "sms_twilio"
    values = {"account": ACCOUNT, "secret": SECRET}

    def post_form(self, fields, query="", secret=SECRET, **headers):
        body = urlencode(fields)
        url = self.gateway.get_base_url() + self.path(query)
        signature = twilio.sign(secret, url, fields, "sha1")
        return self.url_open(
            self.path(query),
            data=body,
            headers={
                "Content-Type": FORM,
                "X-Twilio-Signature": signature,
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )


class Notify(SmsCase):
    """Callbacks of GOV.UK Notify."""

    kind = "sms_notify"
    values = {"secret": API_KEY}

    def post_json(self, given, token="test-sms"):
        return self.url_open(
            self.path(),
            data=json.dumps(given),
            headers={"Content-Type": JSON, "Authorization": f"Bearer {token}"},
        )


class Kannel(SmsCase):
    """Requests of Kannel's smsbox."""

    def get(self, text=BIN_MISSED, token="test-sms", **given):
        sent = {
            "from": MOBILE,
            "to": "60060",
            "text": text,
            "time": "2026-11-23 23:27:51",
            "id": "0b7e3c1a",
            "coding": "0",
            "charset": "UTF-8",
            **given,
        }
        basic = base64.b64encode(f"kannel:{token}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"} if token else {}
        query = urlencode({name: one for name, one in sent.items() if one is not None})
        return self.url_open(self.path(f"?{query}"), headers=headers)

    def report(self, reference, kind, **more):
        given = {"sms": reference, "type": kind, "at": int(time.time()), **more}
        answer = self.url_open(self.path(f"?token=test-sms&{urlencode(given)}"))
        self.apply_receipts()
        return answer


class SignedJson(SmsCase):
    """JSON signed by HMAC-SHA256."""

    kind = "sms_json"
    values = {"secret": SECRET}

    def post_json(self, given, *, secret=SECRET, age=0, body=None):
        body = json.dumps(given).encode() if body is None else body
        now = int(time.time()) - age
        return self.url_open(
            self.path(),
            data=body,
            headers={
                "Content-Type": JSON,
                signed_json.TIMESTAMP: str(now),
                signed_json.SIGNATURE: signed_json.sign(secret, now, body),
            },
        )


def hs256_claims(token, secret):
    """Return the claims of a JSON Web Token, None if it is signed otherwise."""
    head, claims, signature = token.split(".")
    own = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256)
    if _decode(signature) != own.digest():
        return None
    return json.loads(_decode(claims))


def _decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
