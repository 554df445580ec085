from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestAccess(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: cls.make_user(f"channel_{name}", name)
            for name in ("analyst", "service_officer", "officer", "manager", "dpo")
        }
        cls.waste.member_ids = cls.users["service_officer"]
        cls.done = cls.receive()
        cls.open = cls.receive(
            subject="Hi", body="Lovely day", message_id="<day@example.org>"
        )

    def as_user(self, record, name):
        return record.with_user(self.users[name])

    def test_analyst_reads_no_messages(self):
        with self.assertRaises(AccessError):
            self.as_user(self.done, "analyst").read(["subject"])

    def test_service_officer_reads_those_of_requests_only(self):
        self.as_user(self.done, "service_officer").read(["subject"])
        with self.assertRaises(AccessError):
            self.as_user(self.open, "service_officer").read(["subject"])

    def test_service_officer_opens_a_message_of_a_request(self):
        shown = self.as_user(self.done, "service_officer").read(
            ["subject", "body", "raw_name", "endpoint_id", "partner_id"]
        )
        self.assertTrue(shown[0]["raw_name"].endswith(".eml"))

    def test_incoming_message_cannot_be_changed(self):
        forged = {
            "body": "No",
            "raw": "Tm8=",
            "sender": "x@example.org",
            "sender_name": "X",
            "recipient": "x@example.org",
            "subject": "No",
            "external_id": "<x@example.org>",
            "received_at": "2020-01-01 00:00:00",
            "direction": "out",
            "endpoint_id": False,
            "state": "sent",
            "request_id": False,
        }
        for user in ("officer", "manager", "dpo"):
            for name, value in forged.items():
                with self.subTest(f"{user}: {name}"), self.assertRaises(AccessError):
                    self.as_user(self.done, user).write({name: value})

    def test_outgoing_message_cannot_be_changed(self):
        partner = self.done.partner_id
        sent = self.Message._send_message(partner, "Hello", "Your bin comes tomorrow")
        for user in ("officer", "manager", "dpo"):
            with self.subTest(user), self.assertRaises(AccessError):
                self.as_user(sent, user).body = "Never"

    def test_service_officer_may_not_process_messages(self):
        # One of a request that they may see.
        self.done.state = "failed"
        for act in ("action_retry", "action_discard"):
            with self.subTest(act), self.assertRaises(AccessError):
                getattr(self.as_user(self.done, "service_officer"), act)()

    def test_officer_processes_messages_but_creates_and_deletes_none(self):
        self.as_user(self.open, "officer").action_discard()
        with self.assertRaises(AccessError):
            self.as_user(self.open, "officer").unlink()
        with self.assertRaises(AccessError):
            self.as_user(self.open, "officer").copy()

    def test_data_protection_officer_may_erase(self):
        self.as_user(self.open, "dpo").unlink()
        self.assertFalse(self.open.exists())

    def test_only_managers_see_and_renew_tokens(self):
        with self.assertRaises(AccessError):
            self.as_user(self.mailbox, "officer").read(["token"])
        with self.assertRaises(AccessError):
            self.as_user(self.mailbox, "officer").action_renew_token()
        self.as_user(self.mailbox, "manager").action_renew_token()

    def test_only_managers_read_authentication_failures(self):
        refusals = self.env["channel.authentication.failure"]
        for name in self.users:
            with self.subTest(name):
                may = refusals.with_user(self.users[name]).has_access("read")
                self.assertEqual(may, name == "manager")

    def test_only_managers_write_templates(self):
        template = self.env.ref("channel_gateway.template_opened_email")
        with self.assertRaises(AccessError):
            self.as_user(template, "officer").subject = "Hello"
        self.as_user(template, "manager").subject = "Hello"


@tagged("-at_install", "post_install")
class TestContactAccess(ChannelCase):
    """Times of calls and visits are those of the desk, not what somebody writes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("channel_answering", "officer")
        cls.Calls = cls.env["channel.call"].with_user(cls.officer)

    def served(self):
        """A call that the officer has served and ended."""
        call = self.Calls.browse(self.Calls.desk_begin({"number": "01482 1"})["id"])
        call.desk_end({"outcome": "answered", "note": "Told the hours"})
        return call

    def test_officer_serves_a_call_from_queue_to_ledger(self):
        call = self.Calls.browse(self.Calls.desk_queue("01482 1")["id"])
        call.action_answer()
        call.desk_save({"words": "When do you open?"})
        call.desk_end({"outcome": "answered", "note": "At nine"})
        self.assertEqual(call.interaction_id.subject, "When do you open?")

    def test_times_and_outcome_of_a_call_cannot_be_written(self):
        call = self.Calls.browse(self.Calls.desk_begin({})["id"])
        for name, value in {
            "started_at": "2020-01-01 00:00:00",
            "answered_at": "2020-01-01 00:00:00",
            "ended_at": "2020-01-01 00:00:00",
            "waiting_seconds": 1,
            "state": "done",
            "user_id": False,
            "outcome": "nothing",
            "interaction_id": False,
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                call.write({name: value})

    def test_ended_call_cannot_be_changed(self):
        with self.assertRaises(UserError):
            self.served().number = "01482 2"

    def test_call_is_entered_as_waiting_only(self):
        for values in ({"state": "done"}, {"answered_at": "2020-01-01 00:00:00"}):
            with self.subTest(values), self.assertRaises(UserError):
                self.Calls.create(values)
        call = self.Calls.with_context(default_state="done").create({"number": "1"})
        self.assertEqual(call.state, "waiting")

    def test_service_officer_begins_no_call(self):
        reader = self.make_user("channel_reading", "service_officer")
        with self.assertRaises(AccessError):
            self.Calls.with_user(reader).desk_begin({})
