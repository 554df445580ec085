from odoo.fields import Datetime
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.sla_case import (
    MONDAY,
    TUESDAY,
    SlaCase,
)


@tagged("post_install", "-at_install")
class TestSlaRecalculation(SlaCase):
    def due(self, request, kind="resolve"):
        self.env.invalidate_all()
        return str(self.clock(request, kind).due_at)

    def test_longer_policy_is_due_later(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.two_days.hours = 24
        self.assertEqual(self.due(request), "2026-03-05 10:00:00")
        self.assertEqual(str(request.due_at), "2026-03-05 10:00:00")

    def test_changed_hours_and_holidays_move_the_deadline(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            wednesday = self.office_hours.attendance_ids[2]
            wednesday.hour_from = 10
            self.assertEqual(self.due(request), "2026-03-04 11:00:00")
            wednesday.hour_from = 9
            holiday = self.env["resource.calendar.leaves"].create(
                {
                    "calendar_id": self.office_hours.id,
                    "date_from": TUESDAY + "00:00:00",
                    "date_to": TUESDAY + "23:59:59",
                }
            )
            self.assertEqual(self.due(request), "2026-03-05 10:00:00")
            holiday.unlink()
            self.assertEqual(self.due(request), "2026-03-04 10:00:00")

    def test_another_team_counts_in_its_hours(self):
        night = self.office_hours.copy({"name": "Night"})
        for row in night.attendance_ids:
            row.write({"hour_from": 0, "hour_to": 24})
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.roads.resource_calendar_id = night
            request.team_id = self.roads
        # An hour of sixteen is used; fifteen follow at once.
        self.assertEqual(self.due(request), TUESDAY + "02:00:00")
        with self.at(MONDAY + "12:00"):
            self.roads.resource_calendar_id = self.office_hours
        self.assertEqual(self.due(request), "2026-03-04 10:00:00")

    def test_completed_and_paused_clocks_do_not_change(self):
        done, waiting = self.opened(), self.opened()
        with self.at(MONDAY + "12:00"):
            done._change_state("closed", outcome="fixed")
            waiting._change_state("waiting")
            before = self.due(done)
            self.two_days.hours = 24
        self.assertEqual(self.due(done), before)
        self.assertEqual(self.clock(waiting, "resolve").state, "paused")
        with self.at(MONDAY + "12:00"):
            waiting._change_state("in_progress")
        self.assertEqual(self.due(waiting), "2026-03-05 10:00:00")

    def test_archived_policy_removes_its_clock(self):
        request = self.opened()
        with self.at(MONDAY + "11:00"):
            self.by_law.active = False
        self.env.invalidate_all()
        self.assertFalse(self.clock(request, "statutory"))
        with self.at(MONDAY + "12:00"):
            self.by_law.active = True
        self.env.invalidate_all()
        self.assertEqual(self.due(request, "statutory"), "2026-03-12 23:59:59")

    def test_missed_clock_runs_again_when_there_is_more_time(self):
        request = self.opened()
        self.run_cron("2026-03-04 10:30")
        self.assertEqual(request.sla_state, "missed")
        with self.at("2026-03-04 11:00"):
            self.two_days.hours = 40
        self.env.invalidate_all()
        self.assertEqual(request.sla_state, "running")

    def test_summary_in_sql_equals_the_one_in_python(self):
        requests = self.opened() | self.opened() | self.opened()
        with self.at(MONDAY + "12:00"):
            requests[0]._change_state("waiting")
            requests[1]._change_state("closed", outcome="fixed")
            requests[2].clock_ids.filtered(lambda c: c.kind == "resolve").unlink()
            fields = ["due_at", "sla_state", "at_risk_from"]
            requests.invalidate_recordset(fields)
            self.env.add_to_compute(requests._fields["due_at"], requests)
            computed = requests.read(fields)
            self.env["service.sla.clock"]._store_summaries(requests)
        self.assertEqual(requests.read(fields), computed)

    def test_many_requests_are_left_to_the_scheduled_action(self):
        Request = self.env["service.request"]
        with self.at(MONDAY + "10:00"):
            requests = Request.create([{"service_id": self.bin.id}] * 210)
            self.env.flush_all()
            self.two_days.hours = 24
        self.env.invalidate_all()
        self.assertTrue(all(requests.mapped("needs_replanning")))
        self.run_cron(MONDAY + "11:00", "cron_replan")
        self.env.invalidate_all()
        self.assertFalse(any(requests.mapped("needs_replanning")))
        due = set(requests.mapped("due_at"))
        self.assertEqual(due, {Datetime.to_datetime("2026-03-05 10:00:00")})

    def test_queries_do_not_grow_with_the_number_of_requests(self):
        Request = self.env["service.request"]
        many = Request.create([{"service_id": self.bin.id}] * 150)

        def planned(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._replan()
            return self.env.cr.sql_log_count - before

        planned(many)
        self.assertLessEqual(planned(many), planned(many[:2]))
        self.assertLess(planned(many), 20)


class TestOpening(SlaCase):
    """By itself: other addons tell and do more."""

    def test_opening_costs_few_queries(self):
        self.rule = self.make_routing_rule("Fair", team_id=self.waste.id, assign="load")
        self.open_request()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            self.open_request()
            self.env.flush_all()

    def test_clocks_of_many_requests_start_in_few_queries(self):
        Request = self.env["service.request"]

        def opened(number):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Request.with_context(tracking_disable=True).create(
                [{"service_id": self.bin.id}] * number
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        opened(2)
        # Of each request, its reference is looked up.
        self.assertLessEqual(opened(25) - 25, opened(2) - 2)
