from odoo.tests import tagged

from .inbox_case import InboxCase, TextInboxCase


@tagged("post_install", "-at_install")
class TestChasingEmails(InboxCase):
    """Messages about a request that is open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.receive(message_id="<first@example.org>")
        cls.request = cls.first.request_id

    def again(self, message_id="<again@example.org>", **values):
        return self.receive(message_id=message_id, **values)

    def assert_chases(self, message, basis):
        contact = message.interaction_id
        self.assertEqual(contact.proposed_reason, "chasing")
        self.assertEqual(contact.proposed_basis, basis)
        self.assertEqual(contact.proposed_request_id, self.request)
        self.assertFalse(contact.is_avoidable, "an officer decides")
        self.assertEqual(self.request.chased_count, 1)

    def test_first_message_chases_nothing(self):
        self.assertFalse(self.first.interaction_id.proposed_reason)
        self.assertEqual(self.request.chased_count, 0)

    def test_message_that_names_the_request(self):
        message = self.again(
            subject="Any news?", body=f"What about {self.request.reference}?"
        )
        self.assertEqual(message.request_id, self.request)
        self.assert_chases(message, "reference")

    def test_answer_in_its_thread(self):
        mail = self.sent_to(self.request.partner_id).mail_id
        message = self.again(
            subject="Re: your request", body="And now?", references=mail.message_id
        )
        self.assertEqual(message.request_id, self.request)
        self.assert_chases(message, "reply")

    def test_same_service_for_the_same_person(self):
        message = self.again()
        self.assertTrue(message.request_id - self.request, "it is opened as before")
        self.assert_chases(message, "same")

    def test_officer_confirms_or_takes_back_at_the_message(self):
        confirmed = self.again().with_user(self.officer)
        confirmed.action_confirm_avoidable()
        self.assertTrue(confirmed.interaction_id.is_avoidable)
        self.assertEqual(confirmed.interaction_id.avoidable_reason, "chasing")
        rejected = self.again("<more@example.org>").with_user(self.officer)
        self.assertEqual(rejected.proposed_reason, "chasing")
        rejected.action_reject_avoidable()
        self.assertFalse(rejected.interaction_id.is_avoidable)
        self.assertFalse(rejected.proposed_reason)
        self.assertEqual(self.request.chased_count, 1)

    def test_answer_to_our_question_chases_nothing(self):
        self.request._change_state("waiting")
        message = self.again(
            subject="Here it is", body=f"The blue one, {self.request.reference}"
        )
        self.assertEqual(message.request_id, self.request)
        self.assertFalse(message.interaction_id.proposed_reason)

    def test_closed_request_is_not_chased(self):
        self.request._change_state("cancelled")
        message = self.again(subject="Thanks", body=f"Thanks, {self.request.reference}")
        self.assertEqual(message.request_id, self.request)
        self.assertFalse(message.interaction_id.proposed_reason)
        self.assertFalse(self.again("<new@example.org>").interaction_id.proposed_reason)

    def test_message_that_is_processed_again_chases_nothing(self):
        self.first.write({"state": "received"})
        self.first._process()
        self.assertEqual(self.first.state, "done")
        self.assertEqual(self.first.request_id, self.request)
        self.assertFalse(self.first.interaction_id.proposed_reason)
        self.assertEqual(self.request.chased_count, 0)

    def test_somebody_else_chases_nothing(self):
        message = self.again(sender="Bob Other <bob.other@example.net>")
        self.assertFalse(message.interaction_id.proposed_reason)

    def test_message_that_staff_attach(self):
        self.message._attach_to(self.request)
        self.assert_chases(self.message, "attached")


@tagged("post_install", "-at_install")
class TestChasingTexts(TextInboxCase):
    def test_text_message_that_names_the_request(self):
        request = self.send_text().request_id
        text = self.send_text(f"Still waiting: {request.reference}")
        self.assertEqual(text.request_id, request)
        self.assertEqual(text.interaction_id.proposed_basis, "reference")
        self.assertEqual(request.chased_count, 1)

    def test_answer_by_text_message(self):
        text = self.send_text("The orange monster").with_user(self.officer)
        self.assertEqual(text.state, "triage")
        draft = self.env["channel.reply"].browse(text.action_reply()["res_id"])
        draft = draft.with_user(self.officer)
        self.assertEqual(draft.channel_id.code, "sms")
        draft.body = "Which one?"
        draft.action_send()
        sent = text.sudo().answer_ids
        self.assertEqual(sent.recipient, "+447400123456")
        self.assertEqual(sent.body, "Which one?")
        self.assertEqual(text.outcome, "answered")
