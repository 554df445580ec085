from odoo.tests import BaseCase

from ..adapters import email
from .sample_emails import make_email

HEADERS = (
    "From: Council <c@example.org>\nSent: 30 November 2026 10:00\nTo: Jane Testsmith\n"
    "Subject: Bin\n\n"
)
ANSWERED = f"{HEADERS}Which bin was it? The brown one.\nWhich street?\nPark Avenue"


class TestAnswers(BaseCase):
    """Answers within a quoted e-mail that no program has marked."""

    def contact(self, body, **headers):
        return email.parse_email(make_email(body, subject="RE: Bin", **headers))

    def test_answers_that_the_sender_announces_are_shown(self):
        for words in (
            "Hi, see my answers below in red.",
            "Please see below my comments",
            "My replies are inline",
            "Answers in capitals",
            "I have answered your questions below",
            "Antworten siehe unten in rot",
            "Mes réponses ci-dessous en rouge",
            "Moje odpowiedzi poniżej na czerwono",
            "Răspunsurile mele mai jos cu roșu",
            "Cevaplarım aşağıda kırmızı renkte",
            "Respondo más abajo en rojo",
            "Le mie risposte qui sotto",
            "Zie mijn antwoorden hieronder",
            "As respostas estão abaixo",
            "Ответы ниже красным",
            "Mae fy atebion isod",
        ):
            with self.subTest(words):
                contact = self.contact(f"{words}\n\nJane\n\n{ANSWERED}")
                self.assertIn("The brown one.", contact.text)
                self.assertIn("Park Avenue", contact.text)
                self.assertNotIn("Council", contact.own_text)

    def test_answers_behind_the_name_of_the_sender_are_their_own(self):
        for first, second in (
            ("JT: The brown one.", "[JT] Park Avenue"),
            ("Jane: The brown one.", ">>Jane Testsmith: Park Avenue"),
        ):
            body = f"Thanks.\n\n{HEADERS}Which bin?\n{first}\nWhich street?\n{second}"
            contact = self.contact(body)
            self.assertEqual(contact.text, "Thanks.\n\nThe brown one.\nPark Avenue")
            self.assertEqual(contact.own_text, contact.text)

    def test_quotation_without_answers_is_left_out(self):
        for words in ("Thanks, that is fine.", "I saw the bin below my window."):
            contact = self.contact(
                f"{words}\n\n{HEADERS}JB: Which bin?\nNote: it rains"
            )
            self.assertEqual(contact.text, words)

    def test_letter_that_a_first_email_quotes_is_a_part_of_it(self):
        for above, cited in (
            ("You wrote to me:", "Your bin will be emptied on Monday"),
            ("Your letter says", "Pay £50"),
        ):
            page = f"<p>{above}</p><blockquote>{cited}</blockquote><p>Not so.</p>"
            for subject, text in (
                ("Bin", f"{above}\n\n{cited}\n\nNot so."),
                ("Re: Bin", None),
            ):
                raw = make_email(page, subject=subject)
                contact = email.parse_email(raw.replace(b"text/plain", b"text/html"))
                if text:
                    self.assertEqual(contact.text, text)
                else:
                    self.assertNotIn(cited, contact.text)

    def test_reply_without_references_leaves_out_what_a_program_quotes(self):
        for announcement in (
            "On 30 Nov 2026, at 10:00, Council &lt;c@x.org&gt; wrote:",
            "On Monday you wrote:",
            "<b>From:</b> Council &lt;c@x.org&gt;<br><b>Date:</b> 30/11/2026 10:00",
        ):
            page = f"<p>Brown.</p><blockquote>{announcement}<br>Which?</blockquote>"
            raw = make_email(page)
            raw = raw.replace(b"text/plain", b"text/html")
            self.assertEqual(email.parse_email(raw).text, "Brown.")
