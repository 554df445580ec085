from odoo.tests import tagged

from odoo.addons.service_catalog.page_names import is_page_code
from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestCouncilPages(PagesCase):
    """The front page, and the pages that the footer links to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {
                "name": "Testville & District",
                "email": "hello@testville.test",
                "phone": "01632 960000",
                "street": "1 Town Hall Square",
                "resource_calendar_id": cls.office_hours.id,
            }
        )
        cls.resident_user = cls.make_user("test_resident", "base.group_portal")
        cls.resident_user.password = "test_resident"
        cls.officer.password = "test_officer"

    def go(self, path):
        """The addresses that a visitor of a path is sent to, and the last page."""
        response = self.url_open(path)
        return [one.url for one in response.history], response

    def test_front_page_greets_residents(self):
        if "website" in self.env.registry:
            self.skipTest("the website greets residents")
        page = self.page("/")
        self.assertIn("Welcome to Testville & District", self.words(page))
        self.assertTrue(page.xpath("//form[@action='/services']//input[@name='q']"))
        self.assertTrue(page.xpath("//a[@href='/track']"))

    def test_front_page_sends_staff_to_their_work(self):
        self.authenticate("test_officer", "test_officer")
        passed, response = self.go("/")
        self.assertTrue(response.url.endswith("/odoo"))
        self.assertLessEqual(len(passed), 2)

    def test_front_page_sends_a_signed_in_resident_to_their_account(self):
        self.authenticate("test_resident", "test_resident")
        _passed, response = self.go("/")
        self.assertIn("/my", response.url)

    def test_staff_reach_the_login(self):
        for path in ("/odoo", "/web", "/web/login"):
            with self.subTest(path):
                passed, response = self.go(path)
                self.assertEqual(response.status_code, 200)
                self.assertIn("/web/login", response.url)
                self.assertLessEqual(len(passed), 1)

    def test_front_page_may_stay_the_login(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("service_catalog.login_at_root", "True")
        if "website" in self.env.registry:
            self.skipTest("the website greets residents")
        passed, response = self.go("/")
        self.assertIn("/web/login", response.url)
        self.assertLessEqual(len(passed), 2)

    def test_front_page_is_not_kept_from_caches_and_sets_no_one_out(self):
        response = self.url_open("/")
        self.assertIn("default-src", response.headers["Content-Security-Policy"])

    def test_contact_page_has_the_ways_to_reach_the_council(self):
        page = self.page("/council/contact")
        words = self.words(page)
        for text in ("01632 960000", "hello@testville.test", "1 Town Hall Square"):
            self.assertIn(text, words)
        self.assertIn("Monday 09:00–17:00", words)
        self.assertTrue(page.xpath("//a[@href='tel:01632960000']"))

    def test_hours_are_those_of_each_day_without_the_break(self):
        calendar = self.make_calendar(
            "Split",
            [(9, 12.5, "morning"), (12.5, 13, "lunch"), (13, 16.75, "afternoon")],
        )
        hours = calendar._public_hours()
        self.assertEqual(len(hours), 5)
        self.assertEqual(hours[0], "Monday 09:00–12:30, 13:00–16:45")

    def test_text_names_the_council_and_is_escaped(self):
        page = self.env.ref("service_catalog.page_privacy")
        self.assertIn("Testville &amp; District is the controller", page._public_body())
        self.env.company.name = "<script>x()</script>"
        self.assertNotIn("<script>", page._public_body())
        page.body = "<p>Ours</p><script>y()</script>"
        self.assertNotIn("<script>", page._public_body())

    def test_drafts_are_there_and_linked_from_every_page(self):
        request = self.open_request()
        for path in (
            "/services",
            "/services/test_bin",
            "/track",
            "/council/privacy",
            "/services/test_bin/request",
            request._tracking_path(),
        ):
            with self.subTest(path):
                page = self.page(path)
                for code in ("contact", "privacy", "accessibility"):
                    self.assertTrue(page.xpath(f"//footer//a[@href='/council/{code}']"))
        for code in ("privacy", "accessibility"):
            self.assertEqual(self.url_open(f"/council/{code}").status_code, 200)

    def test_council_adds_a_page(self):
        self.env["service.page"].create(
            {"name": "Complaints", "code": "complaints", "body": "<p>Say so.</p>"}
        )
        self.assertIn("Say so.", self.words(self.page("/council/complaints")))
        self.assertTrue(
            self.page("/services").xpath("//a[@href='/council/complaints']")
        )

    def test_archived_page_is_gone(self):
        self.env.ref("service_catalog.page_privacy").active = False
        self.page("/council/privacy", status=404)
        self.page("/council/none-such", status=404)
        self.assertFalse(self.page("/track").xpath("//a[@href='/council/privacy']"))

    def test_first_link_skips_to_the_content(self):
        page = self.page("/council/contact")
        first = page.xpath("//body//a")[0]
        self.assertEqual(first.get("href"), "#wrap")

    def test_languages_are_links_where_there_is_no_script(self):
        self.env["res.lang"]._activate_lang("ar_001")
        links = self.page("/council/contact").xpath("//footer//noscript//a")
        languages = {one.get("hreflang") for one in links}
        self.assertLessEqual({"ar-001", "en-US"}, languages)
        page = self.page("/ar/council/contact")
        self.assertEqual(page.get("lang"), "ar-001")

    def test_code_is_part_of_an_address(self):
        for text in ("privacy", "a-b", "2026"):
            self.assertTrue(is_page_code(text), text)
        for text in ("", "A", "a b", "a/b", "ü", "x" * 61, "..", "?"):
            self.assertFalse(is_page_code(text), text)
