from odoo.tests import HttpCase, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install", "browser")
class TestPrivacyTours(CouncilCase, HttpCase):
    """The data protection officer's screens."""

    def setUp(self):
        super().setUp()
        self.record_contact(started_at="2010-05-05 10:00:00", subject="Long ago")
        self.make_marker(self.zofia, "Said to hit officers", is_restricted=True)

    def test_officer_answers_a_subject_access_request(self):
        self.env["constituent.subject.access"].search([]).unlink()
        self.start_tour(
            "/odoo/subject-access",
            "constituent_subject_access_tour",
            login="council_dpo",
        )
        access = self.env["constituent.subject.access"].search([])
        self.assertEqual((access.partner_id, access.state), (self.zofia, "making"))
        self.assertEqual(access.item_ids.decision, "withhold")

    def test_officer_erases_and_reads_the_register(self):
        self.env["constituent.erasure"].search([]).unlink()
        adam = self.adam
        self.start_tour(
            "/odoo/erasures", "constituent_erasure_tour", login="council_dpo"
        )
        self.assertFalse(adam.exists())

    def test_officer_previews_a_retention_rule(self):
        self.start_tour(
            "/odoo/retention", "constituent_retention_tour", login="council_dpo"
        )
