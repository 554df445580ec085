from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

SEARCHED = ("service.request", "service.type", "service.team", "service.outcome")


@tagged("post_install", "-at_install")
class TestScreens(ServiceCatalogCase):
    def test_every_filter_and_group_works(self):
        self.open_request()
        for model in SEARCHED:
            records = self.env[model].with_user(self.officer)
            arch = etree.fromstring(records.get_view(view_type="search")["arch"])
            for node in arch.iter("filter"):
                with self.subTest(model=model, filter=node.get("name")):
                    self._apply(records, node)

    def _apply(self, records, node):
        scope = {"uid": self.officer.id}
        if node.get("domain"):
            records.search(safe_eval(node.get("domain"), scope))
        group = safe_eval(node.get("context") or "{}", scope).get("group_by")
        if group:
            records.formatted_read_group([], [group], ["__count"])

    def test_my_requests_are_found(self):
        request = self.open_request(user_id=self.officer.id)
        Request = self.env["service.request"].with_user(self.officer)
        self.assertIn(request, Request.search([("user_id", "=", self.officer.id)]))

    def test_the_constituent_shows_open_requests(self):
        still_open, closed = self.open_request(), self.open_request()
        closed._change_state("closed", outcome="fixed")
        jane = self.jane.with_user(self.officer)
        self.assertEqual(jane.open_request_ids, still_open)
        self.assertEqual(jane.request_count, 2)
        action = jane.action_view_requests()
        found = self.env["service.request"].search(action["domain"])
        self.assertEqual(found, still_open | closed)

    def test_service_counts_its_open_requests(self):
        self.open_request()
        self.open_request()._change_state("closed", outcome="fixed")
        self.assertEqual(self.bin.open_request_count, 1)
        action = self.bin.action_view_requests()
        self.assertEqual(self.env["service.request"].search_count(action["domain"]), 2)

    def test_markers_are_shown_on_the_request(self):
        self.make_marker(self.jane, "Big dog", category="caution")
        request = self.open_request()
        self.assertIn("Big dog", request.with_user(self.officer).marker_banner)
        self.assertFalse(self.open_request(partner_id=False).marker_banner)

    def test_acting_without_authority_shows_a_warning(self):
        neighbour = self.make_constituent("Ned Neighbour")
        request = self.open_request(partner_id=neighbour, beneficiary_id=self.jane)
        seen = request.with_user(self.officer)
        self.assertIn("No record authorises Ned", seen.representation_warning)
        self.assertFalse(self.open_request().representation_warning)
        wizard = self.env["service.request.new"].with_user(self.officer)
        draft = wizard.new({"partner_id": neighbour.id, "beneficiary_id": self.jane.id})
        self.assertIn("No record authorises Ned", draft.representation_warning)

    def test_authority_is_checked_for_the_matter_of_the_service(self):
        agent = self.make_constituent("Agent")
        housing = self.env.ref("constituent_crm.matter_housing")
        self.make_relationship(
            agent, "agent", self.jane, evidence="letter", matter_ids=housing.ids
        )
        request = self.open_request(partner_id=agent, beneficiary_id=self.jane)
        self.assertFalse(request.representation_warning)
        self.bin.matter_id = self.env.ref("constituent_crm.matter_council_tax")
        self.assertIn("on other matters only", request.representation_warning)

    def test_reading_the_form_writes_nothing(self):
        request = self.open_request().with_user(self.officer)
        view = request.get_view(view_type="form")
        names = set(etree.fromstring(view["arch"]).xpath("//field/@name"))
        fields = sorted(names & set(request._fields))
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.cr.execute("SET TRANSACTION READ ONLY")
        self.assertTrue(request.read(fields)[0]["tracking_url"])
