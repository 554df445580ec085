import io
import shutil
from ast import literal_eval
from datetime import timedelta
from unittest import skipUnless
from unittest.mock import patch

import pypdfium2
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ChannelCase
from .sample_pages_files import make_fax

WITH_PDF = skipUnless(shutil.which("wkhtmltopdf"), "wkhtmltopdf is not installed")
PDF = b"%PDF-1.4 of a test"


class LetterCase(ChannelCase):
    """A council that posts letters to Ada, who wants no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter_channel = cls.env.ref("constituent_crm.channel_letter")
        cls.ada = cls.make_constituent(
            "Ada Testsmith",
            street="12 Park Avenue",
            city="Hull",
            zip="HU5 3ER",
            email="ada@example.org",
        )
        cls.ada.preferred_channel_id = cls.letter_channel

    @classmethod
    def write_letter(cls, partner=None, body="Dear Ada,\n\nwe have your request."):
        return cls.Message._send_message(partner or cls.ada, "Your request", body)

    def run_deliveries(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress") as progress:
            progress.return_value = 60
            self.Message._process_deliveries()

    def later(self, **delay):
        return freeze_time(fields.Datetime.now() + timedelta(**delay))


@tagged("-at_install", "post_install")
class TestLetters(LetterCase):
    """Letters from being written to being posted."""

    def test_letter_waits_for_staff(self):
        letter = self.write_letter()
        self.assertEqual(letter.channel_id, self.letter_channel)
        self.assertEqual((letter.state, letter.posted_at), ("queued", False))
        self.assertEqual(letter.recipient, "12 Park Avenue, Hull HU5 3ER")
        action = self.env.ref("channel_gateway.channel_message_action_letters")
        self.assertIn(letter, self.Message.search(literal_eval(action.domain)))

    def test_posted_is_sent_and_recorded_once_it_cannot_be_undone(self):
        letter = self.write_letter()
        letter.action_mark_posted()
        posted = letter.posted_at
        self.run_deliveries()
        self.assertEqual((letter.state, letter.interaction_id.id), ("queued", False))
        with self.later(minutes=31):
            self.run_deliveries()
        self.assertEqual(letter.state, "sent")
        contact = letter.interaction_id
        self.assertEqual(contact.channel_id, self.letter_channel)
        self.assertEqual(contact.started_at, posted)

    def test_posting_is_undone(self):
        letter = self.write_letter()
        letter.action_mark_posted()
        letter.action_undo_posted()
        with self.later(minutes=31):
            self.run_deliveries()
        self.assertEqual((letter.state, letter.posted_at), ("queued", False))
        self.assertFalse(letter.interaction_id)

    def test_what_was_recorded_is_not_undone(self):
        letter = self.write_letter()
        letter.action_mark_posted()
        with self.later(minutes=31):
            self.run_deliveries()
        for act in ("action_undo_posted", "action_mark_posted", "action_print_letters"):
            with self.subTest(act), self.assertRaises(UserError):
                getattr(letter, act)()

    def test_letter_is_withdrawn_unless_it_was_posted(self):
        letter = self.write_letter()
        letter.action_mark_posted()
        with self.assertRaises(UserError):
            letter.action_withdraw_letter()
        letter.action_undo_posted()
        letter.action_withdraw_letter()
        self.assertEqual(letter.state, "discarded")

    def test_only_letters_are_posted(self):
        self.ada.preferred_channel_id = False
        email = self.write_letter()
        self.assertEqual(email.channel_id.code, "email")
        with self.assertRaises(UserError):
            email.action_mark_posted()

    def test_officers_post_and_service_officers_do_not(self):
        letter = self.write_letter()
        service = self.make_user("letter_service_officer", "service_officer")
        with self.assertRaises(AccessError):
            letter.with_user(service).action_mark_posted()
        letter.with_user(
            self.make_user("letter_officer", "officer")
        ).action_mark_posted()
        self.assertTrue(letter.posted_at)

    def test_nobody_gets_letters_unasked(self):
        self.ada.write({"preferred_channel_id": False, "email": False})
        self.assertFalse(self.write_letter())

    def test_who_wrote_by_post_is_answered_by_post(self):
        self.ada.preferred_channel_id = False
        request = self.env["service.request"]._open_request(
            {
                "service_id": self.missed_bin.id,
                "partner_id": self.ada.id,
                "channel": "letter",
            }
        )
        letter = self.sent_to(self.ada)
        self.assertEqual(letter.channel_id, self.letter_channel)
        self.assertIn(request.reference, letter.body)

    def test_incomplete_address_is_none(self):
        carrier = self.env["channel.carrier.letter"]
        for values in ({"street": False}, {"city": False, "zip": False}):
            with self.subTest(values):
                bob = self.make_constituent(
                    "Bob",
                    **{"street": "1 A Street", "city": "Hull", "zip": "HU1", **values},
                )
                self.assertEqual(carrier._address(bob), "")

    def test_country_is_named_abroad_only(self):
        self.ada.country_id = self.env.ref("base.uk")
        self.assertNotIn("United Kingdom", self.ada._postal_lines())
        self.ada.country_id = self.env.ref("base.pl")
        self.assertEqual(self.ada._postal_lines()[-1], "Poland")

    def test_erased_person_gets_no_letter(self):
        letter = self.write_letter()
        self.ada._erase()
        self.assertEqual((letter.state, letter.body), ("failed", False))

    def html(self, letters, report="letters"):
        return self.env["ir.qweb"]._render(
            f"channel_gateway.{report}", {"docs": letters, "env": self.env}
        )

    def test_letter_has_address_date_and_reference(self):
        request = self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.ada.id}
        )
        letter = self.sent_to(self.ada)
        html = str(self.html(letter))
        for words in (
            "Testville Council",
            "12 Park Avenue",
            "HU5 3ER",
            request.reference,
        ):
            with self.subTest(words):
                self.assertIn(words, html)

    def test_words_of_a_constituent_are_no_markup(self):
        html = str(self.html(self.write_letter(body="<script>alert(1)</script>")))
        self.assertNotIn("<script>alert", html)

    def test_letter_runs_in_the_direction_of_its_language(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.ada.lang = "ar_001"
        self.assertIn('dir="rtl"', str(self.html(self.write_letter())))

    def test_labels_are_21_to_a_page(self):
        letters = self.Message.concat(*(self.write_letter() for _one in range(22)))
        html = str(self.html(letters, "letter_labels"))
        self.assertEqual(html.count('o_labels"'), 2)
        self.assertEqual(html.count('class="o_label"'), 22)

    # There is no server here to get the fonts from.
    @mute_logger("odoo.addons.base.models.ir_actions_report")
    @WITH_PDF
    def test_pdf_has_a_page_for_each_letter_with_its_address_in_the_window(self):
        letters = self.write_letter() | self.write_letter()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, _type = report._render_qweb_pdf(
            "channel_gateway.report_letters", letters.ids
        )
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        self.assertEqual(len(document), 2)
        page = document[0]
        words = page.get_textpage()
        # Left and bottom, right and top of the window, in points.
        mm = 72 / 25.4
        window = words.get_text_bounded(18 * mm, 217 * mm, 105 * mm, 252 * mm)
        # Builds of wkhtmltopdf differ in how they space words.
        self.assertEqual("".join(window.split()), "AdaTestsmith12ParkAvenueHullHU53ER")


@tagged("-at_install", "post_install")
class TestFaxOut(LetterCase):
    """Faxes through a provider."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.fax_gateway = "{number}@fax.example.org"
        cls.ada.write(
            {
                "phone": "01482 300300",
                "preferred_channel_id": cls.env.ref("constituent_crm.channel_fax").id,
            }
        )
        cls.faxes = cls.make_endpoint("Test fax", "fax", channel="fax")

    def receive_fax(self):
        message = self.Message._accept_message(self.faxes, make_fax())
        message._process()
        return message

    def deliver(self):
        report = type(self.env["ir.actions.report"])
        with patch.object(report, "_render_qweb_pdf", return_value=(PDF, "pdf")):
            self.run_deliveries()

    def test_answer_goes_to_the_number_they_faxed_from(self):
        self.receive_fax()
        fax = self.write_letter()
        self.assertEqual((fax.channel_id.code, fax.recipient), ("fax", "+441482300300"))
        self.assertFalse(fax.mail_id)
        self.deliver()
        mail = fax.mail_id
        self.assertEqual(mail.email_to, "441482300300@fax.example.org")
        self.assertEqual(mail.attachment_ids.raw, PDF)
        self.assertEqual(mail.state, "outgoing")

    def test_without_a_fax_from_them_it_goes_another_way(self):
        self.assertEqual(self.write_letter().channel_id.code, "email")

    def test_without_a_gateway_it_goes_another_way(self):
        self.receive_fax()
        self.env.company.fax_gateway = False
        self.assertEqual(self.write_letter().channel_id.code, "email")

    def test_pdf_that_cannot_be_made_is_tried_again(self):
        self.receive_fax()
        fax = self.write_letter()
        report = type(self.env["ir.actions.report"])
        with patch.object(report, "_render_qweb_pdf", side_effect=UserError("No")):
            self.run_deliveries()
        self.assertEqual((fax.state, fax.error), ("failed", "No"))
        self.assertTrue(fax.next_attempt_at)

    def test_sent_again_to_the_gateway(self):
        self.receive_fax()
        fax = self.write_letter()
        self.deliver()
        fax._report_failed("Busy")
        fax._send_again()
        self.assertEqual(fax.mail_id.email_to, "441482300300@fax.example.org")

    def test_gateway_needs_a_place_for_the_number(self):
        for address in ("fax@example.org", "{number}", "{number}@{number}"):
            with self.subTest(address), self.assertRaises(ValidationError):
                self.env.company.fax_gateway = address
