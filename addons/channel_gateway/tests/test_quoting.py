from odoo.tests import BaseCase

from ..adapters import email, markup, quoting
from . import sample_announcements, sample_pages, sample_prose, sample_replies
from .sample_emails import OUTLOOK_REPLY, QUOTED_REPLY, make_email

ANSWER = sample_announcements.ANSWER
QUESTION = "Which bin was it?\nYour reference is HC-1234-5678"
MARKED = "> " + QUESTION.replace("\n", "\n> ")


class TestQuoting(BaseCase):
    def check(self, samples, own):
        for name, text in samples:
            with self.subTest(name):
                self.assertEqual(quoting.split(text)[0], own)

    def test_quoted_email_and_signature_are_separated(self):
        words, signature = quoting.split(QUOTED_REPLY)
        self.assertEqual(words, "It was the brown one.\n\nJane")
        self.assertEqual(signature, "Jane Testsmith\n07700 900987")

    def test_outlook_quotes_with_headers(self):
        self.assertEqual(quoting.split(OUTLOOK_REPLY)[0], "It was the brown one.")

    def test_on_which_wrote_over_two_lines(self):
        text = "Yes.\n\nOn 24 Nov 2026, Testville Council\n<c@x.org> wrote:\n> Hi"
        self.assertEqual(quoting.split(text)[0], "Yes.")

    def test_signature_of_a_telephone_is_removed(self):
        self.assertEqual(quoting.split("Bin!\n\nSent from my iPhone")[0], "Bin!")

    def test_sentences_with_from_and_on_are_kept(self):
        text = "From: my house you can see it.\nOn Monday the crew wrote: nothing."
        self.assertEqual(quoting.split(text)[0], text)

    def test_announcement_of_quoted_lines_in_any_language(self):
        found = sample_announcements.ANNOUNCEMENTS.items()
        self.check(((n, f"{ANSWER}\n\n{a}\n\n{MARKED}\n") for n, a in found), ANSWER)

    def test_announcement_with_an_address_of_lines_that_are_not_marked(self):
        found = sample_announcements.ANNOUNCEMENTS.items()
        # Without an address or a time, prose reads the same.
        certain = [(n, a) for n, a in found if "contact@" in a and "10" in a]
        self.assertGreater(len(certain), 30)
        self.check(((n, f"{ANSWER}\n\n{a}\n\n{QUESTION}") for n, a in certain), ANSWER)

    def test_headers_of_the_quoted_email_in_any_language(self):
        for rule in ("", "________________________________\n"):
            found = sample_announcements.HEADERS.items()
            texts = ((n, "\n".join(lines)) for n, lines in found)
            self.check(
                ((n, f"{ANSWER}\n\n{rule}{t}\n\n{QUESTION}") for n, t in texts), ANSWER
            )

    def test_title_above_the_headers_may_have_any_words(self):
        titles = ("-------- Oprindelig besked --------", "=-=-= Originaal kiri =-=-=")
        headers = "\n".join(sample_announcements.HEADERS["de"])
        for title in titles:
            text = f"{ANSWER}\n\n{title}\n{headers}\n\n{QUESTION}"
            self.assertEqual(quoting.split(text)[0], ANSWER)

    def test_replies_of_mail_programs(self):
        self.check(sample_replies.REPLIES.items(), ANSWER)
        for name, (text, own) in sample_replies.OTHER_REPLIES.items():
            with self.subTest(name):
                self.assertEqual(quoting.split(text)[0], own)

    def test_announcement_that_is_broken_behind_its_date(self):
        for first, last in (
            ("No dia 30 de nov. de 2026, às 10:00, Hull City Council", "escreveu:"),
            ("30 nov. 2026 kl. 10:00 skrev Hull City Council", ":"),
            ("2026年11月30日 10:00，Hull City Council", "写道："),
            ("เมื่อวันที่ 30 พ.ย. 2569 เวลา 10:00 Hull City Council", "เขียนว่า:"),
            ("در تاریخ دوشنبه ۳۰ نوامبر ۲۰۲۶، ۱۰:۰۰ Hull City Council", "نوشت:"),
        ):
            announcement = f"{first}\n<c@x.org> {last}"
            text = f"{ANSWER}\n\n{announcement}\n\n{MARKED}"
            self.check(((first, text),), ANSWER)

    def test_announcement_without_brackets(self):
        for line in (
            "In a message dated 30/11/2026 10:00:00 GMT, c@x.org writes:",
            "30 Nov 2026, 10:00 by c@x.org:",
            "##- Please type your reply above this line -##",
            "--- Please reply ABOVE this line ---",
        ):
            self.check(((line, f"{ANSWER}\n\n{line}\n\n{QUESTION}"),), ANSWER)

    def test_prose_that_resembles_a_quotation_is_kept(self):
        for name, text in sample_prose.PROSE.items():
            with self.subTest(name):
                self.assertEqual(quoting.split(text)[0], text.strip())

    def test_forward_in_any_language_belongs_to_the_text(self):
        inner = (
            "From: Jane <j@example.org>\nSubject: Bin\nDate: 30 November 2026 10:00\n"
            "To: me\n\nThe bin was missed"
        )
        for title in sample_announcements.FORWARDS:
            for forwarded in (inner, "> " + inner.replace("\n", "\n> ")):
                with self.subTest(title):
                    text = f"Please help.\n\n{title}\n\n{forwarded}"
                    parts = quoting.separate(quoting.lines(text))
                    self.assertEqual(parts.own, "Please help.")
                    self.assertIn("The bin was missed", parts.text)

    def test_sentence_about_a_forward_is_the_senders_own(self):
        text = f"I forwarded it to you already:\n\n{OUTLOOK_REPLY}".replace(ANSWER, "")
        own = quoting.split(text)[0]
        self.assertEqual(own, "I forwarded it to you already:")

    def test_answer_below_a_distant_announcement(self):
        text = f"On 30 Nov 2026, at 10:00, C <c@x.org> wrote:\n\n\n\n{MARKED}\n\nBrown."
        self.assertEqual(quoting.split(text)[0], "Brown.")

    def test_forwarded_email_is_not_cut(self):
        text = "---------- Forwarded message ----------\nFrom: x\n\nThe bin."
        self.assertIn("The bin.", quoting.split(text)[0])

    def test_signature_mark_with_its_space_needs_no_likeness(self):
        text = "My bin.\n-- \nThis e-mail is confidential. Do not read it to anybody."
        self.assertEqual(quoting.split(text)[0], "My bin.")

    def test_sentence_that_goes_on_after_two_hyphens_is_no_signature(self):
        text = "The pavement is broken\n--\nand so is the kerb of it\n____\nRepair it"
        self.assertEqual(quoting.split(text), (text, ""))

    def test_signature_below_two_hyphens(self):
        text = "My bin.\n--\nJane Testsmith\nmob 07700 900 987 and 01632 960 987"
        self.assertEqual(quoting.split(text)[0], "My bin.")


