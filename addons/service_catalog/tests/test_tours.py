from odoo.tests import HttpCase, tagged

from odoo.addons.constituent_crm.tests.hoot import HootCase
from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install", "browser")
class TestTours(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.withdraw_others()
        cls.build_council()
        cls.bin.name = "Tour zorblax"
        # The first of the catalogue, whatever else is installed.
        cls.bin.sequence = -100
        cls.make_keyword(cls.bin, "zorblax not emptied")

    def test_officer_opens_works_and_closes_a_request(self):
        self.start_tour("/odoo/requests", "service_catalog_request", login="admin")
        request = self.env["service.request"].search(
            [("service_id", "=", self.bin.id)], limit=1
        )
        self.assertEqual(request.outcome_id.code, "fixed")
        self.assertEqual(request.description, "our zorblax was not emptied")

    def test_officer_works_a_request_by_keyboard(self):
        self.start_tour("/odoo/requests", "service_catalog_keyboard", login="admin")
        request = self.env["service.request"].search(
            [("service_id", "=", self.bin.id)], limit=1
        )
        self.assertEqual(request.user_id.login, "admin")
        self.assertEqual(request.outcome_id.code, "fixed")

    def test_cancelling_asks_for_a_reason(self):
        request = self.open_request()
        request.write({"opened_at": "2000-01-01", "due_at": "2000-01-01"})
        self.start_tour("/odoo/requests", "service_catalog_call_off", login="admin")
        self.assertEqual(request.state_id.code, "rejected")

    def test_every_screen_opens(self):
        self.open_request()
        self.start_tour("/odoo/requests", "service_catalog_screens", login="admin")

    def test_officer_changes_many_requests_and_undoes_it(self):
        requests = self.open_request() | self.open_request()
        requests.write({"opened_at": "2000-01-01", "due_at": "2000-01-01"})
        self.start_tour("/odoo/requests", "service_catalog_bulk", login="admin")
        done = self.env["service.request.bulk"].search([], limit=1)
        self.assertEqual(done.line_ids.request_id, requests)
        self.assertEqual(requests.mapped("priority"), ["0", "0"])

    def test_supervisor_sees_the_workload_and_takes_a_request(self):
        self.waste.name = "Tour team"
        request = self.open_request()
        self.start_tour("/odoo/team-load", "service_catalog_load", login="admin")
        self.assertEqual(request.user_id, self.env.ref("base.user_admin"))

    def test_resident_rates_without_a_login(self):
        request = self.open_request(name="Tour zorblax")
        request._change_state("closed", outcome="fixed")
        self.start_tour(request._tracking_path(), "service_catalog_track")
        self.assertEqual(request.satisfaction, "5")
        self.assertEqual(request.satisfaction_comment, "Smashing")


@tagged("post_install", "-at_install", "browser")
class TestScripts(HootCase):
    def test_unit_tests_in_javascript(self):
        self.run_units("service_catalog")
