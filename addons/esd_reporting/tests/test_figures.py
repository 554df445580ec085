from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError

from ..dashboard.service_dashboard import CARDS
from ..models.council_time import period_of
from .common import EsdReportingCase


@freeze_time("2019-05-08 12:00:00")
class TestFigures(EsdReportingCase):
    """The week of 6 May 2019, seen on its Wednesday at noon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["service.sla.policy"].create({"name": "1 day", "hours": 8})

    def _figures(self, kind="week"):
        found = self.env["esd.measure"].with_user(self.analyst).figures(kind)
        return {measure["code"]: measure for measure in found["measures"]}

    def test_figure_without_data_is_empty_and_not_zero(self):
        shown = self._figures()["answered_in_time"]
        self.assertIsNone(shown["value"])
        self.assertFalse(shown["light"])

    def test_zero_contacts_are_a_figure(self):
        self.assertEqual(self._figures()["contacts_in"]["value"], 0)

    def test_answered_in_time_is_compared_with_its_target(self):
        measure = self.env.ref("esd_reporting.measure_answered_in_time")
        measure.target_ids.unlink()
        self.env["esd.target"].create(
            [
                {"measure_id": measure.id, "valid_from": "2018-01-01", "value": 75},
                {"measure_id": measure.id, "valid_from": "2019-01-01", "value": 80},
                {"measure_id": measure.id, "valid_from": "2019-06-01", "value": 10},
            ]
        )
        for waiting in (5, 8, 10, 11):
            self.record_call(waiting=waiting)
        shown = self._figures()["answered_in_time"]
        self.assertEqual((shown["value"], shown["target"]), (75, 80))
        self.assertEqual(shown["light"], "red")

    def test_abandoned_calls_count_in_both_figures(self):
        self.record_call(waiting=5)
        self.record_abandoned_call()
        shown = self._figures()
        self.assertEqual(shown["answered_in_time"]["value"], 50)
        self.assertEqual(shown["abandoned"]["value"], 50)

    def test_mail_is_not_a_call(self):
        self.record_call(waiting=5)
        self.record_contact(
            answered_at=self.MONDAY + timedelta(hours=2), waiting_seconds=7200
        )
        self.assertEqual(self._figures()["answered_in_time"]["value"], 100)

    def test_current_week_is_compared_with_the_same_part_of_the_last(self):
        week = timedelta(days=7)
        for at in (self.MONDAY, self.MONDAY - week, self.WEDNESDAY - week):
            self.record_contact(at)
        self.record_contact(self.WEDNESDAY - week + timedelta(hours=1))
        self.record_contact(self.WEDNESDAY - week - timedelta(minutes=1))
        shown = self._figures()["contacts_in"]
        self.assertEqual((shown["value"], shown["before"]), (1, 2))
        self.assertEqual(shown["change"], -1)

    def test_today_starts_at_midnight_of_the_council(self):
        self.record_contact(self.WEDNESDAY.replace(hour=0) - timedelta(minutes=30))
        self.record_contact(self.WEDNESDAY.replace(hour=0) - timedelta(minutes=90))
        self.assertEqual(self._figures("day")["contacts_in"]["value"], 1)

    def test_unknown_period_reads_as_a_week(self):
        self.assertEqual(self.env["esd.measure"].figures("aeon")["kind"], "week")

    def test_deadlines_and_ratings_of_requests(self):
        closed = {"phase": "closed", "closed_at": self.MONDAY}
        for state, rating in (("met", "5"), ("met", "2"), ("missed", False)):
            self._with_deadline(
                state,
                **closed,
                satisfaction=rating,
                satisfaction_at=rating and self.MONDAY,
                satisfaction_asked_at=self.MONDAY,
            )
        shown = self._figures()
        self.assertAlmostEqual(shown["deadlines_met"]["value"], 200 / 3)
        self.assertEqual(shown["satisfied"]["value"], 50)
        self.assertEqual(shown["satisfaction"]["value"], 3.5)
        self.assertAlmostEqual(shown["response_rate"]["value"], 200 / 3)

    def test_deadlines_met_of_the_dashboard_are_those_of_the_measure(self):
        closed = {"phase": "closed", "closed_at": self.MONDAY}
        for state in ("met", "met", "met", "missed"):
            self._with_deadline(state, **closed)
        self.make_request(self.bins, **closed)
        self._with_deadline("missed")
        self._with_deadline("missed", phase="cancelled", closed_at=self.MONDAY)
        figure = self._figures()["deadlines_met"]
        self.assertEqual((figure["value"], figure["denominator"]), (75, 4))
        (card,) = (card for card in CARDS if card.title == "Deadlines Met")
        week = period_of(self.env, "week")
        domain = [(card.date, ">=", week.start), (card.date, "<", week.end)]
        Fact = self.env[card.model]
        for requests in (domain, [("service_id", "=", self.bins.id)]):
            ((share,),) = Fact._read_group(requests, [], [card.measure_id])
            self.assertEqual(share, figure["value"])

    def _with_deadline(self, state, **values):
        """Create a request whose clock is in a state."""
        request = self.make_request(self.bins, **values)
        self.env["service.sla.clock"].create(
            {
                "request_id": request.id,
                "policy_id": self.policy.id,
                "budget_seconds": 28800,
                "state": state,
            }
        )

    def test_each_co_reporter_has_a_rating(self):
        values = {"satisfaction_at": self.MONDAY, "satisfaction_asked_at": self.MONDAY}
        request = self.make_request(self.bins, satisfaction="1", **values)
        self.make_co_report(request, satisfaction="5", **values)
        self.make_co_report(request, satisfaction="4", **values)
        self.make_co_report(request, satisfaction_asked_at=self.MONDAY)
        shown = self._figures()
        self.assertAlmostEqual(shown["satisfied"]["value"], 200 / 3)
        self.assertAlmostEqual(shown["satisfaction"]["value"], 10 / 3)
        self.assertEqual(shown["response_rate"]["value"], 75)

    def test_planned_visits_count_when_done_or_due(self):
        programme = self._programme()
        Job = self.env["dispatch.job"]
        values = {"name": "Visit", "programme_id": programme.id}
        Job.create(
            [
                {**values, "state": "done", "done_at": self.MONDAY},
                {**values, "due_at": self.MONDAY},
                {**values, "due_at": self.WEDNESDAY + timedelta(days=1)},
                {**values, "state": "cancelled", "due_at": self.MONDAY},
                {"name": "Reactive", "due_at": self.MONDAY},
            ]
        )
        self.assertEqual(self._figures()["planned_work"]["value"], 50)

    def _programme(self):
        template = self.env["dispatch.job.template"].create({"name": "Gully check"})
        return self.env["dispatch.programme"].create(
            {"name": "Gullies", "template_id": template.id}
        )

    def test_electronic_delivery_counts_from_its_start_date(self):
        self.env["esd.inventory"].with_context(active_test=False).search([]).unlink()
        self.bins.is_published = True
        self.make_inventory_row(self.bins, self.information)
        self.make_inventory_row(self.bins, self.payments)
        shown = self._figures()["e_enabled"]
        self.assertEqual((shown["value"], shown["before"]), (50, 0))

    def test_procurement_may_be_excluded(self):
        self.env["esd.inventory"].with_context(active_test=False).search([]).unlink()
        procurement = self.env.ref("esd_reporting.interaction_type_procurement")
        self.bins.is_published = True
        self.make_inventory_row(self.bins, self.information)
        self.make_inventory_row(self.bins, procurement)
        measure = self.env.ref("esd_reporting.measure_e_enabled")
        self.assertEqual(self._figures()["e_enabled"]["value"], 50)
        measure.is_procurement_counted = False
        shown = self._figures()["e_enabled"]
        self.assertEqual(shown["value"], 100)
        self.assertIn("without procurement", shown["definition"])

    def test_calls_that_moved_to_the_web_save_money(self):
        web = self.env.ref("constituent_crm.channel_web")
        self.env["esd.unit.cost"].search([]).active = False
        self.env.flush_all()
        self.env["esd.unit.cost"].create(
            [
                {"channel_id": c.id, "amount": a, "source": "Test", "year": 2019}
                for c, a in ((self.phone, 3), (web, 1))
            ]
        )
        year = timedelta(days=364)
        for _n in range(2):
            self.record_call(self.MONDAY - year)
        self.record_call(self.MONDAY)
        self.record_contact(self.MONDAY, web)
        self.assertEqual(self._figures()["shift_saving"]["value"], 2)

    def test_threshold_and_formula_are_shown_with_the_figure(self):
        measure = self.env.ref("esd_reporting.measure_answered_in_time")
        measure.write({"formula": "of_patient", "threshold_seconds": 20})
        definition = self._figures()["answered_in_time"]["definition"]
        self.assertIn("T = 20 s", definition)
        self.assertIn("early", definition)
        self.assertIn("Phone", definition)

    def test_every_formula_has_a_text_and_a_figure(self):
        formulas = dict(self.env["esd.measure"]._fields["formula"].selection)
        measures = self.env["esd.measure"].create(
            [{"name": f, "code": f"every_{f}", "formula": f} for f in formulas]
        )
        shown = self._figures()
        for measure in measures:
            self.assertIn(measure.code, shown)
            self.assertTrue(measure.definition, measure.formula)

    def test_evidence_opens_the_contacts_of_the_period(self):
        self.record_call()
        self.record_call(self.MONDAY - timedelta(days=7))
        measure = self.env.ref("esd_reporting.measure_answered_in_time")
        action = measure.with_user(self.analyst).action_view_evidence("week")
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(found), 1)

    def test_figures_need_a_group(self):
        clerk = self.make_user("esd_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["esd.measure"].with_user(clerk).figures("week")

    def test_many_measures_read_the_ledger_once(self):
        self._figures()
        start = self.env.cr.sql_log_count
        self._figures()
        few = self.env.cr.sql_log_count - start
        self.env["esd.measure"].create(
            [
                {"name": f"M{n}", "code": f"many_{n}", "formula": "abandonment"}
                for n in range(20)
            ]
        )
        self._figures()
        start = self.env.cr.sql_log_count
        self._figures()
        self.assertLessEqual(self.env.cr.sql_log_count - start, few)
