from psycopg2.errors import CheckViolation

from odoo.exceptions import (
    AccessError,
    RedirectWarning,
    UserError,
    ValidationError,
)
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestClosing(ServiceCatalogCase):
    def test_only_outcomes_of_the_service_close_a_request(self):
        fixed = self.env.ref("service_catalog.outcome_fixed")
        self.bin.outcome_ids = fixed
        request = self.open_request()
        with self.assertRaisesRegex(UserError, f"Possible outcomes: {fixed.name}"):
            request._change_state("closed", outcome="no_fault")
        request._change_state("closed", outcome="fixed")

    def test_refusal_shows_its_reason_to_the_constituent(self):
        request = self.open_request()
        for note in (None, " "):
            with self.assertRaisesRegex(UserError, "The constituent can read it"):
                request._change_state("closed", outcome="refused", note=note)
        request._change_state("closed", outcome="refused", note="It was out after six.")
        self.assertIn("It was out after six.", request._public_outcome())

    def test_only_outcomes_that_fix_read_as_done(self):
        outcomes = self.env["service.outcome"].search([])
        honest = outcomes.filtered(lambda one: not one.is_fixed)
        for outcome in honest:
            with self.subTest(outcome=outcome.code):
                self.assertNotIn("is done", outcome.public_text)
                self.assertNotIn(outcome._public_heading(), ("Done", "Fixed", "Closed"))

    def test_cancelled_request_shows_its_reason(self):
        request = self.open_request()
        request._change_state("rejected", note="This is not an address of ours.")
        words = request._public_outcome()
        self.assertIn("Nothing more happens", words)
        self.assertIn("not an address of ours", words)

    def call_off(self, request, code):
        """The dialog that a button, or a card dropped there, opens."""
        then = self.env["service.request.state"]._by_code(code)
        action = request.action_move(then.id)
        with self.assertRaises(RedirectWarning) as asked:
            request.state_id = then
        self.assertEqual(asked.exception.args[3], action["context"])
        dialog = self.env[action["res_model"]].with_user(self.officer)
        return Form(dialog.with_context(**action["context"]))

    def test_cancellation_by_an_officer_needs_a_reason(self):
        request = self.open_request().with_user(self.officer)
        asked = self.call_off(request, "rejected")
        with self.assertRaisesRegex(AssertionError, "note is a required field"):
            asked.save()
        asked.note = "This is not an address of ours."
        self.assertIn("not an address of ours", asked.preview)
        asked.save().action_cancel_requests()
        self.assertEqual(request.state_id.code, "rejected")
        self.assertIn("not an address of ours", request._public_outcome())

    def test_duplicate_names_another_request(self):
        neighbour = self.env["res.partner"].create({"name": "Bob Test"})
        first, second = (
            self.open_request(partner_id=one.id) for one in (self.jane, neighbour)
        )
        asked = self.call_off(second.with_user(self.officer), "duplicate")
        with self.assertRaisesRegex(AssertionError, "other_id is a required field"):
            asked.save()
        asked.other_id = first
        dialog = asked.save()
        dialog.other_id = False
        with self.assertRaisesRegex(UserError, "Choose the request that continues"):
            dialog.action_cancel_requests()
        dialog.other_id = first
        dialog.action_cancel_requests()
        self.assertEqual(second.state_id.code, "duplicate")
        self.assertEqual(first.active_co_report_ids.partner_id, neighbour)

    def test_request_for_another_body_is_in_the_register_of_referrals(self):
        request = self.open_request()
        request._change_state(
            "closed", outcome="not_ours", body="Water  Board", by=self.officer
        )
        body = request.receiving_organisation_id
        self.assertEqual(request.receiving_organisation_name, "Water Board")
        handed = request.referral_ids
        self.assertEqual((handed.organisation_id, handed.user_id), (body, self.officer))
        self.assertTrue(handed.constituent_notified_at)
        self.assertEqual(
            self.env["service.external.organisation"]._find_or_create("WATER BOARD"),
            body,
        )
        self.assertEqual(body.referral_count, 1)
        found = self.env["service.referral"].search(
            body.action_view_referrals()["domain"]
        )
        self.assertEqual(found, handed)

    def test_name_of_an_external_organisation_is_no_pattern(self):
        body = self.env["service.external.organisation"]._find_or_create("Anybody")
        self.assertNotEqual(
            self.env["service.external.organisation"]._find_or_create("Any%"), body
        )

    def test_anonymous_referral_notifies_nobody(self):
        request = self.open_request(partner_id=False)
        request._change_state("closed", outcome="not_ours", body="Water Board")
        self.assertFalse(request.referral_ids.constituent_notified_at)

    def test_days_to_reopen_are_those_of_the_service(self):
        self.bin.reopen_days = 5
        with self.at("2026-03-02T10:00:00"):
            request = self.open_request()
            request._change_state("closed", outcome="fixed")
        with self.at("2026-03-07T09:59:00"):
            self.assertTrue(request._can_be_reopened())
        with self.at("2026-03-07T10:00:00"):
            self.assertFalse(request._can_be_reopened())
            with self.assertRaisesRegex(UserError, "too long ago"):
                request._dispute("Still full")

    def test_final_outcomes_are_not_reopened(self):
        self.env.ref("service_catalog.outcome_no_fault").can_reopen = False
        request = self.open_request()
        request._change_state("closed", outcome="no_fault")
        self.assertFalse(request._can_be_reopened())

    def test_request_is_closed_permanently_without_another_notification(self):
        with self.at("2026-03-02T10:00:00"):
            over, running = self.open_request(), self.open_request()
            over._change_state("closed", outcome="fixed")
        with self.at("2026-03-20T10:00:00"):
            running._change_state("closed", outcome="fixed")
        events = over.event_ids
        with self.at("2026-04-05T10:00:00"), self.enter_registry_test_mode():
            self.env.ref(
                "service_catalog.cron_close_permanently"
            ).method_direct_trigger()
        self.assertEqual(over.state_id.code, "closed")
        self.assertEqual(over.phase, "closed")
        self.assertEqual(over.outcome_id.code, "fixed")
        self.assertEqual(over.event_ids, events)
        self.assertEqual(running.state_id.code, "resolved")
        with self.assertRaisesRegex(UserError, "too long ago"):
            over._dispute("Still full")

    def test_reopened_request_returns_to_its_team(self):
        request = self.open_request()
        request._change_state("closed", outcome="fixed")
        request._dispute("Still full")
        self.assertEqual(request.state_id.code, "received")
        self.assertFalse(request.reopen_until or request.outcome_id)

    def test_days_to_reopen_are_not_negative(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.bin.reopen_days = -1
            self.bin.flush_recordset()


@tagged("post_install", "-at_install")
class TestRequestParts(ServiceCatalogCase):
    def setUp(self):
        super().setUp()
        self.whole, self.part = self.open_request(), self.open_request()
        self.part.parent_id = self.whole

    def closing(self, request):
        context = request.with_user(self.officer).action_close()["context"]
        return Form(
            self.env["service.request.close"]
            .with_user(self.officer)
            .with_context(**context)
        )

    def test_request_is_not_a_part_of_itself(self):
        with self.assertRaises(ValidationError):
            self.whole.parent_id = self.part
        with self.assertRaises(ValidationError):
            self.part.parent_id = self.part

    def test_new_part_has_the_person_and_place_of_the_request(self):
        self.whole.write({"address": "Park Avenue", "latitude": 53.5})
        action = self.whole.with_user(self.officer).action_add_sub_request()
        dialog = Form(
            self.env[action["res_model"]]
            .with_user(self.officer)
            .with_context(**action["context"])
        )
        dialog.service_id = self.pothole
        opened = dialog.save().action_open()
        part = self.env["service.request"].browse(opened["res_id"])
        self.assertEqual(part.parent_id, self.whole)
        self.assertEqual((part.partner_id, part.address), (self.jane, "Park Avenue"))
        self.assertFalse(part.interaction_ids, "Nobody has rung again.")
        with self.assertRaises(AccessError):
            self.whole.with_user(self.analyst).action_add_sub_request()

    def test_closing_asks_about_open_parts(self):
        dialog = self.closing(self.whole)
        dialog.outcome_id = self.env.ref("service_catalog.outcome_fixed")
        self.assertEqual(dialog.open_child_count, 1)
        with self.assertRaises(AssertionError):
            dialog.save()
        dialog.with_children = "close"
        dialog.save().action_close()
        self.assertEqual((self.whole | self.part).mapped("phase"), ["closed"] * 2)

    def test_parts_may_stay_open(self):
        dialog = self.closing(self.whole)
        dialog.outcome_id = self.env.ref("service_catalog.outcome_fixed")
        dialog.with_children = "leave"
        dialog.save().action_close()
        self.assertEqual(self.part.phase, "open")

    def test_closing_without_parts_does_not_ask_about_them(self):
        self.assertFalse(self.closing(self.part).open_child_count)

    def test_request_shows_its_parts(self):
        self.assertEqual(self.whole.child_count, 1)
        found = self.whole.search(self.whole.action_view_children()["domain"])
        self.assertEqual(found, self.part)

    def test_bulk_closing_offers_outcomes_common_to_all_services(self):
        fixed, part, no_fault = (
            self.env.ref(f"service_catalog.outcome_{code}")
            for code in ("fixed", "part", "no_fault")
        )
        other = self.open_request("test_pothole", address="Park Avenue")
        self.bin.outcome_ids = fixed | part
        self.pothole.outcome_ids = fixed | no_fault
        dialog = self.closing(self.whole | other)
        self.assertEqual(dialog.allowed_outcome_ids[:], fixed)
