from odoo.tests import tagged

from .common import ChannelCase
from .sample_emails import QUOTED_REPLY, RECEIPT, bounce


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

    def test_reply_is_attached_to_its_request(self):
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

    def test_reply_is_on_the_tracking_page(self):
        self.reply(
            In_Reply_To=self.answer.external_id, attachments=[("bin.jpg", b"A bin")]
        )
        (entry,) = self.request._correspondence()
        self.assertTrue(entry["is_mine"])
        self.assertIn("It was the brown one.", entry["body"])
        self.assertNotIn("Which bin was it?", entry["body"])
        self.assertEqual(self.request.sent_file_ids.mapped("name"), ["bin.jpg"])

    def test_files_of_the_opening_email_are_on_the_tracking_page(self):
        request = self.receive(
            message_id="<another@example.org>", attachments=[("two.jpg", b"Bins")]
        ).request_id
        self.assertEqual(request.sent_file_ids.mapped("name"), ["two.jpg"])
        self.assertFalse(request._correspondence())

    def test_email_of_somebody_else_is_not_on_the_tracking_page(self):
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

    def test_officers_reply_by_email_is_on_the_tracking_page(self):
        officer = self.make_user(
            "mail_officer", "officer", email="mail.officer@council.example"
        )
        self.mailbox.authserv_id = "mx.council.example"
        public = self.request.message_post(
            body="It was not there.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        noted = self.request.message_post(body="Odd.", subtype_xmlid="mail.mt_note")
        for number, (answered, words) in enumerate(
            [(public, "We come again on Friday."), (noted, "They always say so.")]
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
        _from_staff, entry = self.request._correspondence()
        self.assertFalse(entry["is_mine"])
        self.assertIn("We come again on Friday.", entry["body"])
        officer.active = False
        self.assertEqual(len(self.request._correspondence()), 2, "it still stands")

    def test_reply_is_not_acknowledged_again(self):
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.sent_to(self.request.partner_id), self.answer)

    def test_own_reference_in_the_subject_attaches_the_email(self):
        message = self.receive(
            subject=f"About {self.request.reference.lower()}",
            body="Any news?",
            message_id="<news@example.org>",
        )
        self.assertEqual(message.request_id, self.request)

    def test_reference_of_somebody_else_is_ignored(self):
        message = self.receive(
            sender="Eve Snoop <eve@example.net>",
            subject=f"About {self.request.reference}",
            body="Any news?",
            message_id="<eve@example.net>",
        )
        self.assertFalse(message.request_id)
        self.assertEqual(message.state, "triage")

    def test_reply_ends_the_wait_for_the_constituent(self):
        self.request._change_state("waiting_constituent")
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.request.phase, "in_progress")
        self.assertIn("has replied", str(self.request.message_ids.mapped("body")))

    def test_reply_to_a_closed_request_schedules_a_task(self):
        officer = self.env["res.users"].create({"name": "Bea", "login": "bea"})
        self.request.user_id = officer
        self.request._change_state("closed", outcome="fixed")
        self.reply(In_Reply_To=self.answer.external_id)
        self.assertEqual(self.request.phase, "closed")
        self.assertEqual(self.request.activity_ids.user_id, officer)

    def test_reply_to_a_closed_request_without_officer_or_team_is_noted(self):
        self.request._change_state("closed", outcome="fixed")
        self.reply(In_Reply_To=self.answer.external_id)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("Reply to a closed request", notes)

    def test_bounce_marks_the_undelivered_message_as_failed(self):
        message = self.receive(bounce(self.answer.external_id))
        self.assertEqual(message.state, "discarded")
        self.assertEqual(self.answer.state, "failed")
        self.assertIn("No such mailbox", self.answer.error)

    def test_report_of_a_delay_or_a_delivery_is_no_failure(self):
        state = self.answer.state
        for number, action in enumerate((b"delayed", b"delivered", b"relayed")):
            with self.subTest(action):
                raw = bounce(self.answer.external_id)
                raw = raw.replace(b"Action: failed", b"Action: " + action)
                raw = raw.replace(b"<bounce@", b"<bounce-%d@" % number)
                message = self.receive(raw)
                self.assertEqual(message.state, "discarded")
                self.assertEqual(message.request_id, self.request)
                self.assertEqual(self.answer.state, state)

    def test_read_receipt_is_no_failure(self):
        state = self.answer.state
        ours = self.answer.external_id.encode()
        message = self.receive(RECEIPT.replace(b"<ours@council.test>", ours))
        self.assertEqual(
            (message.state, message.request_id), ("discarded", self.request)
        )
        self.assertEqual(self.answer.state, state)

    def test_officers_message_to_the_constituent_is_a_contact(self):
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

    def test_officers_message_has_the_mailbox_as_reply_address(self):
        posted = self.request.message_post(body="Which bin?", message_type="comment")
        self.assertEqual(posted.reply_to, "contact@council.test")
