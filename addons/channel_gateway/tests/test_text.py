from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from .text_case import Texts


@tagged("-at_install", "post_install")
class TestText(Texts, TransactionCase):
    """What all kinds of texts have in common."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.read_of_no_kind = cls.env.registry["channel.kind"]._read
        cls.build_mailbox()
        cls.build_texts()
        cls.jane = cls.make_constituent("Jane Testsmith", phone="+44 7400 123456")

    def words_of(self, request):
        return " ".join(request.message_ids.mapped("body"))

    def test_certain_text_opens_an_acknowledged_request(self):
        message = self.send_text()
        self.assertEqual(message.state, "done", message.error)
        request = message.request_id
        self.assertEqual(request.service_id, self.missed_bin)
        self.assertEqual(request.partner_id, self.jane)
        self.assertEqual(request.channel_id.code, "sms")
        self.assertEqual(message.interaction_id.request_id, request)
        self.assertEqual(message.interaction_id.channel_id.code, "sms")
        self.assertEqual(self.sent_to(self.jane).event, "opened")

    def test_uncertain_text_waits_for_staff_and_is_in_the_ledger(self):
        message = self.send_text("What about it?")
        self.assertEqual(message.state, "triage")
        self.assertEqual(message.partner_id, self.jane)
        self.assertEqual(message.interaction_id.partner_id, self.jane)

    def test_sender_is_identified_by_what_the_format_states(self):
        jack = self.make_constituent("Jack Testman", email="jack@example.net")
        for given, partner in (
            ({"sender": "07400 123456"}, self.jane),
            ({"sender": "jack@example.net"}, jack),
            ({"sender": "handle-7", "phone": "+447400123456"}, self.jane),
        ):
            with self.subTest(given):
                self.assertEqual(self.send_text(**given).partner_id, partner)

    def test_sender_with_a_name_alone_is_new(self):
        message = self.send_text(sender="@testperson", name="Testy Person")
        self.assertEqual(message.partner_id.name, "Testy Person")

    def test_text_that_names_their_reference_is_attached(self):
        request = self.send_text().request_id
        message = self.send_text(f"Any news of {request.reference}? It rains.")
        self.assertEqual((message.state, message.request_id), ("done", request))
        self.assertEqual(message.interaction_id.request_id, request)
        self.assertIn("It rains", self.words_of(request))

    def test_reference_of_somebody_else_opens_no_door(self):
        request = self.send_text().request_id
        message = self.send_text(
            f"Any news of {request.reference}?", sender="+447400999888"
        )
        self.assertEqual(message.state, "triage")
        self.assertFalse(message.request_id)

    def test_answer_to_a_message_of_the_request_is_attached(self):
        first = self.send_text()
        key = self.texts._kind()._chatter_key(first)
        message = self.send_text("And again", references=[key])
        self.assertEqual(message.request_id, first.request_id)

    def test_automatic_text_is_not_answered(self):
        message = self.send_text(why_automatic="delivery report")
        self.assertEqual(message.state, "discarded")
        self.assertIn("delivery report", message.error)
        self.assertFalse(self.sent_to(self.jane))

    def test_text_that_must_not_be_answered_opens_silently(self):
        request = self.send_text(why_unanswered="STOP").request_id
        self.assertEqual(request.service_id, self.missed_bin)
        self.assertFalse(self.sent_to(self.jane))
        self.assertIn("STOP", self.words_of(request))

    def test_files_are_with_the_request_and_on_its_page(self):
        request = self.send_text(files={"bin.txt": "a bin"}).request_id
        self.assertEqual(request.message_ids.attachment_ids.mapped("name"), ["bin.txt"])
        self.assertEqual(request.sent_file_ids.mapped("name"), ["bin.txt"])

    def test_text_that_opened_a_request_is_not_twice_on_its_page(self):
        request = self.send_text().request_id
        shown = self.env["mail.message"].search(request._correspondence_domain())
        self.assertNotIn(
            self.texts._kind()._chatter_key(request.channel_message_ids[-1:]),
            shown.mapped("message_id"),
        )

    def test_two_machines_that_talk_are_stopped(self):
        for number in range(21):
            message = self.send_text(f"My bin was missed {number}")
        self.assertEqual(message.state, "triage")
        self.assertIn("21 times", message.error)

    def test_unreadable_text_is_shown_and_settled_by_staff(self):
        message = self.Message._accept_message(self.texts, b"my bin was missed")
        message._process()
        self.assertEqual((message.state, message.error), ("triage", "It is no JSON."))
        self.assertEqual(message.body, "my bin was missed")
        message._open_chosen_request(
            service_id=self.missed_bin.id, partner_id=self.jane.id
        )
        self.assertEqual(message.state, "done")
        self.assertEqual(message.request_id.partner_id, self.jane)

    def test_staff_attach_an_uncertain_text(self):
        request = self.send_text().request_id
        message = self.send_text("What about it?")
        message._attach_to(request)
        self.assertEqual((message.state, message.request_id), ("done", request))
        self.assertIn("What about it", self.words_of(request))

    def test_restored_text_is_not_posted_twice(self):
        message = self.send_text()
        before = len(message.request_id.message_ids)
        message._decide("discarded")
        message.action_restore()
        message._open_chosen_request(service_id=self.missed_bin.id)
        self.assertEqual(len(message.request_id.message_ids), before)

    def test_message_whose_kind_is_not_installed_waits_for_staff(self):
        with patch.object(
            type(self.env["channel.kind"]), "_read", self.read_of_no_kind, create=True
        ):
            message = self.send_text()
        self.assertEqual(message.state, "triage")
        self.assertIn("Nothing is installed", message.error)
        self.assertIn("My bin was missed", message.body)
