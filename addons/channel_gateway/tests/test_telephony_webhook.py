import base64
import json
import time

from odoo import fields
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import mute_logger

from ..telephony import listener
from . import recordings
from .telephony_case import SECRET, TelephonyCouncil


@tagged("-at_install", "post_install")
class TestTelephonyWebhook(TelephonyCouncil, HttpCase):
    """What the listener, and other telephone systems, post."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_telephony()
        cls.other = cls.make_endpoint(
            "Other telephones", kind="pbx", channel="phone", secret=SECRET
        )

    def post(self, body, endpoint=None, number=None, at=None, secret=SECRET, **headers):
        endpoint = endpoint or self.pbx
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        number = number or f"pbx_{time.time_ns():020d}"
        at = str(int(time.time()) if at is None else at)
        signed = {
            "webhook-id": number,
            "webhook-timestamp": at,
            "webhook-signature": listener.sign(secret, number, at, content),
            "Content-Type": "application/json",
            **headers,
        }
        path = f"/channel/in/{endpoint.id}"
        return self.url_open(path, data=content, headers=signed)

    def test_events_are_stored_and_answered_with_commands(self):
        self.pbx.heard_at = fields.Datetime.now()
        self.mary.with_user(self.one).action_dial()
        events = recordings.read("answered")["events"]
        response = self.post({"events": events})
        self.assertEqual(response.status_code, 200)
        (command,) = response.json()["commands"]
        self.assertEqual(command["action"], "Originate")
        self.assertEqual(self.calls().result, "completed")
        self.assertFalse(self.pbx.is_silent)
        self.assertFalse(self.post({"events": []}).json()["commands"])

    def test_recorded_call_of_the_listener_is_refused(self):
        number = f"pbx_{time.time_ns():020d}"
        self.assertEqual(self.post({"events": []}, number=number).status_code, 200)
        for repeated in (number, "pbx_00000000000000000001"):
            with self.subTest(repeated):
                again = self.post({"events": []}, number=repeated)
                self.assertEqual(again.status_code, 401)

    def test_what_is_not_signed_is_refused(self):
        wrong = f"whsec_{base64.b64encode(b'another secret of 24 byte').decode()}"
        now = int(time.time())
        for how in (
            {"secret": wrong},
            {"at": now - 3600},
            {"at": now + 3600},
            {"webhook-signature": ""},
            {"webhook-signature": "v1,%%%"},
            {"webhook-signature": "nonsense, v1"},
            {"webhook-timestamp": "soon"},
            {"webhook-timestamp": "9" * 400},
            {"webhook-id": ""},
        ):
            for endpoint in (self.pbx, self.other):
                with self.subTest(how, kind=endpoint.kind):
                    response = self.post({"events": []}, endpoint, **how)
                    self.assertEqual(response.status_code, 401)

    def test_one_of_several_signatures_and_secrets_is_enough(self):
        fresh = f"whsec_{base64.b64encode(b'a newer secret of 24 bytes').decode()}"
        self.pbx.secret = f"{SECRET} {fresh}"
        for secret in (SECRET, fresh):
            with self.subTest(secret):
                response = self.post({"events": []}, secret=secret)
                self.assertEqual(response.status_code, 200)
        body, at = b'{"events": []}', str(int(time.time()))
        number = f"pbx_{time.time_ns():020d}"
        own = listener.sign(SECRET, number, at, body)
        for text in (f"v2,AAAA {own}", f"v1,AAAA,{own}", f"v1a,AAAA, {own}"):
            with self.subTest(text):
                number = f"pbx_{time.time_ns():020d}"
                own = listener.sign(SECRET, number, at, body)
                headers = {"webhook-signature": text.split("v1,")[0] + own}
                response = self.post(body, number=number, at=at, **headers)
                self.assertEqual(response.status_code, 200)

    def test_malformed_bodies_are_named(self):
        for body in (
            b"{",
            b"[]",
            b'{"events": {}}',
            b'{"events": [1]}',
            b'{"events": [{"Event": "Hangup"}]}',
            b'{"events": [{"Event": "Hangup", "Timestamp": "soon"}]}',
            b'{"events": [{"Event": "Hangup", "Timestamp": "1e400"}]}',
            b"[" * 100000,
        ):
            with self.subTest(body[:60]):
                response = self.post(body)
                self.assertEqual(response.status_code, 400)
                self.assertTrue(response.json()["error"])

    @mute_logger("odoo.addons.channel_gateway.models.telephony.conversation")
    def test_strange_events_do_no_harm(self):
        strange = {
            "Event": "QueueCallerJoin",
            "Timestamp": "1796070000.5",
            "Uniqueid": ["1", "2"],
            "Queue": None,
            "CallerIDNum": "\x00" + "9" * 5000,
            "CallerIDName": "\ud800",
            "Linkedid": {"a": 1},
        }
        self.assertEqual(self.post({"events": [strange]}).status_code, 200)

    def test_calls_of_another_system_go_forward_only(self):
        began, answered = "2026-11-30T14:00:00Z", "2026-11-30T14:00:30Z"
        first = {"id": "x1", "queue": "Tax", "number": "07700900101", "began": began}
        second = {**first, "answered": answered, "officer": "102"}
        third = {**second, "ended": "2026-11-30T14:03:00Z", "held_seconds": 10}
        Call = self.env["channel.call"]

        def call():
            return Call.search([("endpoint_id", "=", self.other.id)])

        for body, state in ((first, "waiting"), (second, "live"), (third, "live")):
            response = self.post({"calls": [body]}, self.other)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(call().state, state)
        self.assertEqual((call().user_id, call().partner_id), (self.two, self.mary))
        for late in (first, second, third):
            self.post({"calls": [late]}, self.other)
        self.assertEqual(call().result, "completed")
        self.assertEqual((call().waiting_seconds, call().talk_seconds), (30, 140))
        self.assertTrue(call().ended_at)

    def test_malformed_calls_are_named(self):
        response = self.post({"calls": [{"id": "x1"}]}, self.other)
        self.assertEqual(response.status_code, 400)
        self.assertIn("began", response.json()["error"])


@tagged("-at_install", "post_install")
class TestCallImport(TelephonyCouncil, TransactionCase):
    """The report of a call centre's system, by the import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_telephony()
        cls.env.company.partner_id.tz = "Europe/London"

    def load(self, text):
        return self.env["constituent.import"].create(
            {
                "target": "call",
                "file_name": "calls.csv",
                "file": base64.b64encode(text.encode()),
            }
        )

    REPORT = (
        "Call ID,Queue Name,Start Time,Answer Time,End Time,Wait,Disposition,Agent,"
        "CLI\n"
        "a1,Council tax,30/11/2026 09:00:00,09:00:20,09:05:00,,Answered,102,"
        "07700900101\n"
        "a2,Council tax,30/11/2026 09:01:00,,09:03:00,,Abandoned,,anonymous\n"
        "a3,Council tax,30/11/2026 09:02:00,,,30,Timeout,,01632960155\n"
        "a4,Council tax,soon,,,30,Timeout,,01632960155\n"
    )

    def test_headings_are_recognised(self):
        job = self.load(self.REPORT)
        found = {column.heading: column.field_name for column in job.column_ids}
        self.assertEqual(
            list(found.values()),
            [
                "id",
                "queue",
                "began",
                "answered",
                "ended",
                "waiting",
                "result",
                "officer",
                "number",
            ],
        )

    def rows(self, text):
        from odoo.addons.constituent_crm.importing import rows

        heads = ("id", "queue", "began", "answered", "ended")
        heads += ("waiting", "result", "officer", "number")
        lines = [line.split(",") for line in text.splitlines()[1:]]
        return [
            rows.Row(number, {h: c for h, c in zip(heads, line, strict=True) if c})
            for number, line in enumerate(lines, start=2)
        ]

    def test_calls_are_recorded_as_they_were(self):
        Target = self.env["constituent.import.call"]
        outcomes = Target._import_rows(self.rows(self.REPORT), {}, dry_run=False)
        self.assertEqual(
            [outcome.status for outcome in outcomes],
            ["created", "created", "created", "rejected"],
        )
        self.assertIn("Began", outcomes[3].reason)
        served, gave_up, timed_out = self.env["channel.call"].browse(
            [outcome.record_id for outcome in outcomes[:3]]
        )
        self.assertEqual((served.user_id, served.partner_id), (self.two, self.mary))
        self.assertEqual((served.waiting_seconds, served.handling_seconds), (20, 280))
        self.assertEqual(served.interaction_id.waiting_seconds, 20)
        self.assertTrue(gave_up.is_withheld and gave_up.interaction_id.is_abandoned)
        self.assertEqual(
            (timed_out.result, timed_out.waiting_seconds), ("timed_out", 30)
        )
        self.assertFalse(timed_out.interaction_id)
        again = Target._import_rows(self.rows(self.REPORT), {}, dry_run=False)
        self.assertEqual([one.status for one in again[:3]], ["unchanged"] * 3)
