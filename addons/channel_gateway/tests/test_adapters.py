from odoo.tests import BaseCase

from ..adapters import clues, email, quoting
from . import letters


class TestEmailAdapter(BaseCase):
    def test_letter_with_everything(self):
        contact = email.read(letters.letter(attachments=[("bin.jpg", b"12345")]))
        self.assertEqual(contact.sender, "jane.testsmith@example.net")
        self.assertEqual(contact.name, "Jane Testsmith")
        self.assertEqual(contact.subject, "Bin")
        self.assertEqual(contact.text, letters.BROWN_BIN)
        self.assertEqual(contact.message_id, "<brown-bin@example.org>")
        self.assertFalse(contact.is_automatic)
        self.assertEqual(
            [(f.name, f.size) for f in contact.attachments], [("bin.jpg", 5)]
        )

    def test_raw_latin_1_in_header_and_body(self):
        contact = email.read(letters.LATIN_1)
        self.assertEqual(contact.name, "Jürgen Groß")
        self.assertEqual(contact.subject, "Café noise")
        self.assertIn("café", contact.text)

    def test_encoded_words_and_base64(self):
        contact = email.read(letters.BASE64)
        self.assertEqual(contact.subject, "Odbiór śmieci")
        self.assertEqual(contact.text, "Mielę śmieci")
        self.assertTrue(contact.name.startswith("Agnieszka Żół"))

    def test_charset_that_does_not_exist(self):
        self.assertEqual(email.read(letters.UNKNOWN_CHARSET).text, "Bin missed – again")

    def test_repaired_letter_says_the_same_in_utf_8(self):
        raw = letters.letter()
        self.assertEqual(email.repaired(raw), raw, "sound letters stay as they are")
        mended = email.repaired(letters.UNKNOWN_CHARSET)
        self.assertIn(b'charset="utf-8"', mended)
        self.assertEqual(email.read(mended).text, "Bin missed – again")
        self.assertEqual(email.read(mended).message_id, "<charset@example.org>")

    def test_html_alone_becomes_words_without_style_and_quotation(self):
        contact = email.read(letters.HTML_ONLY)
        self.assertEqual(contact.text, "My bin was missed.\n\nThanks\nJane")

    def test_encoded_display_name_with_comma(self):
        raw = letters.letter(sender="x@example.org").replace(
            b"x@example.org", b"=?utf-8?q?Smith=2C_Jane?= <x@example.org>", 1
        )
        contact = email.read(raw)
        self.assertEqual(
            (contact.name, contact.sender), ("Smith, Jane", "x@example.org")
        )

    def test_no_message_id_is_known_by_its_content(self):
        raw = letters.letter(message_id=None)
        self.assertEqual(email.key(raw), email.key(raw))
        self.assertTrue(email.key(raw).startswith("sha256:"))
        self.assertNotEqual(email.key(raw), email.key(raw + b"!"))

    def test_anything_can_be_read(self):
        for raw in (b"", b"\x00\xff", b"no header at all", b"From: \r\n\r\n", b":\n\n"):
            with self.subTest(raw=raw):
                self.assertTrue(email.key(raw))
                self.assertTrue(email.read(raw).is_empty or email.read(raw).text)

    def test_forwarded_letter_stays_whole(self):
        text = "---------- Forwarded message ----------\nFrom: x\n\nThe bin."
        self.assertIn("The bin.", quoting.split(text)[0])


class TestAutomaticLetters(BaseCase):
    def test_out_of_office(self):
        contact = email.read(letters.OUT_OF_OFFICE)
        self.assertEqual(contact.why_automatic, "Auto-Submitted: auto-replied")

    def test_signs_of_a_machine(self):
        for name, value in (
            ("Precedence", "bulk"),
            ("List_Id", "<news.example.org>"),
            ("Return_Path", "<>"),
            ("X_Autoreply", "yes"),
        ):
            with self.subTest(header=name):
                raw = letters.letter(**{name: value})
                self.assertTrue(email.read(raw).is_automatic)

    def test_people_are_people(self):
        self.assertFalse(email.read(letters.letter(Auto_Submitted="no")).is_automatic)
        self.assertFalse(email.read(letters.letter(Precedence="normal")).is_automatic)

    def test_bounce_names_the_letter_that_came_back(self):
        contact = email.read(letters.bounce("<ours@council.test>"))
        self.assertTrue(contact.is_automatic)
        self.assertEqual(contact.bounced, ("<ours@council.test>",))


class TestQuoting(BaseCase):
    def test_quoted_letter_and_signature_are_parted(self):
        words, signature = quoting.split(letters.QUOTED_REPLY)
        self.assertEqual(words, "It was the brown one.\n\nJane")
        self.assertEqual(signature, "Jane Testsmith\n07700 900987")

    def test_outlook_quotes_with_headers(self):
        self.assertEqual(
            quoting.split(letters.OUTLOOK_REPLY)[0], "It was the brown one."
        )

    def test_on_which_wrote_over_two_lines(self):
        text = "Yes.\n\nOn 24 Nov 2026, Testville Council\n<c@x.org> wrote:\n> Hi"
        self.assertEqual(quoting.split(text)[0], "Yes.")

    def test_sent_from_my_telephone_goes(self):
        self.assertEqual(quoting.split("Bin!\n\nSent from my iPhone")[0], "Bin!")

    def test_sentences_with_from_and_on_stay(self):
        text = "From: my house you can see it.\nOn Monday the crew wrote: nothing."
        self.assertEqual(quoting.split(text)[0], text)


class TestClues(BaseCase):
    def test_one_line_tells_all(self):
        found = clues.read(letters.BROWN_BIN, "GB")
        self.assertEqual(found.phone, "+447700900987")
        self.assertEqual(found.postcode, "HU5 3ER")
        self.assertEqual(found.street, "12 Park Avenue")
        self.assertEqual(found.name, "Jane Testsmith")

    def test_signed_letter(self):
        text = (
            "Hello,\nthe light at Flat 2, 14 St. George's Road, hu36la is out.\n\n"
            "Kind regards\nPatrick O'Neil\nTel: 01482 300300"
        )
        found = clues.read(text, "GB")
        self.assertEqual(found.name, "Patrick O'Neil")
        self.assertEqual(found.phone, "+441482300300")
        self.assertEqual(found.street, "Flat 2, 14 St. George's Road")
        self.assertEqual(found.postcode, "HU3 6LA")

    def test_numbers_that_are_no_phone(self):
        text = "Account 12345678901, hole 30cm deep, ref 4711-0815, 3 weeks"
        self.assertEqual(clues.read(text, "GB"), clues.Clues())

    def test_answer_that_is_named_is_chosen(self):
        colours = ["black", "blue", "brown"]
        self.assertEqual(clues.choose(letters.BROWN_BIN, colours), "brown")
        self.assertEqual(clues.choose("The Blue one, not the brown.", colours), "")
        self.assertEqual(clues.choose("The brownish bin", colours), "")

    def test_nothing_in_nothing(self):
        self.assertEqual(clues.read("", "GB"), clues.Clues())

    def test_long_letters_take_no_long_time(self):
        clues.read("12 " + "a " * 50_000 + "\n" * 1000, "GB")
