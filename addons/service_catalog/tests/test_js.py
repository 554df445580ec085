from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.hoot import HootCase


@tagged("post_install", "-at_install", "browser")
class TestJavaScript(HootCase):
    def test_units(self):
        self.run_units("service_catalog")
