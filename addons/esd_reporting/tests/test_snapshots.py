from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError

from ..measures.period import DAY, WEEK, Period
from .common import EsdReportingCase


class TestSnapshots(EsdReportingCase):
    DAY = Period.around(DAY, date(2019, 5, 6), "Europe/London")

    def _taken(self):
        self.env["esd.snapshot"]._store_snapshots(self.DAY)
        return self.env["esd.snapshot"].search(
            [
                ("measure_id.code", "=", "answered_in_time"),
                ("kind", "=", DAY),
                ("first", "=", self.DAY.first),
            ]
        )

    def test_snapshot_keeps_the_definition_of_the_measure(self):
        self.record_call(waiting=15)
        taken = self._taken()
        self.assertEqual((taken.value, taken.threshold_seconds), (0, 10))
        taken.measure_id.threshold_seconds = 20
        self.assertEqual((taken.value, taken.threshold_seconds), (0, 10))
        self.assertIn("T = 10 s", taken.definition)

    def test_rebuilding_uses_the_current_definition_and_ledger(self):
        self.record_call(waiting=15)
        taken = self._taken()
        taken.measure_id.threshold_seconds = 20
        self.record_call(waiting=90)
        taken.with_user(self.supervisor).action_rebuild()
        self.assertEqual((taken.value, taken.denominator), (50, 2))
        self.assertIn("T = 20 s", taken.definition)

    def test_empty_figure_is_stored_as_empty(self):
        taken = self._taken()
        self.assertFalse(taken.is_measured)
        self.assertFalse(taken.light)

    def test_period_is_stored_once(self):
        taken = self._taken()
        self.record_call()
        self.assertEqual(self._taken(), taken)
        self.assertFalse(taken.is_measured)

    def test_mean_over_days_is_weighted_by_the_denominator(self):
        later = self.DAY.around(DAY, date(2019, 5, 7), self.DAY.zone)
        silent = self.DAY.around(DAY, date(2019, 5, 10), self.DAY.zone)
        self.record_call(waiting=5)
        for _n in range(3):
            self.record_call(self.MONDAY + timedelta(days=1), waiting=60)
        for day in (self.DAY, later, silent):
            self.env["esd.snapshot"]._store_snapshots(day)
        domain = [
            ("measure_id.code", "=", "answered_in_time"),
            ("kind", "=", DAY),
            ("first", ">=", self.DAY.first),
            ("first", "<=", silent.first),
        ]
        ((mean,),) = self.env["esd.snapshot"]._read_group(domain, [], ["value:avg"])
        self.assertEqual(mean, 25)

    def test_analysts_do_not_rebuild(self):
        taken = self._taken()
        with self.assertRaises(AccessError):
            taken.with_user(self.analyst).action_rebuild()

    def test_scheduled_action_stores_closed_periods(self):
        self.record_call(waiting=5)
        cron = self.env.ref("esd_reporting.ir_cron_take_snapshots")
        with freeze_time("2019-05-07 02:10:00"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        taken = self.env["esd.snapshot"].search(
            [
                ("measure_id.code", "=", "answered_in_time"),
                ("first", ">=", "2018-01-01"),
                ("first", "<", "2019-05-07"),
            ]
        )
        self.assertEqual(
            {(row.kind, str(row.first)) for row in taken if row.kind != "day"},
            {
                ("week", "2019-04-29"),
                ("month", "2019-04-01"),
                ("year", "2018-01-01"),
            },
        )
        days = taken.filtered(lambda row: row.kind == "day").sorted("first")
        self.assertEqual(len(days), 14, "nights without cron are made up for")
        self.assertEqual(str(days[-1].first), "2019-05-06")
        self.assertEqual((days[-1].value, days[-1].is_measured), (100, True))
        self.assertFalse(days[0].is_measured)

    @freeze_time("2019-05-08 12:00:00")
    def test_trend_has_the_recent_days(self):
        self.record_call(waiting=5)
        self._taken()
        self.env["esd.snapshot"]._store_snapshots(
            Period.around(WEEK, date(2019, 4, 29), "Europe/London")
        )
        shown = self.env["esd.measure"].figures(WEEK)["measures"]
        trends = {measure["code"]: measure["trend"] for measure in shown}
        self.assertEqual(trends["answered_in_time"], [100])
        self.assertEqual(trends["satisfied"], [None])
