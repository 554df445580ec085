from unittest.mock import patch

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..adapters import charsets
from .inbox_case import InboxCase

LOGGER = "odoo.addons.channel_gateway.models.channel_message.processing"
# "The bin was missed", as an old program in Moscow and one in Warsaw write it.
RUSSIAN = "Мусор не вывезли, ул. Ленина"
POLISH = "Śmieci nie zabrano, proszę o pomoc"


@tagged("post_install", "-at_install")
class TestDeadLetters(InboxCase):
    """Messages that could not be processed: seen, corrected and processed again."""

    def damaged(self, text, codec, label, message_id="<damaged@example.org>"):
        """Return the message of an e-mail with a wrong label."""
        raw = (
            b"From: Jane Testsmith <jane.testsmith@example.net>\r\n"
            b"To: contact@council.test\r\nSubject: Hello\r\n"
            + f"Message-ID: {message_id}\r\n".encode()
            + f"Content-Type: text/plain; charset={label}\r\n".encode()
            + b"Content-Transfer-Encoding: 8bit\r\n\r\n"
            + text.encode(codec)
        )
        return self.receive(raw).with_user(self.officer)

    def broken(self, error, message_id="<broken@example.org>"):
        """Return a message in whose processing an error is raised."""
        kind = self.env.registry["channel.kind.email"]
        with patch.object(kind, "_process", side_effect=error), mute_logger(LOGGER):
            return self.receive(message_id=message_id).with_user(self.officer)

    def correct(self, message, **values):
        form = self.dialog(message.action_correct())
        for name, value in values.items():
            setattr(form, name, value)
        record = form.save()
        action = record.action_process()
        message.sudo()._process()
        return action

    def test_failure_is_said_in_plain_words(self):
        for number, (error, words) in enumerate(
            (
                (ValueError("private"), "A fault of the program"),
                (UnicodeDecodeError("ascii", b"x", 0, 1, "private"), "letters"),
                (psycopg2.errors.QueryCanceled("private"), "too long to process"),
                (psycopg2.errors.ProgramLimitExceeded("private"), "too long for"),
            )
        ):
            message = self.broken(error, f"<broken-{number}@example.org>")
            with self.subTest(words):
                self.assertEqual(message.state, "failed")
                self.assertIn(words, message.error)
                self.assertNotIn("private", message.error, "it may quote the message")
                self.assertIn("Correct what was read wrongly", message.hint)

    def test_activity_menu_counts_what_waits_and_what_failed(self):
        self.broken(ValueError())
        (group,) = [
            one
            for one in self.env["res.users"]
            .with_user(self.officer)
            ._get_activity_groups()
            if one["model"] == "channel.message"
        ]
        self.assertEqual(group["overdue_count"], 1)
        self.assertEqual(group["today_count"], 1)
        self.assertEqual(group["total_count"], 2)

    def test_activity_menu_of_others_has_no_inbox(self):
        for group in ("service_officer", "analyst"):
            user = self.make_user(f"menu_{group}", group)
            models = [
                one["model"]
                for one in self.env["res.users"].with_user(user)._get_activity_groups()
            ]
            with self.subTest(group):
                self.assertNotIn("channel.message", models)

    def test_text_is_read_by_the_charset_that_staff_choose(self):
        for number, (text, codec, label) in enumerate(
            (
                (RUSSIAN, "koi8-r", "windows-1251"),
                (RUSSIAN, "cp1251", "koi8-r"),
                (POLISH, "cp1250", "windows-1251"),
                (POLISH, "iso8859-2", "windows-1251"),
                ("Τα σκουπίδια δεν μαζεύτηκαν", "cp1253", "windows-1252"),
                ("הפח לא נאסף", "cp1255", "windows-1252"),
                ("لم يتم جمع القمامة", "cp1256", "windows-1252"),
            )
        ):
            message = self.damaged(
                text, codec, label, f"<damaged-{number}@example.org>"
            )
            form = self.dialog(message.action_correct())
            form.charset = codec
            with self.subTest(text=text, label=label):
                self.assertEqual(form.body.strip(), text)
            record = form.save()
            record.action_process()
            message.sudo()._process()
            with self.subTest(text=text, label=label):
                self.assertEqual(message.body.strip(), text)
                self.assertEqual(message.charset, codec)

    def test_charset_is_chosen_for_headers_too(self):
        subject = RUSSIAN.encode("koi8-r")
        raw = (
            b"From: jane.testsmith@example.net\r\nSubject: "
            + subject
            + b"\r\nMessage-ID: <header@example.org>\r\n\r\nHello there"
        )
        message = self.receive(raw).with_user(self.officer)
        self.correct(message, charset="koi8-r")
        self.assertEqual(message.subject, RUSSIAN)

    def test_choices_are_charsets_that_exist(self):
        for codec, _label in charsets.CHOICES:
            with self.subTest(codec), charsets.chosen(codec):
                self.assertEqual(charsets.decode("café".encode()[:3]), "caf")
        self.assertEqual(charsets.decode("café".encode(), "koi8-r"), "café")

    def test_corrected_sender_is_identified_and_the_ledger_follows(self):
        former = self.message.partner_id
        other = self.make_constituent("Ida Otherwise", email="ida@otherwise.example")
        self.correct(
            self.message, sender="ida@otherwise.example", sender_name="Ida Otherwise"
        )
        self.assertEqual(self.message.partner_id, other)
        self.assertEqual(self.message.interaction_id.partner_id, other)
        self.assertNotEqual(former, other)
        self.assertEqual(self.message.sender, "ida@otherwise.example")
        self.assertEqual(self.message.state, "triage", "no service is recognised yet")

    def test_chosen_service_opens_the_request(self):
        self.correct(self.message, service_id=self.missed_bin)
        self.assertEqual(self.message.state, "done")
        self.assertEqual(self.message.request_id.service_id, self.missed_bin)

    def test_corrected_text_is_what_the_service_is_found_in(self):
        self.correct(self.message, body="My bin was missed again")
        self.assertEqual(self.message.request_id.service_id, self.missed_bin)
        self.assertEqual(self.message.body, "My bin was missed again")
        self.assertIn(
            b"orange monster", self.message.sudo()._raw_bytes(), "the original stays"
        )

    def test_message_that_cannot_be_parsed_is_processed_as_corrected(self):
        kind = self.env.registry["channel.kind.email"]
        with (
            patch.object(kind, "_read", side_effect=ValueError("broken parser")),
            mute_logger(LOGGER),
        ):
            message = self.receive(message_id="<parse@example.org>").with_user(
                self.officer
            )
            self.assertEqual(message.state, "failed")
            self.correct(message, body="My bin was missed", service_id=self.missed_bin)
        self.assertEqual(message.request_id.service_id, self.missed_bin)
        self.assertEqual(message.partner_id.email, "jane.testsmith@example.net")

    def test_only_what_was_changed_is_a_correction(self):
        self.correct(self.message, sender_name="Jane T.")
        self.assertEqual(self.message.sudo().corrections, {"name": "Jane T."})

    def test_message_of_another_officer_is_not_corrected(self):
        self.message.with_user(self.colleague).action_take()
        with self.assertRaises(UserError):
            self.correct(self.message, body="My bin was missed")

    def test_several_are_replayed_at_once(self):
        failed = self.Message
        for number in range(3):
            failed |= self.broken(ValueError(), f"<replay-{number}@example.org>")
        failed.with_user(self.officer).action_retry()
        self.assertEqual(set(failed.mapped("state")), {"received"})
        failed.sudo()._process()
        self.assertEqual(set(failed.mapped("state")), {"done"})

    def test_replay_keeps_what_was_corrected(self):
        self.correct(self.message, body="The green monster")
        self.message.action_retry()
        self.message.sudo()._process()
        self.assertEqual(self.message.body, "The green monster")

    def test_erasure_removes_the_corrections(self):
        self.correct(self.message, sender_name="Jane T.")
        self.message.sudo()._erase_person(self.message.partner_id, ["partner_id"])
        self.assertFalse(self.message.sudo().corrections)
        self.assertFalse(self.message.sudo().note)
