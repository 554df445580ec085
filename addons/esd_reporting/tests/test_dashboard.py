import json

from odoo.tools import file_open

from ..dashboard.service_dashboard import build
from .common import EsdReportingCase


class TestDashboard(EsdReportingCase):
    def test_committed_dashboard_equals_the_generated_one(self):
        with file_open("esd_reporting/data/files/service_dashboard.json") as file:
            self.assertEqual(json.load(file), json.loads(json.dumps(build())))

    def test_fields_models_and_menus_of_the_dashboard_exist(self):
        # With tests on, Odoo checks them whenever a dashboard is written.
        dashboard = self.env.ref("esd_reporting.spreadsheet_dashboard_service")
        dashboard.spreadsheet_data = json.dumps(build())
        self.assertTrue(json.loads(dashboard.spreadsheet_data)["pivots"])

    def test_analysts_open_the_dashboard(self):
        dashboard = self.env.ref("esd_reporting.spreadsheet_dashboard_service")
        served = dashboard.with_user(self.analyst)._get_serialized_readonly_dashboard()
        self.assertIn("esd.contact.fact", served)
