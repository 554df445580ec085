from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestWorkload(ServiceCatalogCase):
    """Waste has three open: one overdue with nobody, two an officer's, one waiting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls.make_user("test_lead", "supervisor")

    def setUp(self):
        super().setUp()
        with self.at("2026-03-02T10:00:00"):
            self.open_request()
            self.open_request(user_id=self.officer.id)._change_state("waiting")
        with self.at("2026-03-10T10:00:00"):
            self.open_request(user_id=self.officer.id)
            self.open_request()._change_state("closed", outcome="fixed")

    def test_supervisor_sees_the_workload_of_a_team(self):
        with self.at("2026-03-10T11:00:00"):
            team = self.waste.with_user(self.lead)
            counts = (
                team.open_count,
                team.unclaimed_count,
                team.waiting_count,
                team.overdue_count,
            )
        self.assertEqual(counts, (3, 1, 1, 1))
        action = team.action_view_requests()
        found = self.env["service.request"].search(action["domain"])
        self.assertEqual(len(found), 4)
        self.assertIn("search_default_open", action["context"])

    def test_supervisor_sees_the_workload_of_each_officer(self):
        with self.at("2026-03-10T11:00:00"):
            Load = self.env["service.workload"].with_user(self.lead)
            rows = Load.search(self.waste.action_view_load()["domain"])
            counts = {
                row.user_id: (row.open_count, row.waiting_count, row.overdue_count)
                for row in rows
            }
            nobody = self.env["res.users"]
            self.assertEqual(counts, {self.officer: (2, 1, 0), nobody: (1, 0, 1)})
            mine = rows.filtered("user_id").action_view_requests()
            found = self.env["service.request"].search(mine["domain"])
            self.assertEqual(found.user_id, self.officer)

    def test_teams_without_work_are_left_out(self):
        with self.at("2026-03-10T11:00:00"):
            Team = self.env["service.team"].with_user(self.lead)
            for count in ("open_count", "overdue_count"):
                found = Team.search([(count, ">", 0)])
                self.assertIn(self.waste, found)
                self.assertNotIn(self.roads, found)

    def test_unassigned_requests_are_labelled(self):
        rows = self.env["service.workload"].search([("team_id", "=", self.waste.id)])
        nobody = rows.filtered(lambda row: not row.user_id)
        self.assertEqual(nobody.display_name, "Unassigned")

    def test_counting_ten_teams_takes_as_many_queries_as_one(self):
        more = [{"name": f"Team {n}", "code": f"test_team_{n}"} for n in range(8)]
        teams = self.waste | self.roads | self.env["service.team"].create(more)
        teams.with_user(self.lead).mapped("open_count")
        for some in (self.waste, teams):
            some.invalidate_recordset()
            with self.assertQueryCount(1):
                some.with_user(self.lead).mapped("overdue_count")

    def test_service_officer_sees_the_workload_of_own_teams_only(self):
        self.open_request("test_pothole", address="Park Avenue")
        rows = self.env["service.workload"].with_user(self.crewman).search([])
        self.assertEqual(rows.team_id, self.waste)
        with self.assertRaises(AccessError):
            self.env["service.workload"].with_user(self.analyst).search([])
