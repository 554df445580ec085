from odoo.tests import HttpCase, tagged

from .nearby_case import NearbyCouncil


@tagged("post_install", "-at_install", "browser")
class TestNearbyTours(NearbyCouncil, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.withdraw_others()
        cls.build_council()

    def setUp(self):
        super().setUp()
        self.older = self.open_pothole(description="A hole of Jane")

    def test_officer_merges_duplicates_and_undoes_it(self):
        newer = self.open_pothole(8, self.ken, description="A hole of Ken")
        self.start_tour(
            "/odoo/possible-duplicates", "service_catalog_duplicates", login="admin"
        )
        self.assertEqual((newer.phase, self.older.reporter_count), ("open", 1))
        self.assertEqual(newer.event_ids[-1].event, "reopened")

    def test_caller_joins_a_request_nearby(self):
        self.start_tour("/odoo/requests", "service_catalog_join", login="admin")
        report = self.older.active_co_report_ids
        self.assertEqual(report.description, "a zorblax hole")
