from odoo.tests import BaseCase

from ..adapters import notices, quoting, signatures
from . import sample_added_lines, sample_notices

TEXT = "It was the brown one.\n\nJane Smith"


class TestNotices(BaseCase):
    """What programs, lists and servers add is no word of the sender."""

    def own(self, text):
        return quoting.split(text)[0]

    def test_lines_of_telephones_and_mail_programs(self):
        for line in sample_added_lines.ADDED_LINES:
            for link in ("", "<https://aka.ms/AAb9ysg>"):
                with self.subTest(line + link):
                    self.assertEqual(self.own(f"{TEXT}\n\n{line}{link}"), TEXT)

    def test_sentences_that_resemble_such_lines(self):
        for line in sample_added_lines.LIKE_ADDED_LINES:
            with self.subTest(line):
                text = f"{TEXT}\n\n{line}"
                self.assertEqual(self.own(text), text)

    def test_notices_below_a_text(self):
        for name, notice in sample_notices.NOTICES.items():
            with self.subTest(name):
                self.assertEqual(self.own(f"{TEXT}\n\n{notice}\n"), TEXT)

    def test_several_notices_and_what_is_between_them(self):
        found = sample_notices.NOTICES
        text = (
            f"{TEXT}\n\n{found['disc en']}\n\nExample Ltd, company 1234567\n\n"
            f"{found['green']}\n\n{found['avast']}"
        )
        self.assertEqual(self.own(text), TEXT)

    def test_notice_below_a_signature(self):
        text = f"{TEXT}\n-- \nJane\n07700 900123\n\n{sample_notices.NOTICES['disc de']}"
        kept = signatures.split(text.split("\n"))
        self.assertEqual(kept, (TEXT, "Jane\n07700 900123"))

    def test_warnings_above_a_text(self):
        for name, banner in sample_notices.BANNERS.items():
            with self.subTest(name):
                self.assertEqual(self.own(f"{banner}\n\n{TEXT}"), TEXT)

    def test_prose_that_resembles_a_notice(self):
        for line in sample_notices.LIKE_NOTICES:
            for text in (f"{TEXT}\n\n{line}", f"{line}\n\n{TEXT}", line):
                with self.subTest(text):
                    self.assertEqual(self.own(text), text)

    def test_text_of_notices_alone_is_kept(self):
        lines = [sample_notices.NOTICES["disc en"]]
        self.assertEqual(notices.without(lines), lines)

    def test_text_below_a_notice_is_kept(self):
        text = (
            f"You wrote:\n\n{sample_notices.NOTICES['disc en']}\n\n"
            "Why did you then send it to my neighbour of all people?"
        )
        self.assertEqual(self.own(text), text)
