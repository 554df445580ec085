from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from markupsafe import Markup

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestEmailToConstituent(ChannelCase, MailCase):
    def send(self, message):
        with self.mock_mail_gateway(mail_unlink_sent=True):
            message.mail_id.send()
        return self._mails

    def test_email_has_reference_link_and_reply_address(self):
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

    def test_sent_email_is_in_the_ledger(self):
        answer = self.sent_to(self.receive().partner_id)
        self.assertFalse(answer.interaction_id)
        self.send(answer)
        self.assertEqual(answer.state, "sent")
        self.assertEqual(answer.interaction_id.direction, "out")
        self.assertEqual(answer.interaction_id.request_id, answer.request_id)

    def test_email_stays_in_the_chatter_after_it_was_sent(self):
        answer = self.sent_to(self.receive().partner_id)
        self.send(answer)
        self.assertFalse(answer.mail_id.exists())
        kept = answer.request_id.message_ids.mapped("subject")
        self.assertIn(answer.subject, kept)

    def test_email_that_cannot_be_sent_is_shown_and_retried(self):
        answer = self.sent_to(self.receive().partner_id)
        answer.mail_id.write({"state": "exception", "failure_reason": "No route"})
        answer.mail_id._postprocess_sent_message([], [], failure_type="mail_smtp")
        self.assertEqual(answer.state, "failed")
        self.assertEqual(answer.error, "The outgoing mail server cannot be reached.")
        self.assertEqual(answer.mail_id.failure_reason, "No route")
        self.assertFalse(answer.interaction_id)
        answer.action_retry()
        self.assertEqual((answer.state, answer.mail_id.state), ("queued", "outgoing"))

    def test_outcome_is_in_the_closing_email(self):
        request = self.receive().request_id
        request._change_state("closed", outcome="fixed", note="Emptied at noon.")
        answer = self.sent_to(request.partner_id).filtered(
            lambda m: m.event == "closed"
        )
        self.assertIn("Emptied at noon.", answer.body)

    def message_about(self, request, event):
        answers = self.sent_to(request.partner_id)
        return answers.filtered(lambda one: one.event == event)

    def test_receiving_organisation_is_in_the_closing_email(self):
        request = self.receive().request_id
        body = self.env["service.external.organisation"].create(
            {"name": "Testshire Water"}
        )
        request._change_state("closed", outcome="not_ours", body=body)
        self.assertIn("Testshire Water", self.message_about(request, "closed").body)

    def test_rejected_request_is_not_called_cancelled(self):
        request = self.receive().request_id
        request._change_state("rejected", note="It is a private drive.")
        answer = self.message_about(request, "cancelled")
        self.assertIn("We cannot take this request", answer.subject)
        self.assertIn("It is a private drive.", answer.body)
        self.assertNotIn("cancelled", answer.body)


@tagged("-at_install", "post_install")
class TestChannelChoice(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jane = cls.make_constituent(
            "Jane Testsmith", email="jane.testsmith@example.net", phone="07700 900987"
        )
        cls.channel = {
            code: cls.env.ref(f"constituent_crm.channel_{code}")
            for code in ("email", "sms", "phone")
        }

    def open(self, channel="phone", **options):
        return self.env["service.request"]._open_request(
            {
                "service_id": self.missed_bin.id,
                "partner_id": self.jane.id,
                "channel": channel,
            },
            **options,
        )

    def test_preferred_channel_comes_first(self):
        self.jane.preferred_channel_id = self.channel["sms"]
        request = self.open("email")
        answer = self.sent_to(self.jane)
        self.assertEqual(answer.channel_id.code, "sms")
        self.assertEqual(answer.recipient, "+447700900987")
        self.assertIn(request.reference, answer.sms_id.body)
        self.assertIn("/track/", answer.sms_id.body)

    def test_channel_of_the_request_comes_second(self):
        self.open("sms")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "sms")

    def test_caller_gets_an_email(self):
        self.open("phone")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "email")

    def test_text_is_sent_without_an_email_address(self):
        self.jane.email = False
        self.open("phone")
        self.assertEqual(self.sent_to(self.jane).channel_id.code, "sms")

    def test_text_is_sent_to_no_number_that_takes_none(self):
        self.jane.email = False
        for phone in ("01482 300300", "0300 123 4567", "07700 900987 ext 4"):
            with self.subTest(phone):
                self.jane.phone = phone
                request = self.open("sms")
                notes = " ".join(request.message_ids.mapped("body"))
                self.assertIn("neither an e-mail", notes)
        self.assertFalse(self.sent_to(self.jane))

    def test_text_goes_to_the_mobile_number_of_two(self):
        self.jane.phone = "01482 300300 / 07700 900987"
        self.open("sms")
        self.assertEqual(self.sent_to(self.jane).recipient, "+447700900987")

    def test_number_is_read_by_the_country_of_the_constituent(self):
        self.jane.write({"country_id": self.env.ref("base.de").id})
        self.jane.phone = "0151 23456789"
        self.open("sms")
        self.assertEqual(self.sent_to(self.jane).recipient, "+4915123456789")

    def test_email_is_sent_to_no_address_that_cannot_be_written_to(self):
        self.jane.write({"email": "jane@example..net", "phone": False})
        self.open("email")
        self.assertFalse(self.sent_to(self.jane))

    def test_missing_address_is_noted_on_the_request(self):
        self.jane.write({"email": False, "phone": False})
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertIn("neither an e-mail", " ".join(request.message_ids.mapped("body")))

    def test_do_not_contact_prevents_the_message(self):
        self.jane.do_not_contact = True
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertIn("does not wish", " ".join(request.message_ids.mapped("body")))

    def test_caller_can_send_the_acknowledgement_later(self):
        request = self.open(acknowledges=False)
        self.assertEqual(request.event_ids.mapped("event"), ["opened"])
        self.assertFalse(self.sent_to(self.jane))
        request._send_event_messages("opened")
        self.assertEqual(self.sent_to(self.jane).event, "opened")
        self.assertEqual(len(request.event_ids), 1, "the history is not repeated")

    def test_no_message_without_a_template(self):
        self.env["channel.template"].search([("event", "=", "opened")]).active = False
        request = self.open()
        self.assertFalse(self.sent_to(self.jane))
        self.assertNotIn("Not sent", " ".join(request.message_ids.mapped("body")))

    def test_sent_text_is_in_the_ledger(self):
        self.jane.preferred_channel_id = self.channel["sms"]
        self.open()
        answer = self.sent_to(self.jane)
        answer.sms_id.state = "pending"
        answer.sms_id._handle_call_result_hook([])
        self.assertEqual(answer.state, "sent")
        self.assertEqual(answer.interaction_id.channel_id.code, "sms")

    def test_failed_text_is_shown_and_retried(self):
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

    def test_markup_is_sent_as_html_and_text_is_escaped(self):
        message = self.Message._send_message(
            self.jane, "Hello", Markup("<p>Dear <b>Jane</b></p>")
        )
        self.assertEqual(message.mail_id.body_html, "<p>Dear <b>Jane</b></p>")
        plain = self.Message._send_message(self.jane, "Hello", "1 < 2")
        self.assertIn("1 &lt; 2", plain.mail_id.body_html)

    def test_email_is_in_the_constituents_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("channel_gateway.template_opened_email")
        template.with_context(lang="fr_FR").subject = "Reçu: {{ object.reference }}"
        self.jane.lang = "fr_FR"
        request = self.open()
        self.assertEqual(self.sent_to(self.jane).subject, f"Reçu: {request.reference}")


