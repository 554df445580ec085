from odoo.tests import HttpCase, tagged

from odoo.addons.constituent_crm.tests.hoot import HootCase
from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install", "browser")
class TestTours(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.bin.name = "Tour zorblax"
        # The first of the catalogue, whatever else is installed.
        cls.bin.sequence = -100
        cls.env["service.keyword"].create(
            {"service_id": cls.bin.id, "phrase": "zorblax not emptied"}
        )

    def test_an_officer_opens_works_and_closes_a_request(self):
        self.start_tour("/odoo/requests", "service_catalog_request", login="admin")
        request = self.env["service.request"].search(
            [("service_id", "=", self.bin.id)], limit=1
        )
        self.assertEqual(request.outcome_id.code, "fixed")
        self.assertEqual(request.description, "our zorblax was not emptied")

    def test_every_screen_opens(self):
        self.open_request()
        self.start_tour("/odoo/requests", "service_catalog_screens", login="admin")

    def test_a_resident_rates_without_a_login(self):
        request = self.open_request(name="Tour zorblax")
        request._move("closed", outcome="fixed")
        self.start_tour(request._tracking_path(), "service_catalog_track")
        self.assertEqual(request.satisfaction, "5")
        self.assertEqual(request.satisfaction_comment, "Smashing")


@tagged("post_install", "-at_install", "browser")
class TestScripts(HootCase):
    def test_unit(self):
        self.run_units("service_catalog")
