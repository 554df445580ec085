from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .marker_case import MarkerCase


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

    def by(self, group, model="constituent.marker"):
        return self.env[model].with_user(self.users[group])

    def test_banner_is_a_viewing(self):
        self.assertIn(
            "Violent",
            self.by("supervisor", "res.partner").browse(self.zofia.id).marker_banner,
        )
        (viewing,) = self.viewings()
        self.assertEqual(viewing.user_id, self.users["supervisor"])
        self.assertEqual(viewing.partner_id, self.zofia)
        self.assertEqual(viewing.screen, "constituent")

    def test_each_way_to_read_it_is_a_viewing(self):
        ways = {
            "form": lambda one: one.web_read({"reason": {}}),
            "list": lambda one: one.web_search_read([], {"reason": {}}),
            "rpc": lambda one: one.search_read([("id", "=", one.id)], ["evidence"]),
            "read": lambda one: one.read(["reason"]),
        }
        for name, way in ways.items():
            with self.subTest(name):
                self.viewings().unlink()
                way(self.by("supervisor").browse(self.marker.id))
                self.assertEqual(self.viewings().screen, "record")

    def test_export_is_a_viewing_from_the_constituent_too(self):
        self.by("supervisor").browse(self.marker.id).export_data(["reason"])
        self.assertEqual(self.viewings().screen, "export")
        self.viewings().unlink()
        zofia = self.by("dpo", "res.partner").browse(self.zofia.id)
        zofia.export_data(["name", "marker_ids/reason"])
        self.assertEqual(self.viewings().screen, "export")

    def test_constituent_read_with_its_markers_is_a_viewing(self):
        zofia = self.by("supervisor", "res.partner").browse(self.zofia.id)
        zofia.web_read({"marker_ids": {"fields": {"reason": {}}}})
        self.assertTrue(self.viewings())

    def test_review_is_a_viewing(self):
        Review = self.by("supervisor", "constituent.marker.review")
        Review.new({"marker_id": self.marker.id}).marker_reason  # noqa: B018
        self.assertTrue(self.viewings())

    def test_once_an_hour_of_one_user_and_screen(self):
        for _time in range(3):
            self.by("supervisor").browse(self.marker.id).read(["reason"])
        self.assertEqual(len(self.viewings()), 1)
        self.by("dpo").browse(self.marker.id).read(["reason"])
        self.assertEqual(len(self.viewings()), 2)

    def test_its_name_in_a_list_is_no_viewing(self):
        self.by("supervisor").browse(self.marker.id).read(["display_name", "category"])
        self.assertFalse(self.viewings())

    def test_open_marker_is_no_viewing(self):
        self.marker.is_restricted = False
        self.by("supervisor").browse(self.marker.id).read(["reason"])
        self.assertFalse(self.viewings())

    def test_words_of_markers_are_not_grouped(self):
        markers = self.by("supervisor")
        with self.assertRaisesRegex(
            UserError, "Markers cannot be grouped by their content"
        ):
            markers.formatted_read_group([], ["reason"], ["__count"])
        with self.assertRaisesRegex(
            UserError, "Markers cannot be grouped by their content"
        ):
            markers.formatted_read_group([], ["category"], ["evidence:array_agg"])

    def test_log_is_read_by_the_data_protection_officer_and_changed_by_nobody(self):
        self.by("supervisor").browse(self.marker.id).read(["reason"])
        viewing = self.viewings()
        self.assertTrue(viewing.with_user(self.users["dpo"]).read(["user_id"]))
        for group in ("officer", "supervisor"):
            with self.subTest(group), self.assertRaises(AccessError):
                viewing.with_user(self.users[group]).read(["user_id"])
        with self.assertRaises(AccessError):
            viewing.with_user(self.users["dpo"]).unlink()

    def test_log_stays_when_the_marker_goes(self):
        self.by("supervisor").browse(self.marker.id).read(["reason"])
        viewing = self.viewings()
        self.marker.unlink()
        self.assertEqual(viewing.partner_id, self.zofia)

    def test_reading_from_a_replica_is_logged_after_it(self):
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
