from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestMarker(CouncilCase):
    """What whoever serves the constituent must know first."""

    def mark(self, reason="Ring twice", **values):
        return self.env["constituent.marker"].create(
            {"partner_id": self.zofia.id, "reason": reason, **values}
        )

    def seen(self, group):
        return self.zofia.with_user(self.users[group]).current_marker_ids

    def test_banner_tells_the_gravest_first(self):
        self.mark("Prefers Polish", category="language")
        self.mark("Dog in the garden", category="caution")
        banner = self.zofia.marker_banner
        self.assertLess(
            banner.index("Dog in the garden"), banner.index("Prefers Polish")
        )
        self.assertTrue(self.zofia.has_markers)

    def test_banner_shows_text_as_text(self):
        self.mark("<script>alert(1)</script>")
        self.assertNotIn("<script>", self.zofia.marker_banner)

    def test_no_marker_no_banner(self):
        self.assertFalse(self.zofia.marker_banner)
        self.assertFalse(self.zofia.has_markers)

    def test_expired_marker_is_kept_and_not_shown(self):
        yesterday = fields.Date.today() - timedelta(days=1)
        marker = self.mark(expiry_date=yesterday)
        self.assertFalse(self.zofia.current_marker_ids)
        self.assertEqual(self.zofia.marker_ids, marker)

    def test_restricted_marker_is_seen_by_those_who_answer_for_it(self):
        marker = self.mark(is_restricted=True)
        for group in ("supervisor", "manager", "dpo"):
            with self.subTest(group):
                self.assertEqual(self.seen(group), marker)
        for group in ("officer", "service_officer"):
            with self.subTest(group):
                self.assertFalse(self.seen(group))
                self.assertFalse(self.zofia.with_user(self.users[group]).marker_banner)
                with self.assertRaises(AccessError):
                    marker.with_user(self.users[group]).read(["reason"])

    def test_officer_cannot_hide_or_delete_a_marker(self):
        marker = self.mark().with_user(self.users["officer"])
        with self.assertRaises(AccessError):
            marker.unlink()
        with self.assertRaises(AccessError):
            marker.is_restricted = True

    @mute_logger("odoo.sql_db")
    def test_marker_is_reviewed_before_it_expires(self):
        with self.assertRaises(IntegrityError):
            self.mark(review_date="2026-02-01", expiry_date="2026-01-01")
