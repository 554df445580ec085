from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CouncilCase


class MarkerCase(CouncilCase):
    def mark(self, reason="Ring twice", **values):
        """A marker of Zofia."""
        return self.make_marker(self.zofia, reason, **values)

    def visible_markers(self, group):
        return self.zofia.with_user(self.users[group]).current_marker_ids

    def in_days(self, days):
        return fields.Date.context_today(self.env.user) + timedelta(days=days)


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

    def test_review_date_is_a_year_ahead_by_default(self):
        set_param = self.env["ir.config_parameter"].set_param
        set_param("constituent_crm.review_months_language", "24")
        self.assertEqual(
            self.mark().review_date, fields.Date.add(self.in_days(0), months=12)
        )
        self.assertEqual(
            self.mark(category="language").review_date,
            fields.Date.add(self.in_days(0), months=24),
        )

    def test_marker_is_reviewed_by_its_expiry_date(self):
        ends = self.in_days(30)
        self.assertEqual(self.mark(expiry_date=ends).review_date, ends)

    def test_due_marker_is_shown_as_to_review(self):
        marker = self.mark(review_date=self.in_days(0))
        self.assertEqual(marker.state, "due")
        self.assertIn("To review", self.zofia.marker_banner)

    def test_kept_marker_gets_a_new_review_date_and_keeps_the_review(self):
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

    def test_ended_marker_is_kept_but_not_current(self):
        marker = self.mark()
        self.review(marker, "end", note="The dog has died")
        self.assertFalse(self.zofia.current_marker_ids)
        self.assertEqual(self.zofia.marker_ids, marker)
        self.assertEqual(
            (marker.state, marker.end_reason), ("ended", "The dog has died")
        )
        with self.assertRaisesRegex(UserError, "ended already"):
            self.review(marker)

    def test_ending_needs_a_reason_and_keeping_a_future_date(self):
        marker = self.mark()
        with self.assertRaisesRegex(
            ValidationError, "Give a reason for ending the marker"
        ):
            self.review(marker, "end")
        with self.assertRaisesRegex(ValidationError, "reviewed again later"):
            self.review(marker, review_date=self.in_days(0))
        self.assertFalse(marker.ended_at)

    def test_outdated_review_is_refused(self):
        marker = self.mark()
        seen = self.opened(marker)
        marker.with_user(self.users["officer"]).reason = "Two dogs"
        with self.assertRaisesRegex(UserError, "has changed this marker since"):
            self.review(marker, "end", note="Gone", seen=seen)
        self.assertFalse(marker.ended_at)
        self.review(marker, "end", note="Gone", seen=self.opened(marker))
        self.assertTrue(marker.ended_at)

    def test_review_of_a_deleted_marker_is_refused(self):
        marker = self.mark()
        gone = self.env["constituent.marker"].browse(marker.id)
        marker.unlink()
        with self.assertRaisesRegex(UserError, "not there any more"):
            self.review(gone)

    def test_officers_do_not_review(self):
        marker = self.mark()
        with self.assertRaises(AccessError):
            self.review(marker, group="officer")

    def test_reviewer_is_reminded_once_until_the_review(self):
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

    def test_default_reviewer_is_reminded(self):
        self.env.company.marker_reviewer_id = self.users["dpo"]
        marker = self.mark(review_date=self.in_days(1))
        self.remind()
        self.assertEqual(marker.activity_ids.user_id, self.users["dpo"])