@tagged("-at_install", "post_install")
class TestContactPermission(ChannelCase):
    """Consent and quiet hours decide whether and when a message is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.partner_id.tz = "Europe/London"
        cls.env.company.write(
            {"has_quiet_hours": True, "quiet_from": 21, "quiet_to": 8}
        )
        cls.jane = cls.make_constituent(
            "Jane Testsmith",
            email="jane.testsmith@example.net",
            phone="07700 900987",
            preferred_channel_id=cls.env.ref("constituent_crm.channel_sms").id,
        )

    def refuse(self, channel=False, purpose="service"):
        self.env["constituent.consent"].create(
            {
                "partner_id": self.jane.id,
                "purpose_id": self.env.ref(f"constituent_crm.purpose_{purpose}").id,
                "channel_id": channel
                and self.env.ref(f"constituent_crm.channel_{channel}").id,
                "is_given": False,
            }
        )

    def send(self, **values):
        return self.Message._send_message(
            self.jane, "News", "The road is open", **values
        )

    def run_waiting(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.Message._send_waiting()

    def test_refused_channel_is_passed_over_for_the_next(self):
        self.refuse("sms")
        self.assertEqual(self.send().channel_id.code, "email")

    def test_refusal_of_every_channel_prevents_the_message_and_is_noted(self):
        self.refuse()
        request = self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.jane.id}
        )
        self.assertFalse(self.sent_to(self.jane))
        notes = " ".join(request.message_ids.mapped("body"))
        self.assertIn("Not sent: Jane Testsmith said no", notes)

    def test_safety_notice_is_sent_despite_do_not_contact(self):
        self.jane.do_not_contact = True
        self.assertFalse(self.send())
        self.assertTrue(self.send(purpose="safety"))

    @freeze_time("2026-01-14 23:30:00")
    def test_text_waits_for_the_end_of_quiet_hours(self):
        message = self.send()
        self.assertEqual(message.not_before, datetime(2026, 1, 15, 8))
        self.assertEqual((message.state, message.sms_id.id), ("queued", False))
        self.run_waiting()
        self.assertFalse(message.sms_id)
        with freeze_time("2026-01-15 08:00:01"):
            self.run_waiting()
        self.assertEqual(message.sms_id.body, "The road is open")
        self.assertFalse(message.not_before)

    @freeze_time("2026-01-14 23:30:00")
    def test_consent_is_checked_again_before_it_is_sent(self):
        message = self.send()
        self.jane.do_not_contact = True
        with freeze_time("2026-01-15 08:00:01"):
            self.run_waiting()
        self.assertEqual(message.state, "failed")
        self.assertIn("does not wish to be contacted", message.error)

    @freeze_time("2026-01-14 23:30:00")
    def test_acknowledgement_is_sent_in_quiet_hours(self):
        self.env["service.request"]._open_request(
            {"service_id": self.missed_bin.id, "partner_id": self.jane.id}
        )
        self.assertTrue(self.sent_to(self.jane).sms_id)

    @freeze_time("2026-01-14 23:30:00")
    def test_urgent_purpose_is_sent_in_quiet_hours(self):
        self.assertTrue(self.send(purpose="safety").sms_id)

    @freeze_time("2026-01-14 23:30:00")
    def test_email_waits_in_odoos_queue_where_emails_are_intrusive(self):
        self.env.ref("constituent_crm.channel_email").is_intrusive = True
        message = self.send(channel="email")
        self.assertEqual(message.mail_id.scheduled_date, datetime(2026, 1, 15, 8))
