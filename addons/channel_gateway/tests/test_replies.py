from odoo.tests import tagged

from .common import ChannelCase
from .letters import QUOTED_REPLY, bounce


@tagged("-at_install", "post_install")
class TestReplies(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.receive().request_id
        cls.answer = cls.sent_to(cls.request.partner_id)

    def reply(self, **headers):
        return self.receive(
            body=QUOTED_REPLY,
            subject="Re: Bin",
            message_id="<reply@example.org>",
            **headers,
        )

    def test_reply_lands_on_its_request(self):
        message = self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(message.state, "done")
        self.assertEqual(message.request_id, self.request)
        self.assertIn("brown one", self.request.message_ids.sorted("id")[-1].body)
        self.assertEqual(message.body, "It was the brown one.\n\nJane")

    def test_reply_counts_as_a_contact_about_it(self):
        message = self.reply(References=self.answer.external_id)
        self.assertEqual(message.interaction_id.request_id, self.request)
        incoming = self.request.interaction_ids.filtered(lambda i: i.direction == "in")
        self.assertEqual(len(incoming), 2)

    def test_what_they_send_stands_on_their_page(self):
        self.reply(
            In_Reply_To=self.answer.external_id, attachments=[("bin.jpg", b"A bin")]
        )
        (letter,) = self.request._correspondence()
        self.assertTrue(letter["is_mine"])
        self.assertIn("It was the brown one.", letter["body"])
        self.assertNotIn("Which bin was it?", letter["body"])
        self.assertEqual(self.request.sent_file_ids.mapped("name"), ["bin.jpg"])

    def test_files_of_the_letter_that_opened_it_stand_there_too(self):
        request = self.receive(
            message_id="<another@example.org>", attachments=[("two.jpg", b"Bins")]
        ).request_id
        self.assertEqual(request.sent_file_ids.mapped("name"), ["two.jpg"])
        self.assertFalse(request._correspondence())

    def test_what_somebody_else_sends_does_not(self):
        message = self.receive(
            sender="Eve Snoop <eve@example.net>",
            body="Any news?",
            message_id="<eve@example.net>",
            In_Reply_To=self.answer.external_id,
            attachments=[("eve.jpg", b"Eve")],
        )
        if not message.request_id:
            message._attach_to(self.request)
        self.assertIn("eve.jpg", self.request.message_ids.attachment_ids.mapped("name"))
        self.assertFalse(self.request.sent_file_ids)
        self.assertFalse(self.request._correspondence())

    def test_what_an_officer_answers_from_their_own_mail_program_stands_there(self):
        officer = self.make_user(
            "mail_officer", "officer", email="mail.officer@council.example"
        )
        self.mailbox.authserv_id = "mx.council.example"
        told = self.request.message_post(
            body="It was not there.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        noted = self.request.message_post(body="Odd.", subtype_xmlid="mail.mt_note")
        for number, (answered, words) in enumerate(
            [(told, "We come again on Friday."), (noted, "They always say so.")]
        ):
            message = self.receive(
                sender=f"Mail Officer <{officer.email}>",
                body=words,
                subject="Re: Bin",
                message_id=f"<officer-{number}@council.example>",
                In_Reply_To=answered.message_id,
                Authentication_Results="mx.council.example;"
                " dmarc=pass header.from=council.example",
            )
            self.assertEqual(message.request_id, self.request)
            self.assertFalse(message.partner_id, "staff are no constituents")
        _told, letter = self.request._correspondence()
        self.assertFalse(letter["is_mine"])
        self.assertIn("We come again on Friday.", letter["body"])
        officer.active = False
        self.assertEqual(len(self.request._correspondence()), 2, "it still stands")

    def test_reply_is_not_acknowledged_again(self):
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.sent_to(self.request.partner_id), self.answer)

    def test_reference_in_the_subject_is_enough_for_its_own_constituent(self):
        message = self.receive(
            subject=f"About {self.request.reference.lower()}",
            body="Any news?",
            message_id="<news@example.org>",
        )
        self.assertEqual(message.request_id, self.request)

    def test_reference_of_somebody_else_opens_nothing(self):
        message = self.receive(
            sender="Eve Snoop <eve@example.net>",
            subject=f"About {self.request.reference}",
            body="Any news?",
            message_id="<eve@example.net>",
        )
        self.assertFalse(message.request_id)
        self.assertEqual(message.state, "triage")

    def test_who_has_answered_is_no_longer_waited_for(self):
        self.request._change_state("waiting_constituent")
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.request.phase, "in_progress")
        self.assertIn("has replied", str(self.request.message_ids.mapped("body")))

    def test_reply_to_a_closed_request_is_noted_to_staff(self):
        officer = self.env["res.users"].create({"name": "Bea", "login": "bea"})
        self.request.user_id = officer
        self.request._change_state("closed", outcome="fixed")
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.request.phase, "closed")
        self.assertEqual(self.request.activity_ids.user_id, officer)

    def test_reply_to_a_closed_request_of_nobody_is_noted_in_it(self):
        self.request._change_state("closed", outcome="fixed")
        self.reply(In_Reply_To=self.answer.external_id)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("Reply to a closed request", notes)

    def test_bounce_marks_the_letter_that_did_not_arrive(self):
        message = self.receive(bounce(self.answer.external_id))
        self.assertEqual(message.state, "discarded")
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("No such mailbox", self.answer.error)

    def test_what_staff_write_to_the_constituent_counts_as_a_contact(self):
        before = self.request.interaction_ids
        self.request.message_post(body="A note", message_type="comment")
        self.assertEqual(self.request.interaction_ids, before)
        self.request.message_post(
            body="Which bin?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.request.partner_id.ids,
        )
        contact = self.request.interaction_ids - before
        self.assertEqual((contact.direction, contact.channel_id.code), ("out", "email"))

    def test_what_staff_write_is_answered_to_the_mailbox(self):
        posted = self.request.message_post(body="Which bin?", message_type="comment")
        self.assertEqual(posted.reply_to, "contact@council.test")
