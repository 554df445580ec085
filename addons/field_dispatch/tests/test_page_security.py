from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.page_headers import PageHeadersCase
from odoo.addons.service_catalog.tests.thread_routes import ThreadRoutesCase

from .common import Council

POLICIES = ("resident", "crew", "screen")


@tagged("post_install", "-at_install")
class TestCrewRoutes(Council, ThreadRoutesCase):
    """A crew's link opens its page, and no route of Odoo's."""

    def test_no_route_opens_the_thread_of_a_job(self):
        self.build_council()
        self.check_routes(self.make_sent_job(self.open_request()))


@tagged("post_install", "-at_install")
class TestCrewHeaders(Council, PageHeadersCase):
    """The crew's page loads its own files alone, and nobody may frame it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.job = cls.make_sent_job(cls.open_request())
        cls.job._start()
        cls.photo = cls.job._add_photo(make_image())

    def open(self, path=""):
        token = self.job.access_token
        return self.url_open(f"/dispatch/job/{self.job.id}{path}?access_token={token}")

    def test_every_route_has_a_page_policy(self):
        for path, routing in self.our_routes():
            with self.subTest(path):
                self.assertIn(routing.get("page_policy"), POLICIES)

    def test_every_refusal_has_the_security_headers(self):
        for path, routing in self.our_routes():
            if routing.get("page_policy") == "crew":
                with self.subTest(path):
                    self.check_headers(self.open_route(path, routing))

    def test_page_has_the_security_headers(self):
        for path in ("", f"/photos/{self.photo.id}"):
            answer = self.open(path)
            self.assertEqual(answer.status_code, 200)
            self.check_headers(answer)
            self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_page_runs_its_own_scripts_only(self):
        self.assertEqual(self.policy(self.open())["script-src"], ["'self'"])
