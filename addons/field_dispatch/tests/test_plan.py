from datetime import date, datetime
from itertools import pairwise
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..planning import Effort, Plan, Reason, Unserved
from .common import CouncilCase

MONDAY = date(2027, 3, 1)
TUESDAY = date(2027, 3, 2)
QUICK = Effort(seconds=None, iterations=100)


@tagged("post_install", "-at_install")
class TestPlan(CouncilCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["dispatch.plan"]._for_day(TUESDAY)

    def solve(self, jobs, plan=None):
        return (plan or self.plan)._solve(jobs, QUICK)

    def test_job_gets_a_crew_with_its_skills_within_working_hours(self):
        job = self.open_request().job_ids
        self.assertFalse(self.solve(job))
        self.assertEqual(job.state, "planned")
        self.assertEqual(job.crew_id, self.crew_road)
        self.assertGreater(job.planned_start, datetime(2027, 3, 2, 8, 0))
        self.assertEqual((job.planned_end - job.planned_start).seconds, 45 * 60)
        self.assertEqual(job.stop_ids.plan_id, self.plan)
        self.assertGreater(job.stop_ids.travel_minutes, 0)

    def test_plan_of_another_solver_is_written(self):
        job = self.open_request().job_ids

        def leave_out(_plans, problem, _effort):
            unserved = (Unserved(task, Reason.CAPACITY) for task in problem.tasks)
            return Plan((), tuple(unserved))

        with patch.object(type(self.plan), "_solve_problem", leave_out):
            self.assertEqual(self.solve(job), job)
        self.assertEqual(job.unplanned_reason, "capacity")

    def test_missing_skill_is_the_reason(self):
        skill = self.make("dispatch.skill", name="Test asbestos")
        job = self.make_job(skill_ids=skill.ids)
        self.assertEqual(self.solve(job), job)
        self.assertEqual(job.unplanned_reason, "skill")
        self.assertEqual(self.plan.unplanned_ids, job)

    def test_job_longer_than_any_shift_is_the_reason(self):
        job = self.make_job(duration=300)
        self.solve(job)
        self.assertEqual(job.unplanned_reason, "hours")

    def test_unknown_place_is_the_reason(self):
        job = self.make_job(latitude=0, longitude=0)
        self.solve(job)
        self.assertEqual(job.unplanned_reason, "location")

    def test_full_day_is_the_reason_and_urgent_jobs_come_first(self):
        jobs = self.make_job(duration=200, priority="0")
        jobs |= self.make_job(duration=200, priority="0")
        urgent = self.make_job(duration=200, priority="3")
        jobs |= self.make_job(duration=200, priority="0") | urgent
        jobs |= self.make_job(duration=200, priority="0")
        left = self.solve(jobs)
        self.assertEqual(len(left), 1)
        self.assertEqual(left.unplanned_reason, "capacity")
        self.assertEqual(urgent.state, "planned")

    def test_crew_on_holiday_is_not_planned(self):
        self.make(
            "resource.calendar.leaves",
            name="Training",
            resource_id=self.crew_road.resource_id.id,
            calendar_id=self.calendar.id,
            date_from="2027-03-02 00:00:00",
            date_to="2027-03-02 23:59:00",
        )
        job = self.open_request().job_ids
        self.solve(job)
        self.assertEqual(job.unplanned_reason, "skill")

    def test_time_window_is_kept(self):
        job = self.make_job(
            earliest_at="2027-03-02 14:00:00", latest_at="2027-03-02 14:30:00"
        )
        self.solve(job)
        self.assertTrue(
            datetime(2027, 3, 2, 14)
            <= job.planned_start
            <= datetime(2027, 3, 2, 14, 30)
        )

    def test_sent_jobs_keep_their_time_when_more_is_planned(self):
        known = self.make_job()
        self.solve(known)
        known.action_dispatch()
        before = (known.crew_id, known.planned_start, known.planned_end)
        more = self.env["dispatch.job"].concat(
            *(self.make_job(duration=20, priority="3") for _ in range(8))
        )
        self.assertFalse(self.solve(more))
        self.assertEqual(
            (known.crew_id, known.planned_start, known.planned_end), before
        )
        self.assert_no_overlap()

    def test_stops_are_numbered_in_the_order_of_the_day(self):
        jobs = self.env["dispatch.job"].concat(*(self.make_job() for _ in range(5)))
        self.solve(jobs)
        for stops in self.plan.stop_ids.grouped("crew_id").values():
            in_order = stops.sorted("arrive_at").mapped("sequence")
            self.assertEqual(in_order, list(range(1, len(stops) + 1)))

    def assert_no_overlap(self):
        for stops in self.plan.stop_ids.grouped("crew_id").values():
            jobs = stops.job_id.sorted("planned_start")
            for first, second in pairwise(jobs):
                self.assertLessEqual(first.planned_end, second.planned_start)

    # From today on

    def test_planning_starts_today_and_not_in_the_past(self):
        job = self.make_job()
        job.action_plan()
        self.assertEqual(job.stop_ids.plan_id.date, MONDAY)
        self.assertGreater(job.planned_start, datetime(2027, 3, 1, 9, 0))

    def test_after_the_shift_the_next_working_day_is_planned(self):
        friday_evening = datetime(2027, 3, 5, 18, 0)
        with freeze_time(friday_evening):
            job = self.make_job()
            job.action_plan()
        self.assertEqual(job.stop_ids.plan_id.date, date(2027, 3, 8))

    def test_full_day_spills_over_to_the_next(self):
        jobs = self.env["dispatch.job"].concat(
            *(self.make_job(duration=170) for _ in range(6))
        )
        jobs.action_plan()
        self.assertEqual(set(jobs.mapped("state")), {"planned"})
        self.assertEqual(set(jobs.stop_ids.plan_id.mapped("date")), {MONDAY, TUESDAY})

    def test_planning_without_jobs_is_reported(self):
        job = self.make_job()
        job.action_plan()
        with self.assertRaisesRegex(UserError, "waits to be planned"):
            job.action_plan()

    def test_shifts_follow_summer_time(self):
        with freeze_time(datetime(2027, 7, 5, 3, 0)):
            job = self.make_job()
            job.action_plan()
        # 08:00 in Hull is 07:00 UTC.
        self.assertLess(job.planned_start, datetime(2027, 7, 5, 7, 30))
        self.assertGreater(job.planned_start, datetime(2027, 7, 5, 7, 0))

    def test_day_is_planned_with_waiting_jobs(self):
        job = self.make_job()
        notice = self.plan.action_solve()
        self.assertEqual(job.stop_ids.plan_id, self.plan)
        self.assertIn("jobs added", notice["params"]["message"])

    def test_job_is_removed_from_the_plan(self):
        job = self.make_job()
        job.action_plan()
        job.action_unplan()
        self.assertEqual(job.state, "draft")
        self.assertFalse(job.stop_ids or job.crew_id)

    # By hand

    def test_job_dragged_to_a_crew_gets_the_best_time_there(self):
        self.solve(self.make_job() | self.make_job())
        job = self.make_job(address="dragged")
        job.crew_id = self.crew_green
        self.assertEqual(job.state, "planned")
        self.assertTrue(job.planned_start)
        self.assertEqual(job.stop_ids.plan_id.date, MONDAY)

    def test_job_dragged_to_a_full_crew_is_refused_with_the_reason(self):
        job = self.make_job(duration=239)
        with self.assertRaisesRegex(UserError, "Green cannot take .* working time"):
            job.crew_id = self.crew_green

    def test_job_dragged_to_no_crew_is_unplanned(self):
        job = self.make_job()
        self.solve(job)
        job.crew_id = False
        self.assertEqual(job.state, "draft")
        self.assertFalse(job.stop_ids or job.planned_start)

    def test_manual_time_is_kept(self):
        job = self.make_job()
        job.write(
            {"crew_id": self.crew_green.id, "planned_start": "2027-03-02 15:00:00"}
        )
        self.assertTrue(job.stop_ids.is_fixed)
        self.solve(self.make_job() | self.make_job())
        self.assertEqual(job.planned_start, datetime(2027, 3, 2, 15, 0))
        self.assertEqual(job.planned_end, datetime(2027, 3, 2, 15, 30))

    def test_crew_is_not_in_two_places_at_once(self):
        at_three = {
            "crew_id": self.crew_green.id,
            "planned_start": "2027-03-02 15:00:00",
        }
        self.make_job().write(at_three)
        with self.assertRaisesRegex(UserError, "Green is already at"):
            self.make_job().write(at_three)

    def test_planning_many_jobs_takes_few_queries(self):
        few = self.queries_for(4, date(2027, 4, 6))
        many = self.queries_for(24, date(2027, 4, 7))
        self.assertLess(many - few, 40)

    def queries_for(self, count, day):
        jobs = self.env["dispatch.job"].concat(
            *(self.make_job(duration=10) for _ in range(count))
        )
        plan = self.env["dispatch.plan"]._for_day(day)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertFalse(plan._solve(jobs, QUICK))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
