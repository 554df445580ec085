import json

from odoo.tests import tagged

from odoo.addons.service_catalog.tests.test_pages_access import CHECK, axe

from .test_tv_pages import ScreenCase

SIZES = ("1280x720", "320x640")


@tagged("post_install", "-at_install", "browser")
class TestScreenAccess(ScreenCase):
    """axe-core finds nothing on any page, on a television and on a phone."""

    def check(self, *paths):
        source = axe()
        for size in SIZES:
            for path in paths:
                with self.subTest(path, size=size):
                    self.browser_size = size
                    width = int(size.split("x")[0])
                    options = json.dumps({"width": width, "typed": None})
                    self.browser_js(path, CHECK % (source, options), "")

    def test_pages_to_look_at_are_accessible(self):
        self.env["res.lang"]._activate_lang("ar_001")
        News = self.env["channel.news"]
        item = News.create({"name": "News", "body": "Text", "date_from": "2020-01-01"})
        self.check(
            "/tv/en",
            "/tv/ar",
            "/tv/en/services",
            "/tv/en/services/0",
            "/tv/en/service/test_bin",
            f"/tv/en/news/{item.id}",
            "/tv/en/contact",
            "/tv/en/closed",
            "/tv/en/none",
        )

    def test_pages_of_a_form_are_accessible(self):
        self.report_pothole()
        check = self.response.url
        self.press("go", "send")
        sent = self.response.url
        self.tv("/start/test_pothole")
        self.enter("HU")
        paths = [check, sent, self.response.url]
        request = self.open_request()
        pin = request._issue_pin()
        self.tv("/track")
        self.enter(request.reference.replace("-", ""))
        paths.append(self.response.url)
        self.enter(pin)
        paths.append(self.response.url)
        self.check(
            "/tv/en/start/test_bin",
            "/tv/en/track",
            "/tv/ar/track",
            *(path.removeprefix(self.base_url()) for path in paths),
        )
