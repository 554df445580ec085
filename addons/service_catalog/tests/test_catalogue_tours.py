from odoo.tests import HttpCase, tagged

from odoo.addons.service_catalog.tests.common import Council


@tagged("post_install", "-at_install", "browser")
class TestCatalogueTours(Council, HttpCase):
    """The catalogue as an administrator keeps it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.lamps = cls.env["service.national"].create(
            {"number": 90001, "name": "Tour lamps", "tier": "all"}
        )

    def test_service_is_found_and_given_its_national_number(self):
        self.bin.write({"name": "Tour zorblax", "team_id": False})
        self.make_keyword(self.bin, "zorblax wagon")
        self.start_tour("/odoo/services", "service_catalog_catalogue", login="admin")
        self.assertEqual(self.bin.lgsl_id, 90001)
        self.assertEqual(self.bin.nearby_metres, 40)

    def test_gap_is_filled(self):
        self.start_tour("/odoo/service-gaps", "service_catalog_gaps", login="admin")
        self.assertEqual(self.lamps.service_ids.code, "tour_lamps")
