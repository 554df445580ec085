from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestPagesAccount(PagesCase):
    """A resident's own requests, in their account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.resident = cls.make_user("test_resident", "base.group_portal")
        mine = {"partner_id": cls.resident.partner_id.id}
        opened = cls.env["service.request"]._open_request
        cls.mine = opened({"service": "test_bin", **mine, "name": "Mine open"})
        cls.done = opened({"service": "test_bin", **mine, "name": "Mine closed"})
        cls.done._change_state("closed", outcome="fixed")
        cls.others = opened(
            {"service": "test_bin", "partner_id": cls.jane.id, "name": "Of Jane"}
        )

    def setUp(self):
        super().setUp()
        self.authenticate("test_resident", "test_resident")

    def test_resident_sees_only_their_own_requests(self):
        words = self.words(self.page("/my/requests"))
        self.assertIn("Mine open", words)
        self.assertNotIn("Of Jane", words)

    def test_open_and_closed_requests_are_separate(self):
        for show, seen, unseen in (
            ("open", "Mine open", "Mine closed"),
            ("closed", "Mine closed", "Mine open"),
        ):
            words = self.words(self.page(f"/my/requests?show={show}"))
            self.assertIn(seen, words)
            self.assertNotIn(unseen, words)

    def test_requests_are_searched_by_subject_and_reference(self):
        for search in ("mine op", self.mine.reference.lower()):
            words = self.words(self.page(f"/my/requests?search={search}"))
            self.assertIn("Mine open", words)
            self.assertNotIn("Mine closed", words)

    def test_reference_of_another_resident_finds_nothing(self):
        words = self.words(self.page(f"/my/requests?search={self.others.reference}"))
        self.assertIn("We found no request of yours", words)

    def test_long_lists_have_pages(self):
        values = {"service": "test_bin", "partner_id": self.resident.partner_id.id}
        for _number in range(85):
            self.env["service.request"]._open_request(values)
        self.assertNotIn("Mine open", self.words(self.page("/my/requests")))
        self.assertIn("Mine open", self.words(self.page("/my/requests/page/2")))

    def test_own_request_needs_no_token(self):
        page = self.page(f"/my/requests/{self.mine.reference}")
        self.assertIn("Mine open", self.words(page))

    def test_request_of_another_resident_is_not_found(self):
        for path in ("/my/requests/", "/track/"):
            page = self.page(path + self.others.reference, 404)
            self.assertNotIn("Of Jane", self.words(page))

    def test_account_page_counts_the_requests(self):
        counters = {"counters": ["service_request_count"]}
        result = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(result["service_request_count"], 2)

    def test_list_needs_a_login(self):
        self.logout()
        response = self.url_open("/my/requests", allow_redirects=False)
        self.assertIn("/web/login", response.headers["Location"])

    def test_list_includes_co_reports(self):
        values = {"partner_id": self.resident.partner_id.id, "description": "Mine too"}
        report = self.env["service.request"]._add_co_report(self.others, values)
        page = self.page("/my/requests?show=open")
        self.assertIn(self.others.reference, self.words(page))
        self.assertNotIn("Of Jane", self.words(page))
        path = report.sudo()._tracking_path()
        self.assertTrue(page.xpath(f"//a[@href='{path}']"))
        for kind in ("show=closed", "search=zzz"):
            words = self.words(self.page(f"/my/requests?{kind}"))
            self.assertNotIn(self.others.reference, words)
        report._withdraw_co_report()
        self.assertNotIn(self.others.reference, self.words(self.page("/my/requests")))

    def test_account_page_links_to_the_services(self):
        self.assertTrue(self.page("/my").xpath("//a[@href='/services']"))

    def test_sign_in_works_without_javascript(self):
        self.logout()
        page = self.page("/web/login?redirect=/my/requests")
        (form,) = [one for one in page.forms if "oe_login_form" in one.get("class")]
        if "d-none" in form.get("class"):
            (style,) = page.xpath("//noscript/style[contains(., 'oe_login_form')]")
            self.assertIn("display: block", style.text)
        sent = dict(form.form_values())
        typed = {"login": "test_resident", "password": "test_resident"}
        answer = self.page(form.get("action"), data={**sent, **typed})
        self.assertIn("Mine open", self.words(answer))
