import re

from odoo.tests import tagged

from odoo.addons.service_catalog.tests.page_headers import PageHeadersCase
from odoo.addons.service_catalog.tests.pages_case import PagesCase

POLICIES = ("resident", "crew", "screen")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>")


@tagged("post_install", "-at_install")
class TestPageHeaders(PagesCase, PageHeadersCase):
    """Browsers are told what our pages load, and that nobody may frame them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("test_resident", "base.group_portal")
        cls.request = cls.open_request(partner_id=cls.user.partner_id.id)

    def set_param(self, name, value):
        self.env["ir.config_parameter"].set_param(f"service_catalog.{name}", value)

    def test_every_route_of_ours_names_its_policy(self):
        for path, routing in self.our_routes():
            with self.subTest(path):
                self.assertIn(routing.get("page_policy"), POLICIES)

    def test_every_refusal_carries_the_headers(self):
        for login in (None, "test_resident"):
            self.authenticate(login, login)
            for path, routing in self.our_routes():
                if routing["auth"] == "user" and not login:
                    continue
                with self.subTest(path, login=login):
                    self.check_headers(self.open_route(path, routing))

    def test_every_page_carries_the_headers(self):
        request = self.request
        self.authenticate("test_resident", "test_resident")
        for path in (
            "/services",
            "/services?q=bin",
            "/services/test_bin",
            "/services/test_bin/request",
            "/track",
            request._tracking_path(),
            request._tracking_path().replace("?", "/sent?"),
            "/my/requests",
            f"/my/requests/{request.reference}",
        ):
            with self.subTest(path):
                answer = self.url_open(path)
                self.assertEqual(answer.status_code, 200)
                self.check_headers(answer)
                self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_inline_scripts_are_odoos_own(self):
        answer = self.url_open("/services")
        (nonce,) = [
            source
            for source in self.policy(answer)["script-src"]
            if source.startswith("'nonce-")
        ]
        scripts = INLINE.findall(answer.text)
        self.assertTrue(scripts)
        for attributes in scripts:
            self.assertIn(f'nonce="{nonce[7:-1]}"', attributes)

    def test_nonce_of_inline_scripts_is_new_on_each_page(self):
        one, other = (self.url_open("/services") for _number in range(2))
        self.assertNotEqual(self.policy(one), self.policy(other))

    def test_images_from_the_tile_server_are_allowed(self):
        for url, source in (
            ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
            ("https://{s}.example.org:8443/{z}/{x}/{y}", "https://*.example.org:8443"),
        ):
            self.set_param("tile_url", url)
            policy = self.policy(self.url_open("/services/test_bin/request"))
            self.assertIn(source, policy["img-src"])
            self.assertNotIn(source, policy["default-src"])

    def test_origins_of_the_captcha_are_allowed(self):
        origin = "https://captcha.example.org"
        self.set_param("page_sources", f"{origin} 'unsafe-inline'; x https://a,b")
        policy = self.policy(self.url_open("/services"))
        for name in ("script-src", "frame-src", "connect-src"):
            self.assertIn(origin, policy[name])
        self.assertNotIn("'none'", policy["frame-src"])
        self.assertNotIn("'unsafe-inline'", policy["script-src"])

    def test_other_account_pages_are_framed_by_the_same_origin_only(self):
        self.authenticate("test_resident", "test_resident")
        for path in ("/my", "/my/account"):
            headers = self.url_open(path).headers
            self.assertEqual(headers["X-Frame-Options"], "SAMEORIGIN")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_back_office_keeps_the_headers_of_odoo(self):
        answer = self.url_open("/web/login")
        self.assertNotIn("nonce", answer.headers.get("Content-Security-Policy", ""))
        self.assertNotIn("nonce=", answer.text)
