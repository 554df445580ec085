from odoo.tests import tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker


@tagged("post_install", "-at_install", "browser")
class TestJavaScript(HOOTCommon):
    def get_hoot_filters(self):
        self._test_params = [("+", "@field_dispatch")]
        return super().get_hoot_filters()

    def test_units(self):
        self.browser_js(
            "/web/static/lib/hoot/tests/index.html?headless&loglevel=2"
            + self.hoot_filters,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
