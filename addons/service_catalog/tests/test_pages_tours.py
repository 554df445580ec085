from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_common import PagesCase


@tagged("post_install", "-at_install", "browser")
class TestPagesTours(PagesCase):
    def test_a_resident_asks_for_a_service_and_says_more(self):
        self.env["service.keyword"].create(
            {"service_id": self.pothole.id, "phrase": "zebrahole"}
        )
        self.start_tour("/services", "service_catalog_resident")
        request = self.opened()
        self.assertEqual(request.address, "By the church")
        self.assertEqual(len(request._correspondence()), 1)
