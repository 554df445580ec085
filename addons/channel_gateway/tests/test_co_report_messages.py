from odoo.tests import TransactionCase, tagged

from odoo.addons.service_catalog.tests.nearby_case import NearbyCouncil

from .common import Council


@tagged("post_install", "-at_install")
class TestCoReportMessages(NearbyCouncil, Council, TransactionCase):
    """Each person who reported a request is notified on their own channel."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.make_endpoint("Mailbox", address="council@example.org")
        cls.ken.write({"phone": "+447700900123"})
        cls.request = cls.open_request(
            "test_pothole",
            channel="email",
            address="1 Jane's Yard",
            name="Jane writes",
            description="Jane's words",
        )

    def messages(self, event, partner=None):
        domain = [("request_id", "=", self.request.id), ("event", "=", event)]
        if partner:
            domain.append(("partner_id", "=", partner.id))
        return self.env["channel.message"].search(domain)

    def test_co_reporter_is_notified_on_their_channel_and_the_requester_is_not(self):
        self.join(self.request, channel="sms")
        message = self.messages("joined")
        self.assertEqual(message.partner_id, self.ken)
        self.assertEqual(message.channel_id.code, "sms")
        self.assertEqual(message.recipient, "+447700900123")
        self.assertIn(self.request.reference, message.body)

    def test_each_gets_the_closing_message_with_their_own_name_and_link(self):
        report = self.join(self.request, channel="email", description="Ken's words")
        self.request._change_state("closed", outcome="fixed")
        jane, ken = (self.messages("closed", one) for one in (self.jane, self.ken))
        self.assertEqual((len(jane), len(ken)), (1, 1))
        token = report.sudo().access_token
        self.assertIn(token, ken.mail_id.body_html)
        self.assertNotIn(token, jane.mail_id.body_html)
        self.assertIn(self.request.access_token, jane.mail_id.body_html)
        self.assertIn("Kenneth", ken.mail_id.body_html)
        for secret in ("Jane", self.request.access_token):
            self.assertNotIn(secret, ken.mail_id.body_html)
            self.assertNotIn(secret, ken.subject)

    def test_email_to_a_co_reporter_is_a_note_on_the_request(self):
        self.join(self.request, channel="email")
        mail = self.messages("joined").mail_id
        self.assertEqual(mail.subtype_id, self.env.ref("mail.mt_note"))
        self.assertEqual(
            self.messages("opened").mail_id.subtype_id, self.env.ref("mail.mt_comment")
        )

    def test_refused_consent_prevents_the_message(self):
        self.env["constituent.consent"].create(
            {
                "partner_id": self.ken.id,
                "purpose_id": self.env["constituent.purpose"]._get_by_code(None).id,
                "is_given": False,
            }
        )
        self.join(self.request, channel="email")
        self.assertFalse(self.messages("joined"))

    def test_co_reporters_of_an_anonymous_request_are_notified(self):
        self.request.partner_id = False
        self.join(self.request, channel="email")
        self.request._change_state("closed", outcome="fixed")
        self.assertEqual(self.messages("closed").partner_id, self.ken)

    def test_merged_request_is_notified_once(self):
        other = self.open_pothole(partner=self.ken, channel="email")
        other._merge_into_request(self.request)
        messages = self.env["channel.message"].search(
            [("partner_id", "=", self.ken.id), ("event", "!=", "opened")]
        )
        self.assertEqual(messages.mapped("event"), ["joined"])
