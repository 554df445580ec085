from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install", "browser")
class TestPagesTours(PagesCase):
    def test_resident_requests_a_service_and_replies(self):
        self.make_keyword(self.pothole, "zebrahole")
        self.start_tour("/services", "service_catalog_resident")
        request = self.opened()
        self.assertEqual(request.address, "By the church")
        self.assertEqual(len(request._correspondence()), 1)

    def test_resident_finds_an_address(self):
        place = self.make_property(
            "9001",
            house="1",
            street="Test Lane",
            postcode="ZZ1 1ZZ",
            latitude=51.1,
            longitude=1.1,
        )
        self.make_property("9002", house="3", street="Test Lane", postcode="ZZ1 1ZZ")
        self.start_tour(
            "/services/test_pothole/request", "service_catalog_resident_address"
        )
        self.assertEqual(self.opened().property_id, place)

    def test_resident_sets_the_place_on_a_map_by_keyboard(self):
        self.show_map()
        self.make_property(
            "9001",
            house="1",
            street="Test Lane",
            postcode="ZZ1 1ZZ",
            latitude=51.1,
            longitude=1.1,
        )
        self.start_tour("/services/test_pothole/request", "service_catalog_map")
        request = self.opened()
        self.assertEqual(request.service_id, self.pothole)
        # South of the centre, by the arrow key
        self.assertTrue(51.0 < request.latitude < 51.1, request.latitude)
        self.assertAlmostEqual(request.longitude, 1.1, places=4)
