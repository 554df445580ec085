from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .nearby_case import LATITUDE, LONGITUDE, NearbyCouncil


@tagged("post_install", "-at_install")
class TestDuplicates(NearbyCouncil, TransactionCase):
    """What comes in without anybody choosing is looked at afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def setUp(self):
        super().setUp()
        self.older = self.open_pothole(description="Jane's hole")
        self.newer = self.open_pothole(8, self.ken, description="Ken's hole")
        self.pair = self.env["service.request.duplicate"].search(
            [("request_id", "=", self.newer.id)]
        )

    def count(self, request):
        request.invalidate_recordset(["duplicate_count"])
        return request.duplicate_count

    def events(self, request):
        return request.event_ids.mapped("event")

    def test_possible_duplicate_is_open_and_proposed(self):
        self.assertEqual(self.newer.phase, "open")
        self.assertEqual(self.pair.other_id, self.older)
        self.assertEqual(self.pair.metres, 8)
        self.assertEqual(self.pair.verdict, "proposed")
        self.assertEqual(self.count(self.newer), 1)
        self.assertFalse(self.count(self.older))

    def test_opener_may_say_that_it_is_no_duplicate(self):
        other = self.open_pothole(3, other_than=[self.older.reference])
        pairs = self.env["service.request.duplicate"].search(
            [("request_id", "=", other.id)]
        )
        verdicts = {pair.other_id: pair.verdict for pair in pairs}
        self.assertEqual(verdicts[self.older], "different")
        self.assertEqual(verdicts[self.newer], "proposed")

    def test_confirmed_duplicate_is_joined_and_closed(self):
        self.pair.with_user(self.officer).action_same()
        self.assertEqual(self.newer.state_id.code, "duplicate")
        self.assertIn("reported before", self.newer._public_outcome())
        report = self.older.active_co_report_ids
        self.assertEqual(report.partner_id, self.ken)
        self.assertEqual(report.description, "Ken's hole")
        self.assertEqual(report.separate_request_id, self.newer)
        self.assertEqual(self.older.reporter_count, 2)
        self.assertEqual(self.pair.decided_by_id, self.officer)
        # Ken hears of it through the other one, and once.
        self.assertFalse(self.newer._recipients())
        recipients = self.older._recipients()
        self.assertEqual([one.partner for one in recipients], [self.jane, self.ken])

    def test_undo_restores_both_requests(self):
        self.newer._change_state("in_progress")
        before = self.newer.state_id
        self.pair.action_same()
        self.pair.action_undo()
        self.assertEqual(self.newer.state_id, before)
        self.assertFalse(self.newer.closed_at or self.newer.closing_note)
        self.assertEqual(self.events(self.newer)[-1], "reopened")
        self.assertEqual(self.older.reporter_count, 1)
        self.assertEqual(self.pair.verdict, "proposed")
        self.assertEqual(len(self.newer._recipients()), 1)
        self.assertEqual(self.newer.sla_state, "running")

    def test_withdrawal_by_the_reporter_undoes_the_duplicate(self):
        self.pair.action_same()
        own = self.older.active_co_report_ids._withdraw_co_report(own=True)
        self.assertEqual(own, self.newer)
        self.assertEqual((own.phase, self.pair.verdict), ("open", "proposed"))

    def test_reopened_duplicate_is_independent(self):
        self.pair.action_same()
        self.newer._change_state("received")
        self.assertEqual(self.newer.phase, "open")
        self.assertFalse(self.older.active_co_report_ids)
        self.assertEqual(self.older.reporter_count, 1)

    def test_co_reporters_move_with_a_duplicate_and_back(self):
        pat = self.make_constituent("Pat")
        report = self.join(self.newer, pat)
        self.pair.action_same()
        self.assertEqual(report.request_id, self.older)
        self.assertEqual((self.older.reporter_count, self.newer.reporter_count), (3, 1))
        self.pair.action_undo()
        self.assertEqual(report.request_id, self.newer)
        self.assertEqual((self.older.reporter_count, self.newer.reporter_count), (1, 2))

    def test_co_reporter_of_both_requests_is_counted_and_notified_once(self):
        self.join(self.older, self.ken)
        self.pair.action_same()
        self.assertEqual(self.older.reporter_count, 2)
        self.assertEqual(len(self.older._recipients()), 2)
        self.pair.action_undo()
        self.assertEqual(self.newer.phase, "open")

    def test_two_requests_of_one_person_become_one(self):
        again = self.open_pothole(2, self.jane)
        again._merge_into_request(self.older)
        self.assertEqual(self.older.reporter_count, 1)
        self.assertEqual(len(self.older._recipients()), 1)

    def test_rejected_duplicate_is_not_proposed_again(self):
        self.pair.action_different()
        self.assertFalse(self.count(self.newer))
        with self.assertRaisesRegex(UserError, "decided already"):
            self.pair.action_same()
        self.pair.action_undo()
        self.assertEqual(self.count(self.newer), 1)

    def test_closed_request_is_not_joined(self):
        self.older._change_state("closed", outcome="fixed")
        self.assertFalse(self.count(self.newer))
        with self.assertRaisesRegex(UserError, "Only open requests can be joined"):
            self.pair.action_same()
        with self.assertRaisesRegex(UserError, "cannot join itself"):
            self.newer._merge_into_request(self.newer)

    def test_comparison_shows_both_descriptions(self):
        shown = str(self.pair.with_user(self.officer).comparison)
        for words in (
            "Jane&#39;s hole",
            "Ken&#39;s hole",
            self.ken.name,
            "8 m",
            "<svg",
        ):
            self.assertIn(words, shown)

    def test_text_of_residents_is_escaped(self):
        request = self.open_pothole(1, description="<script>alert(1)</script>")
        pair = self.env["service.request.duplicate"].search(
            [("request_id", "=", request.id)], limit=1
        )
        self.assertNotIn("<script>", pair.comparison)

    def test_decision_needs_access_to_both_requests(self):
        for user in (self.crewman, self.analyst):
            with self.assertRaises(AccessError):
                self.pair.with_user(user).read(["metres"])
            with self.assertRaises(AccessError):
                self.pair.with_user(user).action_different()
        with self.assertRaises(AccessError):
            self.pair.with_user(self.officer).verdict = "same"

    def test_opening_without_requests_nearby_costs_one_more_query(self):
        request = self.open_pothole(5000)
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.env["service.request.duplicate"]._propose(request)

    # The officer's dialog

    def wizard(self, **values):
        return (
            self.env["service.request.new"]
            .with_user(self.officer)
            .create(
                {
                    "partner_id": self.env["res.partner"].create({"name": "Pat"}).id,
                    "service_id": self.pothole.id,
                    "words": "a hole in the road",
                    "latitude": LATITUDE,
                    "longitude": LONGITUDE,
                    **values,
                }
            )
        )

    def test_dialog_offers_requests_nearby_and_the_caller_joins(self):
        wizard = self.wizard()
        self.assertEqual(wizard.nearby_ids, self.older | self.newer)
        button = self.older.with_user(self.officer).with_context(
            new_request_id=wizard.id
        )
        action = button.action_join_new()
        self.assertEqual(action["res_id"], self.older.id)
        report = self.older.active_co_report_ids
        self.assertEqual(report.description, "a hole in the road")
        self.assertEqual(report.interaction_id.request_id, self.older)

    def test_dialog_offers_none_without_service_and_place(self):
        Wizard = self.env["service.request.new"].with_user(self.officer)
        self.assertFalse(Wizard.new({}).nearby_ids)
        self.assertFalse(self.wizard(latitude=0, longitude=0).nearby_ids)

    def test_opening_despite_the_offer_proposes_no_duplicate(self):
        action = self.wizard().action_open()
        request = self.env["service.request"].browse(action["res_id"])
        self.assertFalse(self.count(request))

    def test_dialog_joins_offered_requests_only(self):
        far = self.open_pothole(900)
        wizard = self.wizard()
        with self.assertRaisesRegex(UserError, "no longer open nearby"):
            far.with_user(self.officer).with_context(
                new_request_id=wizard.id
            ).action_join_new()
