import json

from odoo.tools import file_open

from ..dashboard.service_dashboard import build
from .common import EsdReportingCase


class TestDashboard(EsdReportingCase):
    def test_the_file_is_what_the_builder_builds(self):
        with file_open("esd_reporting/data/files/service_dashboard.json") as file:
            self.assertEqual(json.load(file), json.loads(json.dumps(build())))

    def test_every_field_model_and_menu_of_it_exists(self):
        # With tests on, Odoo checks them whenever a dashboard is written.
        dashboard = self.env.ref("esd_reporting.spreadsheet_dashboard_service")
        dashboard.spreadsheet_data = json.dumps(build())
        self.assertTrue(json.loads(dashboard.spreadsheet_data)["pivots"])

    def test_analysts_open_it(self):
        dashboard = self.env.ref("esd_reporting.spreadsheet_dashboard_service")
        served = dashboard.with_user(self.analyst)._get_serialized_readonly_dashboard()
        self.assertIn("esd.contact.fact", served)
