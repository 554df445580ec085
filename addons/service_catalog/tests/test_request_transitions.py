from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestTransitions(ServiceCatalogCase):
    def in_state(self, code):
        request = self.open_request()
        if code == "closed":
            request._change_state("resolved", outcome="fixed")
        if code != request.state_id.code:
            request._change_state(request.state_id._by_code(code), outcome="fixed")
        return request

    def test_shipped_transitions_work_and_others_are_refused_with_a_message(self):
        states = self.env["service.request.state"].search([])
        for start in states:
            for then in states - start:
                with self.subTest(start=start.code, then=then.code):
                    request = self.in_state(start.code)
                    if then in start.next_ids:
                        request._change_state(then, outcome="fixed")
                        self.assertEqual(request.state_id, then)
                        self.assertEqual(request.phase, then.phase)
                        continue
                    with self.assertRaisesRegex(UserError, request.reference):
                        request._change_state(then, outcome="fixed")
                    self.assertEqual(request.state_id, start)

    def test_transitions_record_an_event_for_the_constituent(self):
        for start, then, event in (
            ("received", "triaged", "opened"),
            ("received", "in_progress", "started"),
            ("received", "waiting_constituent", "waiting"),
            ("in_progress", "waiting_others", "held"),
            ("in_progress", "resolved", "closed"),
            ("waiting_others", "rejected", "cancelled"),
            ("resolved", "received", "reopened"),
            ("withdrawn", "received", "reopened"),
        ):
            with self.subTest(start=start, then=then):
                request = self.in_state(start)
                request._change_state(then, outcome="fixed")
                self.assertEqual(request.event_ids[-1].event, event)

    def test_permanent_closing_is_not_notified_again(self):
        request = self.in_state("resolved")
        events = request.event_ids
        request._change_state(request.next_state_ids.filtered(lambda one: one.is_final))
        self.assertEqual(request.state_id.code, "closed")
        self.assertEqual(request.event_ids, events)

    def test_phase_selects_its_first_possible_state(self):
        for phase, code in (
            ("in_progress", "in_progress"),
            ("waiting", "waiting_constituent"),
            ("closed", "resolved"),
            ("cancelled", "withdrawn"),
        ):
            request = self.open_request()
            request._change_state(phase, outcome="fixed")
            self.assertEqual(request.state_id.code, code)

    def test_closing_twice_is_refused(self):
        request = self.in_state("resolved")
        with self.assertRaisesRegex(UserError, request.reference):
            request._change_state("closed", outcome="fixed")

    def test_unknown_state_or_outcome_is_refused(self):
        with self.assertRaisesRegex(UserError, "nonsense"):
            self.open_request()._change_state("nonsense")

    def test_council_adds_a_state_as_data(self):
        State = self.env["service.request.state"]
        inspecting = State.create(
            {"name": "Inspecting", "code": "inspecting", "phase": "in_progress"}
        )
        request = self.open_request()
        with self.assertRaisesRegex(UserError, "Inspecting"):
            request._change_state("inspecting")
        State._by_code("received").next_ids += inspecting
        request._change_state("inspecting")
        self.assertEqual(request.phase, "in_progress")
        with self.assertRaisesRegex(UserError, "phase"):
            inspecting.phase = "waiting"

    def test_changed_phase_of_an_unused_state_counts_at_once(self):
        State = self.env["service.request.state"]
        held = State.create({"name": "Held", "code": "held", "phase": "open"})
        State._by_code("received").next_ids += held
        self.open_request()
        held.phase = "waiting"
        request = self.open_request()
        request._change_state("held")
        self.assertEqual(request.phase, "waiting")

    def test_request_created_with_a_phase_has_a_state_of_it(self):
        request = self.env["service.request"].create(
            {"service_id": self.bin.id, "phase": "waiting"}
        )
        self.assertEqual(request.state_id.code, "waiting_constituent")

    def test_dragging_a_card_is_a_transition(self):
        request = self.open_request().with_user(self.officer)
        State = self.env["service.request.state"]
        request.state_id = State._by_code("in_progress")
        self.assertEqual(request.event_ids[-1].event, "started")
        with self.assertRaisesRegex(UserError, "What may follow"):
            request.state_id = State._by_code("received")
        with self.assertRaises(RedirectWarning) as asked:
            request.state_id = State._by_code("resolved")
        self.assertEqual(asked.exception.args[3], {"default_request_ids": request.ids})

    def test_transition_to_the_current_state_does_nothing(self):
        request = self.in_state("in_progress")
        request._change_state("in_progress")
        self.assertEqual(request.event_ids.mapped("event"), ["opened", "started"])

    def test_closing_needs_an_outcome(self):
        request = self.open_request()
        for outcome in (None, "nonsense"):
            with self.assertRaisesRegex(UserError, "outcome"):
                request._change_state("closed", outcome=outcome)

    def test_referral_needs_and_names_the_organisation(self):
        request = self.open_request()
        with self.assertRaisesRegex(
            UserError, "Choose the external organisation that takes it over"
        ):
            request._change_state("closed", outcome="not_ours")
        request._change_state(
            "closed", outcome="not_ours", body="Water Company", note="Sorry."
        )
        self.assertIn("Water Company", request._public_outcome())
        self.assertIn("Sorry.", request._public_outcome())

    def test_reopening_clears_the_outcome(self):
        request = self.open_request()
        request._change_state("closed", outcome="refused", note="No.")
        request._change_state("open")
        self.assertFalse(request.outcome_id or request.closed_at)
        self.assertFalse(request.closing_note)

    def test_note_has_the_user_as_author(self):
        request = self.open_request()
        request._change_state("waiting", note="Which bin?", by=self.officer)
        (note,) = request.message_ids.filtered(lambda one: "Which" in one.body)
        self.assertEqual(note.author_id, self.officer.partner_id)

    def test_the_state_is_not_written_by_hand(self):
        request = self.open_request().with_user(self.officer)
        for values in ({"phase": "closed"}, {"satisfaction": "5"}):
            with self.assertRaisesRegex(UserError, "buttons"):
                request.write(values)

    def test_buttons_need_write_access(self):
        request = self.open_request("test_pothole", address="Park Avenue")
        then = self.env["service.request.state"]._by_code("in_progress")
        with self.assertRaises(AccessError):
            request.with_user(self.crewman).action_move(then.id)
        request.with_user(self.officer).action_move(then.id)
        self.assertEqual(request.phase, "in_progress")

    def test_the_closing_dialog_shows_what_the_constituent_reads(self):
        request = self.open_request().with_user(self.officer)
        context = request.action_close()["context"]
        wizard = Form(request.env["service.request.close"].with_context(**context))
        wizard.outcome_id = self.env.ref("service_catalog.outcome_not_ours")
        wizard.receiving_organisation_id = self.env[
            "service.external.organisation"
        ]._find_or_create("Water Company")
        wizard.note = "They answer within ten days."
        self.assertIn("Water Company", wizard.preview)
        self.assertIn("ten days", wizard.preview)
        wizard.save().action_close()
        self.assertEqual(request.phase, "closed")
        self.assertEqual(request.receiving_organisation_name, "Water Company")


@tagged("post_install", "-at_install")
class TestManualRequest(ServiceCatalogCase):
    def test_text_proposes_the_service_and_its_questions(self):
        self.make_keyword(self.bin, "zorblax not emptied")
        wizard = Form(self.env["service.request.new"].with_user(self.officer))
        wizard.partner_id = self.jane
        wizard.words = "Our zorblax was not emptied"
        self.assertEqual(wizard.service_id, self.bin)
        self.assertIn("zorblax", wizard.suggestions[0]["reason"])
        wizard.answers = {"which": "brown"}
        request = self.env["service.request"].browse(
            wizard.save().action_open()["res_id"]
        )
        self.assertEqual(request.answer_ids.text, "Brown bin")
        self.assertEqual(request.interaction_ids.user_id, self.officer)
        self.assertEqual(request.interaction_ids.partner_id, self.jane)

    def test_unmatched_text_keeps_the_chosen_service(self):
        wizard = Form(self.env["service.request.new"].with_user(self.officer))
        wizard.service_id = self.bin
        wizard.words = "xyzzy"
        self.assertEqual(wizard.service_id, self.bin)
        self.assertFalse(wizard.suggestions)
