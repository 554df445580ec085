from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .marker_case import MarkerCase


@tagged("-at_install", "post_install")
class TestMarker(MarkerCase):
    """What whoever serves the constituent must know first."""

    def test_banner_starts_with_the_gravest_marker(self):
        self.mark("Prefers Polish", category="language")
        self.mark("Dog in the garden", category="caution")
        banner = self.zofia.marker_banner
        self.assertLess(
            banner.index("Dog in the garden"), banner.index("Prefers Polish")
        )
        self.assertTrue(self.zofia.has_markers)

    def test_banner_escapes_html(self):
        self.mark("<script>alert(1)</script>")
        self.assertNotIn("<script>", self.zofia.marker_banner)

    def test_banner_is_empty_without_markers(self):
        self.assertFalse(self.zofia.marker_banner)
        self.assertFalse(self.zofia.has_markers)

    def test_expired_marker_is_kept_but_not_shown(self):
        marker = self.mark(expiry_date=self.in_days(-1))
        self.assertFalse(self.zofia.current_marker_ids)
        self.assertEqual(self.zofia.marker_ids, marker)
        self.assertEqual(marker.state, "expired")

    def test_search_by_a_restricted_marker_needs_its_groups(self):
        marker = self.mark("Weapon seen", is_restricted=True)
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for condition in (
            ("marker_ids", "!=", False),
            ("marker_ids", "=", marker.id),
            ("marker_ids", "in", marker.ids),
            ("marker_ids", "any", [("id", "=", marker.id)]),
            ("marker_ids", "ilike", ""),
            ("marker_ids", "ilike", "Weapon"),
            ("marker_ids.id", "!=", False),
            ("marker_ids.reason", "ilike", "Weapon"),
            ("marker_ids.category", "=", "caution"),
            ("marker_category", "!=", False),
            ("child_ids.parent_id.marker_ids.reason", "ilike", "Weapon"),
        ):
            with self.subTest(condition):
                self.assertNotIn(self.zofia, partners.search([condition]))

    def test_search_of_users_by_a_restricted_marker_finds_nobody(self):
        # Core joins the contact of a user without the record rules of contacts.
        login = self.make_user("council_zofia", "base.group_portal")
        self.make_marker(login.partner_id, "Weapon seen").is_restricted = True
        users = self.env["res.users"].with_user(self.users["officer"])
        for condition in (
            ("partner_id.marker_ids", "!=", False),
            ("partner_id.marker_ids.reason", "ilike", "Weapon"),
            ("marker_ids", "!=", False),
            ("marker_ids.reason", "ilike", "Weapon"),
        ):
            with self.subTest(condition):
                self.assertNotIn(login, users.search([condition]))

    def test_constituent_with_only_a_restricted_marker_counts_as_unmarked(self):
        self.mark("Weapon seen", is_restricted=True)
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for condition in (
            ("marker_ids", "=", False),
            ("marker_ids", "not any", []),
            ("marker_category", "=", False),
        ):
            with self.subTest(condition):
                self.assertIn(self.zofia, partners.search([condition]))

    def test_search_by_marker_finds_the_markers_the_user_may_see(self):
        marker = self.mark("Weapon seen", is_restricted=True)
        plain = self.mark("Ring twice")
        for group, seen in (("officer", plain), ("supervisor", marker)):
            partners = self.env["res.partner"].with_user(self.users[group])
            for condition in (
                ("marker_ids", "!=", False),
                ("marker_ids", "in", seen.ids),
                ("marker_ids.reason", "ilike", seen.reason),
            ):
                with self.subTest(f"{group}: {condition}"):
                    self.assertIn(self.zofia, partners.search([condition]))

    def test_constituents_are_not_grouped_by_markers(self):
        self.mark("Weapon seen", is_restricted=True)
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for groupby in ("marker_ids", "marker_ids.reason", "has_markers"):
            with self.subTest(groupby), self.assertRaises(ValueError):
                partners._read_group([], [groupby], ["__count"])
        with self.assertRaises(ValueError):
            partners.search([], order="marker_ids")

    def test_restricted_marker_is_read_by_supervisors_and_the_dpo(self):
        marker = self.mark(is_restricted=True)
        for group in ("supervisor", "manager", "dpo"):
            with self.subTest(group):
                self.assertEqual(self.visible_markers(group), marker)
        for group in ("officer", "service_officer"):
            with self.subTest(group):
                self.assertFalse(self.visible_markers(group))
                self.assertFalse(self.zofia.with_user(self.users[group]).marker_banner)
                with self.assertRaises(AccessError):
                    marker.with_user(self.users[group]).read(["reason"])

    def test_restricted_marker_is_read_by_its_own_groups(self):
        group = self.env["res.groups"].create({"name": "Lone workers"})
        marker = self.mark(is_restricted=True, group_ids=group.ids)
        self.assertFalse(self.visible_markers("officer"))
        self.users["officer"].group_ids |= group
        self.assertEqual(self.visible_markers("officer"), marker)

    def test_display_name_of_a_restricted_marker_is_neutral(self):
        marker = self.mark("Violent", is_restricted=True)
        self.assertEqual(marker.display_name, "Caution (restricted)")
        self.assertEqual(self.mark("Large print").display_name, "Large print")

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

    def test_withholding_a_marker_needs_a_reason(self):
        with self.assertRaisesRegex(
            ValidationError, "Give a reason why the marker may not"
        ):
            self.mark(may_be_disclosed="no")
        self.mark(
            may_be_disclosed="no", non_disclosure_reason="A worker would be at risk"
        )
