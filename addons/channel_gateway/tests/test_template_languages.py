from odoo.tests import tagged

from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestTemplateLanguages(ChannelCase):
    """The template of an event and a channel, in each constituent's language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("pl_PL", "ar_001"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.email = cls.env.ref("channel_gateway.template_opened_email")
        cls.sms = cls.env.ref("channel_gateway.template_opened_sms")
        cls.email.with_context(lang="pl_PL").subject = "Mamy: {{ object.reference }}"
        cls.sms.with_context(lang="pl_PL").body_text = "Mamy {{ object.reference }}"
        cls.jane = cls.make_constituent(
            "Jane Testsmith",
            "+44 7400 123456",
            email="jane.testsmith@example.net",
            lang="pl_PL",
        )

    def acknowledgement(self, **values):
        """Return what the constituent is sent when a request is opened."""
        values = {"partner_id": self.jane.id, **values}
        service = self.missed_bin.code
        self.env["service.request"]._open_request(
            {"service": service, "channel": "email", **values}
        )
        partner = self.env["res.partner"].browse(values["partner_id"])
        return self.sent_to(partner)[:1]

    def test_email_and_text_are_in_their_language(self):
        self.assertIn("Mamy: ", self.acknowledgement().subject)
        self.jane.preferred_channel_id = self.env.ref("constituent_crm.channel_sms")
        text = self.acknowledgement()
        self.assertEqual(text.channel_id.code, "sms")
        self.assertTrue(text.body.startswith("Mamy "))

    def test_part_that_is_not_translated_falls_back(self):
        sent = self.acknowledgement()
        self.assertIn("Mamy: ", sent.subject)
        self.assertIn("Thank you for telling us", sent.body)

    def test_language_without_any_translation_falls_back(self):
        self.jane.lang = "ar_001"
        sent = self.acknowledgement()
        self.assertIn("We have your request", sent.subject)
        self.assertIn("Thank you for telling us", sent.body)

    def test_constituent_without_language_reads_the_template_as_it_is(self):
        self.jane.lang = False
        self.assertIn("We have your request", self.acknowledgement().subject)

    def test_language_of_the_officer_does_not_matter(self):
        officer = self.make_user("template_officer", "officer", lang="pl_PL")
        self.jane.lang = "en_US"
        self.env = self.env(user=officer, context={"lang": "pl_PL"})
        self.assertIn("We have your request", self.acknowledgement().subject)

    def test_what_is_sent_instead_has_the_template_of_its_channel(self):
        failed = self.acknowledgement()
        failed._report_failed("550 no such user")
        instead = self.Message.search([("fallback_of_id", "=", failed.id)])
        self.assertEqual(instead.channel_id.code, "sms")
        self.assertTrue(instead.body.startswith("Mamy "))

    def test_answers_have_templates_of_their_own(self):
        template = self.env.ref("channel_gateway.template_not_ours_sms")
        self.assertEqual(template.render_model, "channel.message")
        self.assertEqual(self.email.render_model, "service.request")
        template.with_context(lang="pl_PL").body_text = "To sprawa {{ whose }}."
        message = self.receive(subject="Hello", body="The orange monster left")
        message.partner_id = self.jane
        _subject, text = template._render_answer(message, whose="zoo")
        self.assertEqual(text, "To sprawa zoo.")
        self.jane.lang = "en_US"
        _subject, text = template._render_answer(message, whose="the zoo")
        self.assertIn("not a matter for the council, but for the zoo.", text)
        _subject, text = template._render_answer(message)
        self.assertTrue(text.endswith("not a matter for the council."))
