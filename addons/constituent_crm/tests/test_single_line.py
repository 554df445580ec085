from odoo.tests import BaseCase, tagged

from ..text import first_line, paragraphs, single_line, visible
from .common import CouncilCase

# CR, LF, NUL, VT, FF, NEL, line and paragraph separator, and the tab.
BREAKS = "\r\n\x00\v\f\x85\u2028\u2029\t"
INJECTED = "Jane\r\nBcc: other@example.org"
CLEAN = "Jane Bcc: other@example.org"


@tagged("-at_install", "post_install")
class TestSingleLine(BaseCase):
    def test_each_break_is_one_space(self):
        for sign in BREAKS:
            with self.subTest(repr(sign)):
                self.assertEqual(single_line(f"Jane{sign}Smith"), "Jane Smith")

    def test_breaks_and_spaces_together_are_one_space(self):
        self.assertEqual(single_line(f" Jane \r\n {BREAKS} Smith\n"), "Jane Smith")

    def test_text_without_breaks_is_not_changed(self):
        for text in ("", "Zoë  Ångström", "中文", " x ", "“Łukasz” – £5\u00a0"):
            with self.subTest(text):
                self.assertEqual(single_line(text), text)

    def test_first_line_is_the_first_that_is_not_blank(self):
        self.assertEqual(first_line("\r\n \n a@b.org\u2028c@d.org"), " a@b.org")
        self.assertEqual(first_line("a@b.org"), "a@b.org")
        self.assertEqual(first_line("\n"), "")
        self.assertEqual(first_line(" "), " ")

    def test_invisible_characters_are_removed(self):
        for sign in "\u00ad\u200b\u200d\u2060\u202e\ufe0f\ufeff\U000e0041":
            with self.subTest(f"U+{ord(sign):04X}"):
                self.assertEqual(visible(f"Ja{sign}ne {sign}"), "Jane ")
        self.assertEqual(visible("Zoë, 王 & नम"), "Zoë, 王 & नम")

    def test_paragraphs_keep_lines_and_lose_control_characters(self):
        self.assertEqual(
            paragraphs("One\r\ntwo\u2028three\x00\n\nfour"), "One\ntwo\nthree\n\nfour"
        )


@tagged("-at_install", "post_install")
class TestSingleLineFields(CouncilCase):
    """Whatever writes a record, its one-line fields have one line."""

    def test_constituent_is_created_on_single_lines(self):
        names = ("name", "phone", "street", "street2", "city", "zip")
        partner = self.env["res.partner"].create(
            {**dict.fromkeys(names, INJECTED), "is_constituent": True}
        )
        for name in names:
            with self.subTest(name):
                self.assertEqual(partner[name], CLEAN)

    def test_postcode_is_stored_in_its_normal_form(self):
        for text in ("hu53zz", "HU5  3ZZ", "HU5\u00a03ZZ"):
            with self.subTest(text):
                self.zofia.zip = text
                self.assertEqual(self.zofia.zip, "HU5 3ZZ")
                self.assertEqual(self.zofia.lookup_postcode, "HU5 3ZZ")
                self.property.postcode = text
                self.assertEqual(self.property.postcode, "HU5 3ZZ")
        self.zofia.zip = "BFPO801"
        self.assertEqual(self.look_up("bfpo 801"), self.zofia)

    def test_second_line_of_an_email_is_no_second_recipient(self):
        partner = self.env["res.partner"].create({"name": "Jane"})
        partner.email = "jane@example.org\r\nBcc: other@example.org"
        self.assertEqual(partner.email, "jane@example.org")
        partner.is_constituent = True
        identifier = self.env["constituent.identifier"].create(
            {
                "partner_id": partner.id,
                "type": "email",
                "value": "j@example.org\nother@example.org",
            }
        )
        self.assertEqual(identifier.value, "j@example.org")

    def test_constituent_is_written_on_single_lines(self):
        partner = self.env["res.partner"].create({"name": "Jane"})
        partner.name = INJECTED
        self.assertEqual(partner.name, CLEAN)
        self.assertEqual(partner.complete_name, CLEAN)

    def test_html_field_keeps_its_lines(self):
        partner = self.env["res.partner"].create(
            {"name": "Jane", "comment": "<p>One<br>two</p>"}
        )
        self.assertIn("<br>", partner.comment)

    def test_subject_of_a_contact_is_on_a_single_line(self):
        contact = self.env["constituent.interaction"]._record_contact(
            {"channel": "phone", "subject": INJECTED}
        )
        self.assertEqual(contact.subject, CLEAN)

    def test_headers_of_an_email_are_on_single_lines(self):
        headers = ("subject", "email_from", "reply_to", "email_to", "email_cc")
        mail = self.env["mail.mail"].create(dict.fromkeys(headers, INJECTED))
        for name in headers:
            with self.subTest(name):
                self.assertEqual(mail[name], CLEAN)

    def test_name_of_a_file_is_on_a_single_line(self):
        partner = self.env["res.partner"].create({"name": "Jane"})
        posted = partner.message_post(attachments=[(f"{INJECTED}.txt", b"x")])
        file = posted.attachment_ids
        self.assertEqual(file.name, f"{CLEAN}.txt")
        file.name = f"{INJECTED}.jpg"
        self.assertEqual(file.name, f"{CLEAN}.jpg")

    def test_subject_that_is_posted_is_on_a_single_line(self):
        partner = self.env["res.partner"].create({"name": "Jane"})
        message = partner.message_post(body="Hello", subject=INJECTED)
        self.assertEqual(message.subject, CLEAN)
