from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


class TestRequestOpen(ServiceCatalogCase):
    def test_a_request_gets_reference_team_and_due_time(self):
        request = self.env["service.request"]._open(
            {"service": "test_missed_bin", "partner_id": self.resident.id}
        )
        self.assertEqual(request.team_id, self.waste)
        self.assertTrue(request.due_at)
        self.assertTrue(request.reference)
        url = request._tracking_url()
        self.assertIn(f"{request.reference}?access_token={request.access_token}", url)
        request._move("closed", outcome="fixed")
        self.assertEqual(request.state, "closed")
