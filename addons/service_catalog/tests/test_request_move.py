from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.service_catalog.models.service_request_state import MOVES
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

WAYS = {
    "open": [],
    "in_progress": ["in_progress"],
    "waiting": ["waiting"],
    "closed": ["closed"],
    "cancelled": ["cancelled"],
}


@tagged("post_install", "-at_install")
class TestRequestMove(ServiceCatalogCase):
    def in_state(self, state):
        request = self.open_request()
        for step in WAYS[state]:
            request._move(step, outcome="fixed")
        return request

    def test_every_move_is_told_to_the_constituent(self):
        for (start, then), event in MOVES.items():
            with self.subTest(start=start, then=then):
                request = self.in_state(start)
                request._move(then, outcome="fixed")
                self.assertEqual(request.state, then)
                self.assertEqual(request.event_ids[-1].event, event)

    def test_other_moves_are_refused_in_words(self):
        for start, then in (
            ("closed", "in_progress"),
            ("closed", "waiting"),
            ("closed", "closed"),
            ("cancelled", "closed"),
            ("waiting", "open"),
            ("open", "nonsense"),
        ):
            with self.subTest(start=start, then=then):
                request = self.in_state(start)
                with self.assertRaisesRegex(UserError, request.reference):
                    request._move(then, outcome="fixed")

    def test_moving_to_where_it_is_does_nothing(self):
        request = self.in_state("in_progress")
        request._move("in_progress")
        self.assertEqual(request.event_ids.mapped("event"), ["opened", "started"])

    def test_closing_needs_an_outcome(self):
        request = self.open_request()
        for outcome in (None, "nonsense"):
            with self.assertRaisesRegex(UserError, "outcome"):
                request._move("closed", outcome=outcome)

    def test_handing_over_names_the_body_and_tells_it(self):
        request = self.open_request()
        with self.assertRaisesRegex(UserError, "body"):
            request._move("closed", outcome="not_ours")
        request._move("closed", outcome="not_ours", body="Water Company", note="Sorry.")
        self.assertIn("Water Company", request._public_outcome())
        self.assertIn("Sorry.", request._public_outcome())

    def test_reopening_forgets_how_it_ended(self):
        request = self.open_request()
        request._move("closed", outcome="refused", note="No.")
        request._move("open")
        self.assertFalse(request.outcome_id or request.closed_at)
        self.assertFalse(request.closing_note)

    def test_the_note_is_by_whoever_did_it(self):
        request = self.open_request()
        request._move("waiting", note="Which bin?", by=self.officer)
        (note,) = request.message_ids.filtered(lambda one: "Which" in one.body)
        self.assertEqual(note.author_id, self.officer.partner_id)

    def test_the_state_is_not_written_by_hand(self):
        request = self.open_request().with_user(self.officer)
        for values in ({"state": "closed"}, {"satisfaction": "5"}):
            with self.assertRaisesRegex(UserError, "buttons"):
                request.write(values)

    def test_buttons_are_for_those_who_may_write(self):
        request = self.open_request("test_pothole", address="Park Avenue")
        with self.assertRaises(AccessError):
            request.with_user(self.crewman).action_start()
        request.with_user(self.officer).action_start()
        self.assertEqual(request.state, "in_progress")

    def test_the_closing_dialog_shows_what_the_constituent_reads(self):
        request = self.open_request().with_user(self.officer)
        context = request.action_close()["context"]
        wizard = Form(request.env["service.request.close"].with_context(**context))
        wizard.outcome_id = self.env.ref("service_catalog.outcome_not_ours")
        wizard.receiving_body = "Water Company"
        wizard.note = "They answer within ten days."
        self.assertIn("Water Company", wizard.preview)
        self.assertIn("ten days", wizard.preview)
        wizard.save().action_close()
        self.assertEqual(request.state, "closed")
        self.assertEqual(request.receiving_body, "Water Company")


@tagged("post_install", "-at_install")
class TestRequestByHand(ServiceCatalogCase):
    def test_words_propose_the_service_and_its_questions(self):
        self.env["service.keyword"].create(
            {"service_id": self.bin.id, "phrase": "zorblax not emptied"}
        )
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

    def test_words_that_fit_nothing_leave_the_officer_s_choice(self):
        wizard = Form(self.env["service.request.new"].with_user(self.officer))
        wizard.service_id = self.bin
        wizard.words = "xyzzy"
        self.assertEqual(wizard.service_id, self.bin)
        self.assertFalse(wizard.suggestions)
