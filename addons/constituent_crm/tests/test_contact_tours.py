from odoo.tests import HttpCase, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install", "browser")
class TestContactTours(CouncilCase, HttpCase):
    """Markers are reviewed, and who is around somebody and what they agreed to."""

    def form_of(self, partner):
        return f"/odoo/constituents/{partner.id}"

    def test_supervisor_reviews_markers(self):
        kept, ended = self.env["constituent.marker"].create(
            [
                {
                    "partner_id": self.zofia.id,
                    "reason": reason,
                    "review_date": "2020-01-01",
                }
                for reason in ("Ring twice", "Dog loose")
            ]
        )
        self.start_tour(
            "/odoo/markers",
            "constituent_marker_review_tour",
            login="council_supervisor",
        )
        self.assertEqual((kept.state, ended.state), ("current", "ended"))
        self.assertEqual(kept.review_ids.note, "Still so")

    def test_officer_adds_a_relationship_from_the_other_side(self):
        self.start_tour(
            self.form_of(self.zofia),
            "constituent_relationship_tour",
            login="council_officer",
        )
        (row,) = self.adam.relationship_ids
        self.assertEqual(row.other_id, self.zofia)

    def test_officer_records_a_consent(self):
        self.start_tour(
            self.form_of(self.zofia),
            "constituent_permission_tour",
            login="council_officer",
        )
        self.assertEqual(self.zofia.consent_ids.channel_id.code, "email")