class TestQuotingInPages(BaseCase):
    def test_pages_of_mail_programs(self):
        for name, (page, own) in sample_pages.PAGES.items():
            with self.subTest(name):
                parts = quoting.separate(markup.lines(page))
                self.assertEqual(parts.text, own)

    def test_forward_belongs_to_the_text(self):
        for name, (page, words) in sample_pages.FORWARDS.items():
            with self.subTest(name):
                self.assertIn(words, quoting.separate(markup.lines(page)).text)

    def test_forward_is_not_the_senders_own(self):
        body = (
            "Please help her.\n\n---------- Forwarded message ---------\n"
            "From: Carol <carol@example.org>\n\nMy number is 07700 900460."
        )
        contact = email.parse_email(make_email(body))
        self.assertIn("07700 900460", contact.text)
        self.assertEqual(contact.own_text, "Please help her.")

    def test_subject_tells_a_forward_from_a_reply(self):
        for subject, text in (("FW: Bin", OUTLOOK_REPLY), ("RE: FW: Bin", ANSWER)):
            contact = email.parse_email(make_email(OUTLOOK_REPLY, subject=subject))
            self.assertEqual(contact.text, text.strip())

    def test_sign_of_a_quotation_in_an_email_that_is_no_reply(self):
        body = "Three things:\n\n> 40 cars an hour\n> nobody stops\n\nPlease do it."
        answers = "> Which bin?\nBrown.\n> Where?\nHere."
        announced = f"Yes.\n\nOn 24 Nov 2026, Council <c@x.org> wrote:\n\n{body}"
        for headers, text, own in (
            ({}, body, body),
            ({"subject": "Re: Cars"}, body, "Three things:\n\nPlease do it."),
            ({"References": "<a@b>"}, body, "Three things:\n\nPlease do it."),
            ({}, answers, "Brown.\nHere."),
            ({}, "> Which bin?\n\nBrown.", "Brown."),
            ({}, "Brown.\n\n> Which bin?", "Brown."),
            ({}, announced, "Yes."),
        ):
            contact = email.parse_email(make_email(text, **headers))
            self.assertEqual(contact.text, own)

    def test_email_that_is_all_quoted_has_no_own_text(self):
        raw = make_email("> My bin was missed", subject="Fwd: Bin")
        contact = email.parse_email(raw)
        self.assertEqual((contact.text, contact.own_text), ("> My bin was missed", ""))
