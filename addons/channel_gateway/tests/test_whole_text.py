from ast import literal_eval

from lxml import etree

from odoo.tests import Form, tagged

from .common import ChannelCase
from .sample_emails import QUOTED_REPLY, make_email

FORWARD = (
    "Please help my neighbour.\n\n---------- Forwarded message ---------\n"
    "From: Carol Zyxforward <carol@example.org>\nDate: Mon, 30 Nov 2026 at 10:00\n"
    "Subject: Bin\nTo: Jane <jane@example.net>\n\n"
    "My bin was missed. My number is 07700 900460.\n\nCarol Zyxforward"
)


@tagged("-at_install", "post_install")
class TestWholeText(ChannelCase):
    """What is cut from the text of an e-mail is kept for the office."""

    def test_quoted_email_and_signature_are_kept(self):
        message = self.receive(body=QUOTED_REPLY)
        self.assertEqual(message.body, "It was the brown one.\n\nJane")
        self.assertIn("Which bin was it?", message.whole_text)
        self.assertIn("--\nJane Testsmith", message.whole_text)

    def test_text_is_not_kept_twice(self):
        self.assertFalse(self.receive(body="My bin was missed.").whole_text)

    def test_form_shows_it_where_there_is_more(self):
        cut = self.receive(body=QUOTED_REPLY)
        whole = self.receive(body="My bin was missed.", message_id="<whole@x.org>")
        self.assertIn("Which bin was it?", Form(cut).whole_text)
        view = etree.fromstring(self.Message.get_view(view_type="form")["arch"])
        (details,) = view.xpath("//details[.//field[@name='whole_text']]")
        self.assertEqual(details.get("invisible"), "not whole_text")
        self.assertTrue(cut.whole_text)
        self.assertFalse(whole.whole_text)

    def test_officer_who_opens_a_request_sees_it(self):
        message = self.receive(body=QUOTED_REPLY)
        wizard = self.env["channel.message.open"].new({"message_id": message.id})
        self.assertEqual(wizard.whole_text, message.whole_text)

    def test_search_finds_what_was_cut(self):
        message = self.receive(body=QUOTED_REPLY)
        view = etree.fromstring(self.Message.get_view(view_type="search")["arch"])
        (field,) = view.xpath("//field[@name='subject']")
        domain = field.get("filter_domain").replace("self", repr("HC-1234-5678"))
        self.assertIn(message, self.Message.search(literal_eval(domain)))

    def test_forward_opens_the_request_it_forwards(self):
        message = self.receive(body=FORWARD)
        self.assertEqual(message.service_id, self.missed_bin)
        self.assertIn("My bin was missed.", message.request_id.description)

    def test_forward_to_a_request_is_not_shown_on_its_page(self):
        request = self.receive(body="My bin was missed.").request_id
        posted = request.message_ids.filtered(lambda one: one.message_type == "email")
        answer = self.receive(
            body=FORWARD, message_id="<fw@x.org>", References=posted[:1].message_id
        )
        self.assertEqual(answer.request_id, request)
        self.assertEqual(answer.body, "Please help my neighbour.")
        self.assertIn("Carol Zyxforward", answer.whole_text)

    def test_number_in_a_forward_is_not_the_senders(self):
        carol = self.make_constituent("Carol Zyxforward", phone="07700 900460")
        message = self.receive(body=FORWARD)
        self.assertTrue(message.partner_id)
        self.assertNotEqual(message.partner_id, carol)
        self.assertFalse(message.partner_id.phone)
        self.assertFalse(message.partner_id.name == carol.name)

    def test_forward_that_is_one_quotation_is_read(self):
        page = (
            b"From: jane@example.net\nMessage-ID: <page@x.org>\nSubject: Fwd\n"
            b"Content-Type: text/html\n\n"
            b"<blockquote type=cite>My bin was missed</blockquote>"
        )
        message = self.receive(page)
        self.assertEqual(message.body, "My bin was missed")
        self.assertEqual(message.service_id, self.missed_bin)

    def test_automatic_message_is_found_by_an_address_in_what_was_cut(self):
        person = self.make_constituent("Quill Zyxcut", email="zyxcut@example.org")
        body = (
            "Not here.\n\nOn 30 Nov 2026, at 10:00, <zyxcut@example.org> wrote:\n> Hi"
        )
        raw = make_email(body, sender="daemon@x.org", Auto_Submitted="auto-replied")
        message = self.receive(raw)
        self.assertNotIn("zyxcut", message.body)
        rows = self.Message.sudo()._personal_rows_of(person)
        self.assertIn(message, rows)
