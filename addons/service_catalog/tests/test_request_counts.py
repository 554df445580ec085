from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestCounts(ServiceCatalogCase):
    """How many queries it takes; a growing count is a slow list or a slow door."""

    def setUp(self):
        super().setUp()
        # Whatever is read once and kept is read now.
        self.open_request()._change_state("closed", outcome="fixed")
        self.env.flush_all()

    def test_queries_of_opening(self):
        with self.assertQueryCount(25):
            self.open_request()
            self.env.flush_all()

    def test_queries_of_transitions(self):
        request = self.open_request()
        self.env.flush_all()
        with self.assertQueryCount(9):
            request._change_state("in_progress")
            self.env.flush_all()

    def test_queries_of_the_list_do_not_grow_with_its_length(self):
        requests = self.env["service.request"]
        for _one in range(5):
            requests |= self.open_request(user_id=self.officer.id)
        requests = requests.with_user(self.officer)
        names = self.shown("list")
        self.page(requests[:1], names)
        for some in (requests[:1], requests):
            with self.assertQueryCount(9):
                self.page(some, names)

    def shown(self, kind):
        Request = self.env["service.request"]
        names = Request.get_view(view_type=kind)["models"]["service.request"]
        named = {"fields": {"display_name": {}}}
        return {
            name: named if Request._fields[name].type == "many2one" else {}
            for name in names
        }

    def page(self, requests, names):
        self.env.flush_all()
        self.env.invalidate_all()
        requests.web_search_read([("id", "in", requests.ids)], names, limit=80)
