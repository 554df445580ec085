from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .marker_case import MarkerCase


@tagged("-at_install", "post_install")
class TestMarker(MarkerCase):
    """What whoever serves the constituent must know first."""

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
        marker = self.mark(expiry_date=self.in_days(-1))
        self.assertFalse(self.zofia.current_marker_ids)
        self.assertEqual(self.zofia.marker_ids, marker)
        self.assertEqual(marker.state, "expired")

    def test_restricted_marker_finds_nobody_for_those_who_may_not_see_it(self):
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

    def test_restricted_marker_finds_no_login_of_its_constituent(self):
        # Core joins the contact of a user without the record rules of contacts.
        login = new_test_user(self.env, "council_zofia", groups="base.group_portal")
        self.env["constituent.marker"].create(
            {"partner_id": login.partner_id.id, "reason": "Weapon seen"}
        ).is_restricted = True
        users = self.env["res.users"].with_user(self.users["officer"])
        for condition in (
            ("partner_id.marker_ids", "!=", False),
            ("partner_id.marker_ids.reason", "ilike", "Weapon"),
            ("marker_ids", "!=", False),
            ("marker_ids.reason", "ilike", "Weapon"),
        ):
            with self.subTest(condition):
                self.assertNotIn(login, users.search([condition]))

    def test_whoever_has_a_restricted_marker_only_is_found_as_without(self):
        self.mark("Weapon seen", is_restricted=True)
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for condition in (
            ("marker_ids", "=", False),
            ("marker_ids", "not any", []),
            ("marker_category", "=", False),
        ):
            with self.subTest(condition):
                self.assertIn(self.zofia, partners.search([condition]))

    def test_open_and_restricted_markers_are_searched_by_those_who_see_them(self):
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

    def test_markers_group_nobody(self):
        self.mark("Weapon seen", is_restricted=True)
        partners = self.env["res.partner"].with_user(self.users["officer"])
        for groupby in ("marker_ids", "marker_ids.reason", "has_markers"):
            with self.subTest(groupby), self.assertRaises(ValueError):
                partners._read_group([], [groupby], ["__count"])
        with self.assertRaises(ValueError):
            partners.search([], order="marker_ids")

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

    def test_restricted_marker_is_seen_by_a_group_that_needs_to_know(self):
        group = self.env["res.groups"].create({"name": "Lone workers"})
        marker = self.mark(is_restricted=True, group_ids=group.ids)
        self.assertFalse(self.seen("officer"))
        self.users["officer"].group_ids |= group
        self.assertEqual(self.seen("officer"), marker)

    def test_name_of_a_restricted_marker_does_not_tell(self):
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

    def test_reason_is_needed_not_to_tell(self):
        with self.assertRaisesRegex(
            ValidationError, "Give a reason why the marker may not"
        ):
            self.mark(may_be_disclosed="no")
        self.mark(
            may_be_disclosed="no", non_disclosure_reason="A worker would be at risk"
        )
