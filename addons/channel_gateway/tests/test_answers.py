from markupsafe import Markup

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestAcknowledgement(ChannelCase, MailCase):
    def send(self, message):
        with self.mock_mail_gateway(mail_unlink_sent=True):
            message.mail_id.send()
        return self._mails

    def test_letter_has_reference_link_and_the_way_back(self):
        request = self.receive().request_id
        answer = self.sent_to(request.partner_id)
        self.assertIn(request.reference, answer.subject)
        (mail,) = self.send(answer)
        self.assertEqual(
            mail["email_to"], ['"Jane Testsmith" <jane.testsmith@example.net>']
        )
        self.assertEqual(
            mail["email_from"], '"Testville Council" <contact@council.test>'
        )
        self.assertEqual(mail["reply_to"], '"Testville Council" <contact@council.test>')
        self.assertEqual(mail["references"], "<brown-bin@example.org>")
        self.assertEqual(mail["headers"]["In-Reply-To"], "<brown-bin@example.org>")
        self.assertEqual(mail["headers"]["Auto-Submitted"], "auto-replied")
        for body in (mail["body"], mail["body_alternative"]):
            self.assertIn(request.reference, body)
            self.assertIn("12 Park Avenue", body)
            self.assertIn(f"/track/{request.reference}?access_token=", body)

    def test_sent_letter_stands_in_the_ledger(self):
        answer = self.sent_to(self.receive().partner_id)
        self.assertFalse(answer.interaction_id)
        self.send(answer)
        self.assertEqual(answer.state, "sent")
        self.assertEqual(answer.interaction_id.direction, "out")
        self.assertEqual(answer.interaction_id.request_id, answer.request_id)

    def test_letter_stays_in_the_chatter_after_it_was_sent(self):
        answer = self.sent_to(self.receive().partner_id)
        self.send(answer)
        self.assertFalse(answer.mail_id.exists())
        kept = answer.request_id.message_ids.mapped("subject")
        self.assertIn(answer.subject, kept)

    def test_letter_that_cannot_leave_is_shown_and_tried_again(self):
        answer = self.sent_to(self.receive().partner_id)
        answer.mail_id.write({"state": "exception", "failure_reason": "No route"})
        answer.mail_id._postprocess_sent_message([], [], failure_type="mail_smtp")
        self.assertEqual((answer.state, answer.error), ("failed", "No route"))
        self.assertFalse(answer.interaction_id)
        answer.action_retry()
        self.assertEqual((answer.state, answer.mail_id.state), ("queued", "outgoing"))

    def test_outcome_is_told_when_closed(self):
        request = self.receive().request_id
        request._move("closed", outcome="fixed", note="Emptied at noon.")
        answer = self.sent_to(request.partner_id).filtered(
            lambda m: m.event == "closed"
        )
        self.assertIn("Emptied at noon.", answer.body)


@tagged("-at_install", "post_install")
class TestWayToTheConstituent(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jane = cls.env["res.partner"].create(
            {
                "name": "Jane Testsmith",
                "is_constituent": True,
                "email": "jane.testsmith@example.net",
                "phone": "07700 900987",
            }
        )
        cls.channel = {
            code: cls.env.ref(f"constituent_crm.channel_{code}")
            for code in ("email", "sms", "phone")
        }

    def open(self, channel="phone"):
        return self.env["service.request"]._open(
            {
                "service_id": self.missed_bin.id,
                "partner_id": self.jane.id,
                "channel": channel,
            }
        )

    def test_preferred_channel_comes_first(self):
        self.jane.preferred_channel_id = self.channel["sms"]
        request = self.open("email")
        answer = self.sent_to(self.jane)
        self.assertEqual(answer.channel_id.code, "sms")
        self.assertEqual(answer.recipient, "+447700900987")
        self.assertIn(request.reference, answer.sms_id.body)
        self.assertIn("/track/", answer.sms_id.body)

    def test_then_the_one_that_was_used(self):
        self.open("sms")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "sms")

    def test_a_caller_gets_an_email(self):
        self.open("phone")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "email")

    def test_without_email_a_text(self):
        self.jane.email = False
        self.open("phone")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "sms")

    def test_without_any_address_a_note_on_the_request(self):
        self.jane.write({"email": False, "phone": False})
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertIn("neither an e-mail", " ".join(request.message_ids.mapped("body")))

    def test_who_does_not_wish_it_is_not_contacted(self):
        self.jane.do_not_contact = True
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertIn("does not wish", " ".join(request.message_ids.mapped("body")))

    def test_no_template_no_message(self):
        self.env["channel.template"].search([("event", "=", "opened")]).active = False
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertNotIn("Not sent", " ".join(request.message_ids.mapped("body")))

    def test_sent_text_stands_in_the_ledger(self):
        self.jane.preferred_channel_id = self.channel["sms"]
        self.open()
        answer = self.sent_to(self.jane)
        answer.sms_id.state = "pending"
        answer.sms_id._handle_call_result_hook([])
        self.assertEqual(answer.state, "sent")
        self.assertEqual(answer.interaction_id.channel_id.code, "sms")

    def test_text_that_failed_is_shown_and_tried_again(self):
        self.jane.preferred_channel_id = self.channel["sms"]
        self.open()
        answer = self.sent_to(self.jane)
        answer.sms_id.write({"state": "error", "failure_type": "sms_credit"})
        answer.sms_id._handle_call_result_hook([])
        self.assertEqual(
            (answer.state, answer.error), ("failed", "Insufficient Credit")
        )
        answer.action_retry()
        self.assertEqual((answer.state, answer.sms_id.state), ("queued", "outgoing"))

    def test_officers_words_go_out_as_they_are(self):
        message = self.Message._send(
            self.jane, "Hello", Markup("<p>Dear <b>Jane</b></p>")
        )
        self.assertEqual(message.mail_id.body_html, "<p>Dear <b>Jane</b></p>")
        plain = self.Message._send(self.jane, "Hello", "1 < 2")
        self.assertIn("1 &lt; 2", plain.mail_id.body_html)

    def test_letter_is_in_the_constituents_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("channel_gateway.template_opened_email")
        template.with_context(lang="fr_FR").subject = "Reçu: {{ object.reference }}"
        self.jane.lang = "fr_FR"
        request = self.open()
        self.assertEqual(self.sent_to(self.jane).subject, f"Reçu: {request.reference}")
