import re

from psycopg2.errors import SerializationFailure

from odoo.api import Environment
from odoo.exceptions import AccessError, UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestAssignment(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_user("test_other", "officer")
        cls.lead = cls.make_user("test_lead", "supervisor")
        cls.waste.member_ids += cls.officer

    def test_assigned_request_is_not_taken_and_its_officer_named(self):
        request = self.open_request()
        request.with_user(self.officer).action_assign_to_me()
        self.assertEqual(request.user_id, self.officer)
        with self.assertRaisesRegex(UserError, re.escape(self.officer.name)):
            request.with_user(self.other).action_assign_to_me()
        self.assertEqual(request.user_id, self.officer)
        request.with_user(self.officer).action_assign_to_me()

    def test_taking_needs_write_access(self):
        request = self.open_request("test_pothole", address="Park Avenue")
        with self.assertRaises(AccessError):
            request.with_user(self.crewman).action_assign_to_me()

    def test_only_a_supervisor_reassigns_the_request_of_another(self):
        request = self.open_request(user_id=self.officer.id)
        with self.assertRaisesRegex(UserError, re.escape(self.officer.name)):
            request.with_user(self.other).user_id = self.crewman
        request.with_user(self.lead).user_id = self.crewman
        self.assertEqual(request.user_id, self.crewman)

    def test_officer_releases_or_reassigns_their_request(self):
        request = self.open_request(user_id=self.officer.id)
        request.with_user(self.officer).user_id = self.other
        with self.assertRaises(UserError):
            request.with_user(self.officer).action_unassign()
        request.with_user(self.other).action_unassign()
        self.assertFalse(request.user_id)

    def test_taking_over_needs_a_reason_and_notifies_the_former_officer(self):
        request = self.open_request(user_id=self.officer.id).with_user(self.other)
        context = request.action_take_over()["context"]
        dialog = self.env["service.request.take.over"].with_user(self.other)
        dialog.with_context(**context).create(
            {"reason": "Away <b>sick</b>"}
        ).action_take_over()
        self.assertEqual(request.user_id, self.other)
        (note,) = request.message_ids.filtered(lambda one: "sick" in one.body)
        self.assertIn("&lt;b&gt;", note.body)
        self.assertTrue(note.subtype_id.internal)
        self.assertIn(self.officer.partner_id, note.partner_ids)

    def test_next_request_is_the_most_urgent_unassigned_one_of_my_teams(self):
        self.env["service.request"].search([]).user_id = self.other
        with self.at("2026-03-02T10:00:00"):
            late = self.open_request()
        with self.at("2026-03-02T11:00:00"):
            later = self.open_request()
            urgent = self.open_request(priority="2")
            self.open_request("test_pothole", address="Park Avenue")
            self.open_request()._change_state("waiting")
        Request = self.env["service.request"].with_user(self.officer)
        for expected in (urgent, late, later):
            self.assertEqual(Request.action_assign_next_to_me()["res_id"], expected.id)
            self.assertEqual(expected.user_id, self.officer)
        self.assertEqual(
            Request.action_assign_next_to_me()["tag"], "display_notification"
        )


@tagged("post_install", "-at_install")
class TestConcurrentAssignment(BaseCase):
    """Two officers in transactions of their own, as two web requests are."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.addCleanup(self.forget)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            self.users = [
                new_test_user(env, f"race_{one}", "constituent_crm.group_officer").id
                for one in ("first", "second")
            ]
            team = env["service.team"].create(
                {"name": "Race", "code": "race", "member_ids": self.users}
            )
            service = env["service.type"].create(
                {"name": "Race", "code": "race", "team_id": team.id}
            )
            asked = [{"service_id": service.id, "name": "Race"}] * 2
            self.requests = env["service.request"].create(asked).ids

    def forget(self):
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            env["service.request"].browse(self.requests).unlink()
            env["service.type"].search([("code", "=", "race")]).unlink()
            env["service.team"].search([("code", "=", "race")]).unlink()
            env["res.users"].browse(self.users).unlink()

    def seen_by(self, cr, which):
        request = Environment(cr, self.users[which], {})["service.request"]
        return request.browse(self.requests[0])

    def test_concurrent_taking_reports_the_other_officer(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self.seen_by(first, 0).action_assign_to_me()
            with self.assertRaisesRegex(UserError, "is being assigned to someone else"):
                self.seen_by(second, 1).action_assign_to_me()

    def test_stale_taking_is_retried_and_reports_the_officer(self):
        with self.registry.cursor() as second:
            # From here on it does not see what others commit.
            self.assertFalse(self.seen_by(second, 1).user_id)
            with self.registry.cursor() as first:
                self.seen_by(first, 0).action_assign_to_me()
            refused = self.assertRaises(SerializationFailure)
            with refused, mute_logger("odoo.sql_db"):
                self.seen_by(second, 1).action_assign_to_me()
            second.rollback()
            # As Odoo does with a request that met another.
            with self.assertRaisesRegex(UserError, "race_first"):
                self.seen_by(second, 1).action_assign_to_me()
        with self.registry.cursor() as later:
            self.assertEqual(self.seen_by(later, 1).user_id.id, self.users[0])

    def test_concurrent_next_requests_differ(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            taken = [
                self.seen_by(cr, which).action_assign_next_to_me()["res_id"]
                for which, cr in enumerate((first, second))
            ]
        self.assertEqual(sorted(taken), sorted(self.requests))
