from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.service_catalog.models import service_request_bulk
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestBulk(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fixed = cls.env.ref("service_catalog.outcome_fixed")
        cls.lead = cls.make_user("test_bulk_lead", "supervisor")

    def chosen(self, requests, user=None, **values):
        context = {"active_model": "service.request", "active_ids": requests.ids}
        Bulk = self.env["service.request.bulk"].with_user(user or self.officer)
        return Bulk.with_context(**context).create(values)

    def done(self, requests, **values):
        bulk = self.chosen(requests, **values)
        bulk.action_apply()
        return bulk

    def open_some(self, count=3):
        return self.env["service.request"].concat(
            *(self.open_request() for _one in range(count))
        )

    def test_each_kind_is_done_and_undone(self):
        for values, name, expected in (
            ({"action": "assign", "user_id": self.officer.id}, "user_id", self.officer),
            ({"action": "team", "team_id": self.roads.id}, "team_id", self.roads),
            ({"action": "priority", "priority": "2"}, "priority", "2"),
        ):
            with self.subTest(action=values["action"]):
                requests = self.open_some()
                before = requests.mapped(lambda one: one._snapshot_for_undo())
                bulk = self.done(requests, **values)
                self.assertEqual(bulk.done_count, 3)
                for request in requests:
                    self.assertEqual(request[name], expected)
                bulk.action_undo()
                self.assertEqual(bulk.undone_count, 3)
                after = requests.mapped(lambda one: one._snapshot_for_undo())
                self.assertEqual(after, before)

    def test_refused_request_has_a_reason_and_does_not_stop_the_others(self):
        requests = self.open_some()
        requests[1]._change_state("closed", outcome="fixed")
        state = self.env["service.request.state"]._by_code("in_progress")
        bulk = self.done(requests, action="move", state_id=state.id)
        self.assertEqual((bulk.done_count, bulk.refused_count), (2, 1))
        refused = bulk.line_ids.filtered(lambda one: one.result == "refused")
        self.assertEqual(refused.request_id, requests[1])
        self.assertIn("What may follow", refused.reason)
        self.assertEqual(
            requests.mapped("phase"), ["in_progress", "closed", "in_progress"]
        )

    def test_undone_closing_resumes_clocks_and_notifies_the_constituent(self):
        requests = self.open_some(2)
        bulk = self.done(requests, action="close", outcome_id=self.fixed.id)
        self.assertEqual(requests.mapped("phase"), ["closed"] * 2)
        bulk.action_undo()
        self.assertEqual(requests.mapped("phase"), ["open"] * 2)
        self.assertFalse(requests.outcome_id or requests[0].closed_at)
        self.assertEqual(requests.mapped("sla_state"), ["running"] * 2)
        self.assertEqual(requests[0].event_ids[-1].event, "reopened")

    def test_undone_referral_is_removed_from_the_register(self):
        request = self.open_request()
        bulk = self.done(
            request,
            action="close",
            outcome_id=self.env.ref("service_catalog.outcome_not_ours").id,
            receiving_organisation_id=self.env["service.external.organisation"]
            ._find_or_create("Water Board")
            .id,
        )
        self.assertTrue(request.referral_ids)
        bulk.action_undo()
        self.assertFalse(request.referral_ids)

    def test_undo_keeps_later_changes(self):
        requests = self.open_some(2)
        bulk = self.done(requests, action="priority", priority="2")
        requests[0].priority = "1"
        bulk.action_undo()
        self.assertEqual(requests.mapped("priority"), ["1", "0"])
        self.assertEqual((bulk.done_count, bulk.undone_count), (1, 1))
        left = bulk.line_ids.filtered(lambda one: one.result == "done")
        self.assertIn("changed since", left.reason)

    def test_undo_expires(self):
        with self.at("2026-03-02T10:00:00"):
            bulk = self.done(self.open_some(1), action="priority", priority="2")
            self.assertTrue(bulk.can_undo)
        with self.at("2026-03-02T11:00:01"):
            bulk.invalidate_recordset()
            with self.assertRaisesRegex(UserError, "The undo period has ended"):
                bulk.action_undo()

    def test_bulk_action_is_done_once(self):
        bulk = self.done(self.open_some(1), action="priority", priority="2")
        with self.assertRaisesRegex(UserError, "already"):
            bulk.action_apply()

    def test_too_many_requests_are_refused_before_any_change(self):
        requests = self.open_some(2)
        bulk = self.chosen(requests, action="priority", priority="2")
        self.patch(service_request_bulk, "MAX_REQUESTS", 1)
        with self.assertRaisesRegex(UserError, "at most"):
            bulk.action_apply()
        self.assertEqual(requests.mapped("priority"), ["0", "0"])

    def test_requests_and_actions_of_other_users_are_protected(self):
        pothole = self.open_request("test_pothole", address="Park Avenue")
        values = {"action": "priority", "priority": "2"}
        with self.assertRaises(AccessError):
            self.chosen(pothole, self.crewman, **values).action_apply()
        bulk = self.done(pothole, **values)
        with self.assertRaises(AccessError):
            bulk.with_user(self.crewman).read(["action"])
        self.assertTrue(bulk.with_user(self.lead).read(["action"]))
        with self.assertRaises(AccessError):
            bulk.line_ids.write({"former": {}})
