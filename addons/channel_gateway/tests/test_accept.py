from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..adapters import email
from .common import ChannelCase
from .sample_emails import make_email


@tagged("-at_install", "post_install")
class TestAccept(ChannelCase):
    def test_stored_as_it_came_under_its_message_id(self):
        raw = make_email()
        message = self.Message._accept_message(self.mailbox, raw)
        self.assertEqual(message.external_id, "<brown-bin@example.org>")
        self.assertEqual(message._raw_bytes(), raw)
        self.assertEqual((message.state, message.direction), ("received", "in"))
        self.assertEqual(message.channel_id.code, "email")

    def test_same_email_again_is_the_same_row(self):
        message = self.Message._accept_message(self.mailbox, make_email())
        again = self.Message._accept_message(self.mailbox, make_email())
        self.assertEqual(message, again)

    def test_same_email_on_another_way_is_the_same_row(self):
        for message_id in ("<brown-bin@example.org>", None):
            with self.subTest(message_id=message_id):
                raw = make_email(message_id=message_id)
                message = self.Message._accept_message(
                    self.mailbox, b"Received: from a by b\n" + raw
                )
                by_imap = b"Received: from c by d\r\n" + raw.replace(b"\n", b"\r\n")
                again = self.Message._accept_message(self.mailbox, by_imap)
                self.assertEqual(message, again)

    def test_message_id_in_use_for_another_content_is_another_row(self):
        bodies = ("My bin", "My lamp", "My road")
        messages = [
            self.Message._accept_message(self.mailbox, make_email(body=body))
            for body in bodies
        ]
        self.assertEqual(len(set(messages)), 3)
        for body, message in zip(bodies, messages, strict=True):
            again = self.Message._accept_message(self.mailbox, make_email(body=body))
            self.assertEqual(again, message)
            self.assertEqual(again._raw_bytes(), make_email(body=body))

    def test_email_without_message_id_and_date_may_come_again_later(self):
        raw = make_email(message_id=None).replace(b"Date:", b"X-Date:")
        with freeze_time("2026-11-02"):
            message = self.Message._accept_message(self.mailbox, raw)
        with freeze_time("2026-11-03"):
            again = self.Message._accept_message(self.mailbox, b"Received: x\n" + raw)
        with freeze_time("2026-11-23"):
            later = self.Message._accept_message(self.mailbox, raw)
        self.assertEqual(message, again)
        self.assertNotEqual(message, later)

    def test_message_id_of_an_erased_email_does_not_lose_another(self):
        message = self.Message._accept_message(self.mailbox, make_email())
        message.raw = False
        other = self.Message._accept_message(self.mailbox, make_email(body="Another"))
        self.assertNotEqual(message, other)

    def test_same_email_at_another_endpoint_is_another_row(self):
        other = self.mailbox.copy({"address": "other@council.test"})
        message = self.Message._accept_message(self.mailbox, make_email())
        self.assertNotEqual(message, self.Message._accept_message(other, make_email()))

    def test_database_keeps_the_key_unique(self):
        message = self.Message._accept_message(self.mailbox, make_email())
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            message.copy({"external_id": message.external_id})

    def test_message_is_stored_before_it_is_parsed(self):
        with patch.object(email, "parse_email", side_effect=AssertionError):
            self.assertTrue(
                self.Message._accept_message(self.mailbox, b"\xff\x00 garbage")
            )

    def test_storing_wakes_the_queue_once_it_is_committed(self):
        waking = self.startPatcher(
            patch.object(type(self.Message), "_wake_sleeping", autospec=True)
        )
        self.env.cr.postcommit.clear()
        for _message in range(3):
            self.Message._accept_message(self.mailbox, make_email())
        self.assertFalse(waking.called, "others do not see it yet")
        self.env.cr.postcommit.run()
        self.assertEqual(waking.call_count, 1)

    def test_row_is_that_of_the_orm(self):
        """Whatever is added to the model: a default, a computed column, a check."""
        stored = self.store("stored", is_created_by_orm=False)
        created = self.store("created", is_created_by_orm=True)
        self.env.flush_all()
        self.env.invalidate_all()
        names = [name for name, field in self.Message._fields.items() if field.store]
        rows = (stored | created).read(names)
        differing = {name for name in names if rows[0][name] != rows[1][name]} - {
            "create_date",
            "write_date",
            "received_at",
        }
        self.assertEqual(differing, {"id", "external_id"})

    def store(self, key, *, is_created_by_orm):
        by_orm = patch.object(
            type(self.Message), "_is_created_by_orm", lambda *_: is_created_by_orm
        )
        with by_orm:
            return self.Message._accept_message(
                self.mailbox,
                b"<svg/>",
                external_id=key,
                sender="a@example.net\nb@example.net",
                subject="one\ntwo",
                state="triage",
                partner_id=False,
            )

    def test_key_is_stored_once_by_the_orm_too(self):
        rows = {self.store("one", is_created_by_orm=True) for _time in range(2)}
        self.assertEqual(len(rows), 1)
        self.assertEqual({self.store("one", is_created_by_orm=False)}, rows)

    def test_row_is_in_the_cache_as_if_created(self):
        message = self.store("cached", is_created_by_orm=False)
        with self.assertQueryCount(0):
            self.assertEqual(message.endpoint_id, self.mailbox)
            self.assertEqual(
                (message.state, message.sender), ("triage", "a@example.net")
            )

    def test_too_large_email_is_recorded_for_staff(self):
        head = email.head(make_email(subject="My photos"))
        size = 30 * 1024 * 1024
        message = self.Message._accept_too_large(self.mailbox, head, size)
        self.assertEqual(message.state, "triage")
        self.assertEqual(message.sender, "jane.testsmith@example.net")
        self.assertEqual(message.subject, "My photos")
        self.assertIn("30.0 MB", message.error)
        again = self.Message._accept_too_large(self.mailbox, head, size)
        self.assertEqual(message, again)

    def test_too_large_notification_has_no_sender(self):
        message = self.Message._accept_too_large(self.mailbox, b"", 9, sender="<>")
        self.assertEqual(message.state, "triage")
        self.assertFalse(message.sender or message.partner_id)

    def test_long_or_odd_envelope_is_accepted(self):
        message = self.Message._accept_message(
            self.mailbox,
            b"Message-ID: <" + b"a" * 900 + b"@x.org>\n\nMy bin",
            sender="\0" + "ä" * 5_000,
            recipient="b" * 5_000,
            subject="c" * 5_000,
        )
        self.env.flush_all()
        self.assertEqual(message.sender, "ä" * 319)
        self.assertLess(len(message.recipient), 1_000)

    def test_storing_takes_few_queries(self):
        self.Message._accept_message(
            self.mailbox, make_email(message_id="<warm@example.org>")
        )
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.Message._accept_message(self.mailbox, make_email())
            self.env.flush_all()


@tagged("-at_install", "post_install")
class TestEndpoint(ChannelCase):
    def test_each_endpoint_gets_a_long_token_of_its_own(self):
        tokens = [self.mailbox.copy().token for _copy in range(2)]
        self.assertNotEqual(*tokens)
        self.assertGreaterEqual(len(tokens[0]), 40)

    def test_only_its_own_token_is_valid(self):
        self.assertTrue(self.mailbox._is_token_valid("test-token"))
        for wrong in ("", None, "test-toke", "test-token ", "ключ"):
            self.assertFalse(self.mailbox._is_token_valid(wrong))

    def test_empty_token_is_never_valid(self):
        self.assertFalse(self.env["channel.endpoint"]._is_token_valid(""))

    def test_key_of_a_client_finds_its_endpoint(self):
        client = self.mailbox.copy({"kind": "open311", "token": "a-client-key"})
        Endpoint = self.env["channel.endpoint"]
        self.assertEqual(Endpoint._find_by_token("open311", "a-client-key"), client)
        self.assertFalse(Endpoint._find_by_token("open311", "test-token"))

    def test_renewed_token_invalidates_the_old_one(self):
        self.mailbox.action_renew_token()
        self.assertFalse(self.mailbox._is_token_valid("test-token"))