@tagged("-at_install", "post_install")
class TestMarkerViewings(MarkerCase):
    """Each viewing of a restricted marker is on record."""

    def setUp(self):
        super().setUp()
        for group in ("supervisor", "dpo"):
            self.users[group].group_ids |= self.env.ref("base.group_allow_export")
        self.marker = self.mark("Violent", is_restricted=True, evidence="Report 7")
        self.env.flush_all()

    def viewings(self):
        return self.env["constituent.marker.view"].search(
            [("marker_id", "=", self.marker.id)]
        )

    def as_user(self, group, model="constituent.marker"):
        return self.env[model].with_user(self.users[group])

    def test_banner_is_logged_as_a_viewing(self):
        self.assertIn(
            "Violent",
            self.as_user("supervisor", "res.partner")
            .browse(self.zofia.id)
            .marker_banner,
        )
        (viewing,) = self.viewings()
        self.assertEqual(viewing.user_id, self.users["supervisor"])
        self.assertEqual(viewing.partner_id, self.zofia)
        self.assertEqual(viewing.screen, "constituent")

    def test_every_way_of_reading_is_logged(self):
        ways = {
            "form": lambda one: one.web_read({"reason": {}}),
            "list": lambda one: one.web_search_read([], {"reason": {}}),
            "rpc": lambda one: one.search_read([("id", "=", one.id)], ["evidence"]),
            "read": lambda one: one.read(["reason"]),
        }
        for name, way in ways.items():
            with self.subTest(name):
                self.viewings().unlink()
                way(self.as_user("supervisor").browse(self.marker.id))
                self.assertEqual(self.viewings().screen, "record")

    def test_export_is_logged_from_the_constituent_too(self):
        self.as_user("supervisor").browse(self.marker.id).export_data(["reason"])
        self.assertEqual(self.viewings().screen, "export")
        self.viewings().unlink()
        zofia = self.as_user("dpo", "res.partner").browse(self.zofia.id)
        zofia.export_data(["name", "marker_ids/reason"])
        self.assertEqual(self.viewings().screen, "export")

    def test_reading_a_constituent_with_markers_is_logged(self):
        zofia = self.as_user("supervisor", "res.partner").browse(self.zofia.id)
        zofia.web_read({"marker_ids": {"fields": {"reason": {}}}})
        self.assertTrue(self.viewings())

    def test_review_is_logged_as_a_viewing(self):
        Review = self.as_user("supervisor", "constituent.marker.review")
        Review.new({"marker_id": self.marker.id}).marker_reason  # noqa: B018
        self.assertTrue(self.viewings())

    def test_viewing_is_logged_once_an_hour_for_a_user_and_screen(self):
        for _time in range(3):
            self.as_user("supervisor").browse(self.marker.id).read(["reason"])
        self.assertEqual(len(self.viewings()), 1)
        self.as_user("dpo").browse(self.marker.id).read(["reason"])
        self.assertEqual(len(self.viewings()), 2)

    def test_display_name_in_a_list_is_not_logged(self):
        self.as_user("supervisor").browse(self.marker.id).read(
            ["display_name", "category"]
        )
        self.assertFalse(self.viewings())

    def test_unrestricted_marker_is_not_logged(self):
        self.marker.is_restricted = False
        self.as_user("supervisor").browse(self.marker.id).read(["reason"])
        self.assertFalse(self.viewings())

    def test_texts_of_markers_are_not_grouped_by(self):
        markers = self.as_user("supervisor")
        with self.assertRaisesRegex(
            UserError, "Markers cannot be grouped by their content"
        ):
            markers.formatted_read_group([], ["reason"], ["__count"])
        with self.assertRaisesRegex(
            UserError, "Markers cannot be grouped by their content"
        ):
            markers.formatted_read_group([], ["category"], ["evidence:array_agg"])

    def test_log_is_read_by_the_data_protection_officer_and_changed_by_nobody(self):
        self.as_user("supervisor").browse(self.marker.id).read(["reason"])
        viewing = self.viewings()
        self.assertTrue(viewing.with_user(self.users["dpo"]).read(["user_id"]))
        for group in ("officer", "supervisor"):
            with self.subTest(group), self.assertRaises(AccessError):
                viewing.with_user(self.users[group]).read(["user_id"])
        with self.assertRaises(AccessError):
            viewing.with_user(self.users["dpo"]).unlink()

    def test_log_is_kept_when_the_marker_is_deleted(self):
        self.as_user("supervisor").browse(self.marker.id).read(["reason"])
        viewing = self.viewings()
        self.marker.unlink()
        self.assertEqual(viewing.partner_id, self.zofia)

    def test_reading_on_a_read_only_replica_is_logged_afterwards(self):
        with self.enter_registry_test_mode():
            with self.registry.cursor(readonly=True) as cr:
                env = self.env(cr=cr, user=self.users["supervisor"])
                (row,) = (
                    env["constituent.marker"].browse(self.marker.id).read(["reason"])
                )
                later = list(cr.postcommit._funcs)
            self.assertEqual(row["reason"], "Violent")
            self.assertFalse(self.viewings())
            for write in later:
                write()
        self.assertEqual(self.viewings().user_id, self.users["supervisor"])
