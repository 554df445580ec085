from datetime import date, timedelta
from unittest import skipIf
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..imap.mailbox import Mailbox, MailboxError, MarkError, MessageError
from ..models import channel_endpoint_fetch as fetch_module
from ..models.channel_kind import email_fetching
from . import dovecot
from .common import ChannelCase
from .sample_emails import make_email

NUL = (
    b"From: Nell Testsmith <nell@example.org>\r\nTo: contact@example.org\r\n"
    b"Subject: Bin\r\nMessage-ID: <nul@example.org>\r\n\r\n"
    b"My bin was missed.\0 Nell\r\n"
)
BARE = NUL.replace(b"\r\n", b"\n").replace(b"nul@", b"bare@").replace(b"\0", b"")
NO_KEY = (
    b"From: Nell Testsmith <nell@example.org>\r\nTo: contact@example.org\r\n"
    b"Date: Tue, 24 Nov 2026 09:30:00 +0000\r\nSubject: Bin\r\n\r\n"
    b"My bin was missed.\0 Nell\r\n"
)


class Killed(BaseException):
    """The process ends here."""


class ImapCase(ChannelCase):
    """A council with a mailbox that is fetched."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.box = cls.make_endpoint(
            "Test box",
            "imap",
            imap_host="127.0.0.1",
            imap_security="none",
            imap_user="council",
            imap_password=dovecot.PASSWORD,
            imap_since=False,
        )
        cron = type(cls.env["ir.cron"])
        cls.startClassPatcher(patch.object(cron, "_commit_progress", return_value=60))
        endpoint = type(cls.box)
        cls.startClassPatcher(patch.object(endpoint, "_forget_fetch"))

    def fetch(self):
        self.env["channel.endpoint"]._fetch_due()
        return self.stored()

    def stored(self):
        box = [("endpoint_id", "=", self.box.id)]
        return self.env["channel.message"].search(box, order="id")


@tagged("-at_install", "post_install")
@skipIf(dovecot.missing(), dovecot.missing())
class TestImap(ImapCase):
    """Mailboxes on a real server."""

    def setUp(self):
        super().setUp()
        self.server = dovecot.Dovecot()
        self.addCleanup(self.server.stop)
        self.server.start()
        self.box.imap_port = self.server.port

    def numbered(self, count, start=0):
        return [
            make_email(f"My bin was missed {number}", message_id=f"<{number}@a.test>")
            for number in range(start, start + count)
        ]

    def flags(self, folder="INBOX"):
        with self.server.client() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search()
            return client.get_flags(uids) if uids else {}

    def as_staff(self, act, folder="INBOX"):
        with self.server.client() as client:
            client.select_folder(folder)
            return act(client)

    def fetch_until_killed(self):
        # `assertRaises` would undo what was committed.
        try:
            self.fetch()
        except Killed:
            return
        self.fail("It was not killed")

    def test_what_is_new_is_stored_as_it_came_and_marked_as_read(self):
        raw = make_email()
        self.server.put(raw)
        message = self.fetch()
        self.assertEqual(message.external_id, "<brown-bin@example.org>")
        self.assertEqual(message._raw_bytes().split(), raw.split())
        self.assertIn(b"\\Seen", self.flags()[1])
        message._process()
        self.assertEqual(message.request_id.service_id, self.missed_bin)

    def test_many_are_fetched_once_each_in_batches(self):
        self.server.put(*self.numbered(45))
        self.assertEqual(len(self.fetch()), 45)
        self.assertEqual(len(self.fetch()), 45)
        self.server.put(*self.numbered(3, start=45))
        with patch.object(
            Mailbox, "fetch", autospec=True, side_effect=Mailbox.fetch
        ) as fetched:
            self.assertEqual(len(self.fetch()), 48)
        self.assertEqual(fetched.call_count, 3)

    def test_what_staff_have_read_is_fetched_too(self):
        self.server.put(make_email())
        self.as_staff(lambda client: client.add_flags([1], [b"\\Seen"]))
        self.assertTrue(self.fetch())

    def test_other_uids_are_read_again_and_recognised(self):
        self.server.put(*self.numbered(5))
        self.fetch()
        self.box.imap_folder = "Team"
        self.server.put(*self.numbered(5), folder="Team")
        self.fetch()
        with self.server.client() as client:
            client.delete_folder("Team")
        self.server.put(*self.numbered(7), folder="Team")
        self.assertEqual(len(self.fetch()), 7)

    def test_deleted_but_not_purged_survives_moving(self):
        self.server.put(*self.numbered(4))
        self.as_staff(lambda client: client.add_flags([2], [b"\\Deleted"]))
        self.box.write({"imap_done": "move", "imap_done_folder": "Zgłoszenia & Ende"})
        self.assertEqual(len(self.fetch()), 4)
        left = self.flags()
        self.assertEqual([*left], [2])
        self.assertIn(b"\\Deleted", left[2])
        self.assertEqual(len(self.flags("Zgłoszenia & Ende")), 3)

    def test_deleted_by_staff_during_the_fetch_survives_moving(self):
        self.server.put(*self.numbered(4))
        self.box.imap_done = "move"
        fetch = Mailbox.fetch

        def delete_another(mailbox, uid):
            self.as_staff(lambda client: client.add_flags([1], [b"\\Deleted"]))
            return fetch(mailbox, uid)

        with patch.object(Mailbox, "fetch", delete_another):
            self.fetch()
        self.assertEqual([*self.flags()], [1])

    def test_without_move_it_is_marked_only(self):
        self.server.put(make_email())
        self.box.imap_done = "move"
        with patch.object(Mailbox, "can_move", False):
            self.assertTrue(self.fetch())
        self.assertIn(b"\\Seen", self.flags()[1])

    def test_folder_in_another_script(self):
        self.box.imap_folder = "Скарги & Ü"
        self.server.put(make_email(), folder="Скарги & Ü")
        self.assertTrue(self.fetch())
        self.assertIn(b"\\Seen", self.flags("Скарги & Ü")[1])

    def test_same_letter_through_the_relay_and_the_mailbox_is_one(self):
        for raw in (NUL, BARE, NO_KEY, make_email()):
            self.Message._accept_message(self.box, raw)
        self.server.put(NUL, BARE, NO_KEY, make_email())
        self.assertEqual(len(self.fetch()), 4)

    def test_same_letter_at_the_relays_endpoint_opens_one_request(self):
        for raw in (NUL, BARE, NO_KEY):
            self.receive(raw)
        self.server.put(NUL, BARE, NO_KEY)
        messages = self.fetch()
        messages._process()
        self.assertEqual(set(messages.mapped("state")), {"discarded"})
        self.assertEqual(len(messages), 3)

    def test_relay_and_mailbox_at_one_endpoint(self):
        self.box.kind = "email"
        self.Message._accept_message(self.box, NO_KEY)
        self.server.put(NO_KEY, BARE)
        self.assertEqual(len(self.fetch()), 2)

    def test_killed_before_marking_loses_and_doubles_nothing(self):
        self.server.put(*self.numbered(30))
        with patch.object(Mailbox, "mark_read", side_effect=Killed):
            self.fetch_until_killed()
        self.assertEqual(len(self.stored()), email_fetching.BATCH_SIZE)
        self.assertFalse(self.box.imap_position)
        self.assertEqual(len(self.fetch()), 30)
        self.assertTrue(all(b"\\Seen" in one for one in self.flags().values()))

    def test_killed_before_the_position_is_noted(self):
        self.server.put(*self.numbered(30))
        self.box.imap_done = "move"
        with patch.object(type(self.box), "_note_fetched", side_effect=Killed):
            self.fetch_until_killed()
        # Those that were moved are stored already.
        self.assertEqual(len(self.fetch()), 30)
        self.assertFalse(self.flags())

    def test_too_large_stays_unread_in_the_mailbox_and_is_listed(self):
        self.box.limit_mb = 1
        self.server.put(
            make_email("x" * 1_100_000), make_email(message_id="<b@a.test>")
        )
        first, second = self.fetch()
        self.assertEqual((first.state, first.subject), ("triage", "Bin"))
        self.assertIn("open it there", first.error)
        self.assertEqual(second.state, "received")
        self.assertEqual(
            [b"\\Seen" in one for one in self.flags().values()], [False, True]
        )
        self.assertEqual(len(self.fetch()), 2)

    @mute_logger(email_fetching.__name__)
    def test_one_that_cannot_be_read_does_not_stop_the_rest(self):
        self.server.put(*self.numbered(3))
        fetch = Mailbox.fetch

        def refuse_second(mailbox, uid):
            if uid == 2:
                raise MessageError("[CORRUPTION] Broken")
            return fetch(mailbox, uid)

        with patch.object(Mailbox, "fetch", refuse_second):
            messages = self.fetch()
        self.assertEqual(messages.mapped("state"), ["received", "triage", "received"])
        self.assertIn("Broken", messages[1].error)

    @mute_logger(email_fetching.__name__)
    def test_one_that_cannot_be_stored_does_not_stop_the_rest(self):
        self.server.put(*self.numbered(3))
        accept = type(self.Message)._accept_message

        def refuse_second(messages, endpoint, payload, *args, **values):
            if b"missed 1" in payload:
                raise KeyError("a fault of ours")
            return accept(messages, endpoint, payload, *args, **values)

        with patch.object(type(self.Message), "_accept_message", refuse_second):
            messages = self.fetch()
        self.assertEqual(messages.mapped("state"), ["received", "triage", "received"])
        self.assertIn("KeyError", messages[1].error)

    def test_gone_meanwhile_is_left_out(self):
        self.server.put(*self.numbered(2))
        with patch.object(Mailbox, "fetch", return_value=None):
            self.assertFalse(self.fetch())

    def test_a_mailbox_that_may_not_be_changed_is_read(self):
        self.server.put(*self.numbered(2))
        with patch.object(Mailbox, "mark_read", side_effect=MarkError("[NOPERM] No")):
            self.assertEqual(len(self.fetch()), 2)
        self.assertIn("[NOPERM] No", self.box.imap_error)
        self.assertFalse(self.box.imap_failing_since)

    def test_earlier_mail_is_left(self):
        self.box.imap_since = date.today() + timedelta(days=5)
        self.server.put(make_email())
        self.assertFalse(self.fetch())
        self.box.imap_since = date.today()
        self.assertTrue(self.fetch())

    def test_a_loop_and_an_automatic_answer_are_known_by_their_headers(self):
        self.server.put(
            make_email(message_id="<a@a.test>", Auto_Submitted="auto-replied"),
            make_email(message_id="<b@a.test>", sender="contact@council.test"),
        )
        messages = self.fetch()
        messages._process()
        self.assertEqual(messages.mapped("state"), ["discarded", "discarded"])
        self.assertTrue(messages[0].is_automatic)
        self.assertIn("Loop", messages[1].error)

    def test_connection_is_tested_without_a_change(self):
        self.server.put(make_email())
        action = self.box.action_test_connection()
        self.assertIn("1 e-mails", action["params"]["message"])
        self.assertNotIn(b"\\Seen", self.flags()[1])
        self.box.imap_folder = "Nowhere"
        with self.assertRaisesRegex(UserError, "only: INBOX"):
            self.box.action_test_connection()
        self.box.imap_password = "wrong"
        with self.assertRaisesRegex(UserError, "refuses to sign in"):
            self.box.action_test_connection()

    def test_sign_in_of_a_mail_server_of_odoo(self):
        server = self.env["fetchmail.server"].create({"name": "Test"})
        self.box.imap_server_id = server
        login = "_imap_login__"

        def sign_in(_server, connection):
            connection.login("council", dovecot.PASSWORD)
            connection.select("INBOX")

        self.server.put(make_email())
        with patch.object(type(server), login, sign_in):
            self.assertTrue(self.fetch())


@tagged("-at_install", "post_install")
class TestImapEndpoint(ImapCase):
    """Endpoints of mailboxes, without a server."""

    def refuse(self, reason="No route to host"):
        with patch.object(fetch_module, "connect", side_effect=MailboxError(reason)):
            self.box.imap_next_at = False
            self.env["channel.endpoint"]._fetch_due()

    def test_failure_is_shown_and_tried_again_later_each_time(self):
        now = fields.Datetime.now()
        delays = []
        with freeze_time(now):
            for _attempt in range(6):
                self.refuse()
                delays.append((self.box.imap_next_at - now).seconds // 60)
        self.assertEqual(delays, [1, 2, 5, 10, 15, 15])
        self.assertEqual(self.box.imap_error, "No route to host")
        self.assertEqual(self.box.imap_failing_since, now)

    def test_mailbox_that_waits_is_left_alone(self):
        self.refuse()
        self.assertNotIn(
            self.box,
            self.box.search(self.box._fetched_domain()),
        )

    def test_managers_are_alerted_once_after_an_hour(self):
        manager = self.make_user("imap_manager", "manager")
        alerts = [
            ("partner_ids", "in", manager.partner_id.ids),
            ("message_type", "=", "user_notification"),
        ]
        self.refuse()
        self.assertFalse(self.env["mail.message"].search(alerts))
        with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
            self.refuse()
            self.refuse()
        alert = self.env["mail.message"].search(alerts)
        self.assertEqual(len(alert), 1)
        self.assertIn("No route to host", alert.body)
        self.box._note_fetched(1, 1, False)
        self.assertFalse(self.box.imap_error)
        self.assertFalse(self.box.imap_is_alerted)

    def test_one_mailbox_that_fails_does_not_stop_the_others(self):
        other = self.box.copy({"name": "Other", "imap_password": "x"})
        self.refuse()
        self.assertTrue(self.box.imap_error)
        self.assertTrue(other.imap_error)

    def test_closed_mailbox_is_not_fetched(self):
        self.box.is_active = False
        self.refuse()
        self.assertFalse(self.box.imap_error)

    def test_password_is_read_by_managers_alone_and_never_exported(self):
        officer = self.make_user("imap_officer", "officer")
        with self.assertRaises(AccessError):
            self.box.with_user(officer).read(["imap_password"])
        self.assertFalse(self.box._fields["imap_password"].exportable)
        self.assertNotIn("imap_password", self.box.copy_data()[0])

    def test_password_on_the_network_is_encrypted(self):
        with self.assertRaises(ValidationError):
            self.box.imap_host = "imap.example.org"

    def test_mailbox_needs_a_server(self):
        for values in ({"imap_host": False}, {"imap_user": False}, {"imap_folder": ""}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.box.write(values)

    def test_fetched_mail_is_not_moved_to_where_it_came_from(self):
        for folder in ("inbox", "", False):
            with self.subTest(folder), self.assertRaises(ValidationError):
                self.box.write({"imap_done": "move", "imap_done_folder": folder})

    def test_another_folder_is_read_from_its_beginning(self):
        self.box._note_fetched(4_000_000_000, 3_999_999_999, False)
        self.assertEqual(self.box._fetched_up_to(4_000_000_000), 3_999_999_999)
        self.assertEqual(self.box._fetched_up_to(5), 0)
        self.box.imap_folder = "Other"
        self.assertEqual(self.box._fetched_up_to(4_000_000_000), 0)

    def test_no_relay_hands_over_at_it(self):
        self.assertFalse(self.box.path)
        self.assertFalse(self.box.relay_command)
