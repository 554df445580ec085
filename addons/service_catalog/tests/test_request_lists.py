from lxml import etree

from odoo.tests import tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval

from odoo.addons.service_catalog.phases import ACTIVE_PHASES, OPEN_PHASES
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

PAGE = 80
ORDER = "due_at, id"
COUNTED = 10_001
# One in ten is open, among ten thousand of twenty teams.
MANY = """
    INSERT INTO service_request (reference, name, service_id, state_id, phase, priority,
        team_id, user_id, due_at, sla_state, opened_at, reporter_count)
    SELECT 'LIST-' || n, 'Listed', request.service_id, state.id, state.phase,
        (n / 10 %% 3)::text, team.ids[1 + n / 10 %% 20],
        CASE WHEN n / 10 %% 5 = 0 THEN NULL WHEN n / 10 %% 20 = 1 THEN %(officer)s
            ELSE %(other)s END,
        now() - n * interval '1 hour',
        CASE WHEN n / 10 %% 4 = 0 THEN 'missed' ELSE 'met' END,
        now() - n * interval '2 hours', 1
    FROM service_request request, generate_series(1, 10000) n
    JOIN service_request_state state ON state.id =
        CASE WHEN n %% 10 = 0 THEN %(open)s ELSE %(closed)s END
    CROSS JOIN (SELECT %(teams)s AS ids) AS team
    WHERE request.id = %(request)s
"""


@tagged("post_install", "-at_install")
class TestRequestLists(ServiceCatalogCase):
    """The first page of each saved filter is read by an index, not from all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = [{"name": f"Team {n}", "code": f"list_{n}"} for n in range(19)]
        teams = cls.waste | cls.env["service.team"].create(names)
        cls.waste.member_ids += cls.officer
        request = cls.open_request(cls.bin.code, partner_id=False)
        closed = cls.env["service.request.state"].search([("phase", "=", "closed")])
        cls.env.flush_all()
        cls.env.cr.execute(
            MANY,
            {
                "request": request.id,
                "officer": cls.officer.id,
                "other": cls.crewman.id,
                "open": request.state_id.id,
                "closed": closed[0].id,
                "teams": teams.ids,
            },
        )
        cls.env.cr.execute("ANALYZE service_request")

    def saved(self):
        """Domain of each saved filter, as the officer has it."""
        Request = self.env["service.request"].with_user(self.officer)
        arch = etree.fromstring(Request.get_view(view_type="search")["arch"])
        scope = {"uid": self.officer.id}
        return {
            node.get("name"): safe_eval(node.get("domain"), scope)
            for node in arch.iter("filter")
            if node.get("domain")
        }

    def plan(self, domain, **bounds):
        Request = self.env["service.request"].with_user(self.officer)
        query = Request._search(domain, **bounds).select()
        rows = self.env.execute_query(SQL("EXPLAIN %s", query))
        return "\n".join(line for (line,) in rows)

    def test_list_and_count_use_an_index(self):
        for name, domain in self.saved().items():
            for bounds in ({"limit": PAGE, "order": ORDER}, {"limit": COUNTED}):
                with self.subTest(filter=name, **bounds):
                    plan = self.plan(domain, **bounds)
                    self.assertNotIn("Seq Scan on service_request ", plan)
                    self.assertIn("service_request_", plan)

    def test_frequent_filters_have_indexes(self):
        saved = self.saved()
        for name, index in (
            ("mine", "of_officer"),
            ("my_teams", "of_team"),
            ("unassigned", "due"),
            ("urgent", "urgent"),
            ("missed", "missed"),
            ("unhappy", "unhappy"),
            ("many_people", "many_people"),
        ):
            with self.subTest(filter=name):
                plan = self.plan(saved[name], limit=PAGE, order=ORDER)
                self.assertIn(f"using service_request_{index}_idx", plan)
                self.assertNotIn("Sort", plan)

    def test_a_closed_request_is_not_unclaimed_urgent_or_missed(self):
        saved = self.saved()
        Request = self.env["service.request"].with_user(self.officer)
        for name in ("unassigned", "urgent", "missed"):
            with self.subTest(filter=name):
                phases = set(Request.search(saved[name]).mapped("phase"))
                self.assertIn("open", phases)
                self.assertFalse(phases & {"closed", "cancelled"})

    def test_open_requests_are_found_by_their_phase(self):
        Request = self.env["service.request"].with_user(self.officer)
        for name, phases in (
            ("is_open", OPEN_PHASES),
            ("is_with_council", ACTIVE_PHASES),
        ):
            for value, operator in ((True, "in"), (False, "not in")):
                with self.subTest(name, value=value):
                    found = Request.search([(name, "=", value)])
                    self.assertTrue(found)
                    self.assertEqual(
                        found, Request.search([("phase", operator, phases)])
                    )
                    self.assertEqual(set(found[:PAGE].mapped(name)), {value})

    def test_my_teams_are_those_the_user_is_a_member_of(self):
        Request = self.env["service.request"].with_user(self.officer)
        found = Request.search([("is_my_team", "=", True)])
        self.assertEqual(found.team_id, self.waste)
        self.assertTrue(all(found.mapped("is_my_team")))
        others = Request.search([("is_my_team", "=", False)])
        self.assertNotIn(self.waste, others.team_id)
        self.assertEqual(len(found | others), Request.search_count([]))
