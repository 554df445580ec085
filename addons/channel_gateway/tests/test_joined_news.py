from odoo.tests import TransactionCase, tagged

from odoo.addons.service_catalog.tests.nearby_case import Street


@tagged("post_install", "-at_install")
class TestJoinedNews(Street, TransactionCase):
    """One case, many reporters: each is told on their own channel."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.env["channel.endpoint"].create(
            {
                "name": "Mailbox",
                "kind": "email",
                "address": "council@example.org",
                "channel_id": cls.env.ref("constituent_crm.channel_email").id,
            }
        )
        cls.ken.write({"phone": "+447700900123"})
        cls.request = cls.env["service.request"]._open_request(
            {
                "service": "test_pothole",
                "partner_id": cls.jane.id,
                "channel": "email",
                "address": "1 Jane's Yard",
                "name": "Jane writes",
                "description": "Jane's words",
            }
        )

    def letters(self, event, partner=None):
        domain = [("request_id", "=", self.request.id), ("event", "=", event)]
        if partner:
            domain.append(("partner_id", "=", partner.id))
        return self.env["channel.message"].search(domain)

    def test_who_joins_is_thanked_on_their_channel_and_the_first_is_left_alone(self):
        self.join(self.request, channel="sms")
        letter = self.letters("joined")
        self.assertEqual(letter.partner_id, self.ken)
        self.assertEqual(letter.channel_id.code, "sms")
        self.assertEqual(letter.recipient, "+447700900123")
        self.assertIn(self.request.reference, letter.body)

    def test_each_is_told_of_the_end_with_their_own_name_and_link(self):
        report = self.join(self.request, channel="email", description="Ken's words")
        self.request._change_state("closed", outcome="fixed")
        jane, ken = (self.letters("closed", one) for one in (self.jane, self.ken))
        self.assertEqual((len(jane), len(ken)), (1, 1))
        token = report.sudo().access_token
        self.assertIn(token, ken.mail_id.body_html)
        self.assertNotIn(token, jane.mail_id.body_html)
        self.assertIn(self.request.access_token, jane.mail_id.body_html)
        self.assertIn("Kenneth", ken.mail_id.body_html)
        for secret in ("Jane", self.request.access_token):
            self.assertNotIn(secret, ken.mail_id.body_html)
            self.assertNotIn(secret, ken.subject)

    def test_a_letter_to_another_is_no_message_of_the_first(self):
        self.join(self.request, channel="email")
        mail = self.letters("joined").mail_id
        self.assertEqual(mail.subtype_id, self.env.ref("mail.mt_note"))
        self.assertEqual(
            self.letters("opened").mail_id.subtype_id, self.env.ref("mail.mt_comment")
        )

    def test_who_has_said_no_is_not_told(self):
        self.env["constituent.consent"].create(
            {
                "partner_id": self.ken.id,
                "purpose_id": self.env["constituent.purpose"]._get_by_code(None).id,
                "is_given": False,
            }
        )
        self.join(self.request, channel="email")
        self.assertFalse(self.letters("joined"))

    def test_an_unnamed_first_does_not_keep_the_others_from_hearing(self):
        self.request.partner_id = False
        self.join(self.request, channel="email")
        self.request._change_state("closed", outcome="fixed")
        self.assertEqual(self.letters("closed").partner_id, self.ken)

    def test_a_whole_request_that_joins_is_told_once(self):
        other = self.hole(partner=self.ken, channel="email")
        other._merge_into_request(self.request)
        told = self.env["channel.message"].search(
            [("partner_id", "=", self.ken.id), ("event", "!=", "opened")]
        )
        self.assertEqual(told.mapped("event"), ["joined"])
