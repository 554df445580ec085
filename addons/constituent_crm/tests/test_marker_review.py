from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .marker_case import MarkerCase


@tagged("-at_install", "post_install")
class TestMarkerReview(MarkerCase):
    """Markers are looked at again, and end."""

    def review(self, marker, outcome="keep", group="supervisor", **values):
        Review = self.env["constituent.marker.review"].with_user(self.users[group])
        return Review.create({"marker_id": marker.id, "outcome": outcome, **values})

    def opened(self, marker):
        """What a reviewer who opens the review has seen, as the dialog sends it."""
        Review = self.env["constituent.marker.review"].with_context(
            default_marker_id=marker.id
        )
        return Review.default_get(["seen"])["seen"]

    def remind(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=60):
            self.env["constituent.marker"]._cron_remind()

    def test_marker_is_reviewed_within_a_year_unless_said_otherwise(self):
        set_param = self.env["ir.config_parameter"].set_param
        set_param("constituent_crm.review_months_language", "24")
        self.assertEqual(
            self.mark().review_date, fields.Date.add(self.in_days(0), months=12)
        )
        self.assertEqual(
            self.mark(category="language").review_date,
            fields.Date.add(self.in_days(0), months=24),
        )

    def test_marker_that_expires_sooner_is_reviewed_sooner(self):
        ends = self.in_days(30)
        self.assertEqual(self.mark(expiry_date=ends).review_date, ends)

    def test_due_marker_is_still_read_and_stands_in_the_queue(self):
        marker = self.mark(review_date=self.in_days(0))
        self.assertEqual(marker.state, "due")
        self.assertIn("To review", self.zofia.marker_banner)

    def test_kept_marker_is_reviewed_again_and_the_review_is_kept(self):
        marker = self.mark(review_date=self.in_days(-3))
        self.review(
            marker,
            review_date=self.in_days(90),
            expiry_date=self.in_days(180),
            note="Still there",
        )
        self.assertEqual(marker.state, "current")
        self.assertEqual(
            (marker.review_date, marker.expiry_date),
            (self.in_days(90), self.in_days(180)),
        )
        (review,) = marker.review_ids
        self.assertEqual(review.user_id, self.users["supervisor"])

    def test_ended_marker_is_history(self):
        marker = self.mark()
        self.review(marker, "end", note="The dog has died")
        self.assertFalse(self.zofia.current_marker_ids)
        self.assertEqual(self.zofia.marker_ids, marker)
        self.assertEqual(
            (marker.state, marker.end_reason), ("ended", "The dog has died")
        )
        with self.assertRaisesRegex(UserError, "ended already"):
            self.review(marker)

    def test_end_needs_a_reason_and_a_date_to_come_is_needed_to_keep(self):
        marker = self.mark()
        with self.assertRaisesRegex(
            ValidationError, "Give a reason for ending the marker"
        ):
            self.review(marker, "end")
        with self.assertRaisesRegex(ValidationError, "reviewed again later"):
            self.review(marker, review_date=self.in_days(0))
        self.assertFalse(marker.ended_at)

    def test_stale_review_is_refused_in_clear_words(self):
        marker = self.mark()
        seen = self.opened(marker)
        marker.with_user(self.users["officer"]).reason = "Two dogs"
        with self.assertRaisesRegex(UserError, "has changed this marker since"):
            self.review(marker, "end", note="Gone", seen=seen)
        self.assertFalse(marker.ended_at)
        self.review(marker, "end", note="Gone", seen=self.opened(marker))
        self.assertTrue(marker.ended_at)

    def test_review_of_a_marker_that_is_gone_is_refused(self):
        marker = self.mark()
        gone = self.env["constituent.marker"].browse(marker.id)
        marker.unlink()
        with self.assertRaisesRegex(UserError, "not there any more"):
            self.review(gone)

    def test_officers_do_not_review(self):
        marker = self.mark()
        with self.assertRaises(AccessError):
            self.review(marker, group="officer")

    def test_reviewer_is_reminded_once_and_no_more_when_reviewed(self):
        reviewer = self.users["supervisor"]
        marker = self.mark(reviewer_id=reviewer.id, review_date=self.in_days(10))
        far = self.mark(reviewer_id=reviewer.id, review_date=self.in_days(100))
        self.remind()
        self.remind()
        self.assertEqual(marker.activity_ids.user_id, reviewer)
        self.assertEqual(len(marker.activity_ids), 1)
        self.assertFalse(far.activity_ids)
        self.review(marker)
        self.assertFalse(marker.activity_ids)

    def test_councils_reviewer_is_reminded_where_none_is_named(self):
        self.env.company.marker_reviewer_id = self.users["dpo"]
        marker = self.mark(review_date=self.in_days(1))
        self.remind()
        self.assertEqual(marker.activity_ids.user_id, self.users["dpo"])
