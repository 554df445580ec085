from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestPagesServices(PagesCase):
    def test_services_are_listed_under_their_heading(self):
        words = self.words(self.page("/services"))
        self.assertIn("Streets", words)
        self.assertIn("Test pothole", words)

    def test_only_published_services_are_shown(self):
        self.pothole.is_published = False
        self.assertNotIn("Test pothole", self.words(self.page("/services")))
        self.page("/services/test_pothole", 404)
        self.page("/services/test_pothole/request", 404)

    def test_service_is_found_by_words_of_residents(self):
        self.make_keyword(self.pothole, "zebrahole in the tarmac")
        words = self.words(self.page("/services?q=there+is+a+zebrahole"))
        self.assertIn("This may be what you need Test pothole", words)

    def test_an_unpublished_service_is_not_found(self):
        self.make_keyword(self.pothole, "zebrahole in the tarmac")
        self.pothole.is_published = False
        words = self.words(self.page("/services?q=there+is+a+zebrahole"))
        self.assertNotIn("Test pothole", words)

    def test_html_in_a_search_is_escaped(self):
        response = self.url_open("/services?q=<script>alert(1)</script>")
        self.assertNotIn("<script>alert(1)", response.text)
        self.assertIn("&lt;script&gt;alert(1)", response.text)

    def test_page_of_a_service_describes_it(self):
        self.bin.write({"description": "We empty it.", "statutory_basis": "An Act"})
        words = self.words(self.page("/services/test_bin"))
        for text in ("We empty it.", "An Act", "Which bin?", "16 working hours"):
            self.assertIn(text, words)

    def test_page_of_a_withdrawn_service_says_so(self):
        self.bin.active = False
        for path in ("/services/test_bin", "/services/test_bin/request"):
            self.assertIn("no longer offered", self.words(self.page(path, 410)))

    def test_service_not_offered_on_the_web_has_no_form(self):
        phone = self.env.ref("constituent_crm.channel_phone")
        self.bin.channel_ids = phone
        words = self.words(self.page("/services/test_bin"))
        self.assertIn("in these ways only: Phone", words)
        self.assertIn(
            "in these ways only", self.words(self.page("/services/test_bin/request"))
        )

    def test_service_that_needs_a_login_redirects_to_it(self):
        self.bin.needs_login = True
        self.assertIn(
            "Sign in first", self.words(self.page("/services/test_bin/request", 403))
        )

    def test_queries_do_not_grow_with_the_number_of_services(self):
        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            headings = self.env["service.type"]._public_headings()
            names = [one.name for _name, found in headings for one in found]
            self.assertTrue(names)
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(20):
            more = f"test_more_{number}"
            self.make_service(more, more, self.waste, is_published=True)
        self.env.flush_all()
        self.assertEqual(queries(), few)

    def test_unknown_page_links_to_the_services(self):
        page = self.page("/none-such", 404)
        self.assertIn("find a service", self.words(page))
        self.assertFalse(page.xpath("//a[@href='/contactus']"))

    def test_empty_search_shows_a_hint(self):
        self.assertIn("Type what you need first", self.words(self.page("/services?q=")))
        self.assertNotIn("Type what you need", self.words(self.page("/services")))
