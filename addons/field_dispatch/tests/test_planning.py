import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..planning import (
    Effort,
    Pin,
    Place,
    Plan,
    Problem,
    Reason,
    Shift,
    Task,
    Travel,
    cut,
    insert,
    solve,
    timed,
    violations,
)

HOUR = 3600
DEPOT = Place(53.78, -0.31)
MIDDLE = Place(53.7437, -0.3325)
STEADY = Effort(seconds=None, iterations=150)
TREES = 1


def shift(crew=1, begins=8, ends=12, **more):
    return Shift(crew, begins * HOUR, ends * HOUR, DEPOT, DEPOT, **more)


def task(key=1, minutes=30, **more):
    return Task(key, more.pop("place", MIDDLE), minutes * 60, **more)


def town(seed, tasks=25, crews=3):
    """Tasks all over Hull with every kind of wish, and crews with a lunch break."""
    chance = random.Random(seed)

    def somewhere():
        return Place(
            53.74 + chance.uniform(-0.05, 0.05), -0.33 + chance.uniform(-0.09, 0.09)
        )

    def wish(key):
        earliest = chance.choice([0, 0, 9 * HOUR, 14 * HOUR])
        latest = chance.choice([None, None, earliest + 2 * HOUR])
        skills = frozenset([TREES]) if chance.random() < 0.2 else frozenset()
        minutes = chance.choice([10, 30, 60, 120])
        return Task(
            key,
            somewhere(),
            minutes * 60,
            skills,
            priority=chance.randrange(5),
            earliest=earliest,
            latest=latest,
        )

    shifts = tuple(
        shift(crew, *hours, skills=frozenset([TREES]) if crew % 2 else frozenset())
        for crew in range(crews)
        for hours in ((8, 12), (13, 17))
    )
    return Problem(tuple(wish(key) for key in range(tasks)), shifts, Travel())


@tagged("dispatch_planning")
class TestPlanning(BaseCase):
    def test_every_plan_is_feasible(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                problem = town(seed)
                self.assertEqual(violations(problem, solve(problem, STEADY)), [])

    def test_interrupted_search_gives_a_feasible_plan(self):
        problem = town(seed=3, tasks=60, crews=2)
        plan = solve(problem, Effort(seconds=None, iterations=1))
        self.assertEqual(violations(problem, plan), [])

    def test_same_seed_gives_the_same_plan(self):
        problem = town(seed=1)
        self.assertEqual(solve(problem, STEADY), solve(problem, STEADY))

    def test_highest_priority_is_served_first(self):
        tasks = [task(key, 100, priority=0) for key in range(4)]
        urgent = task(9, 100, priority=3)
        problem = Problem((*tasks, urgent), (shift(),), Travel())
        plan = solve(problem, STEADY)
        served = {visit.task for route in plan.routes for visit in route.visits}
        self.assertIn(urgent, served)
        self.assertTrue(plan.unserved)

    def test_task_without_a_skilled_crew_is_unserved(self):
        self.assertEqual(self.reason(task(skills=frozenset([TREES]))), Reason.SKILL)

    def test_task_longer_than_every_shift_is_unserved(self):
        self.assertEqual(self.reason(task(minutes=241)), Reason.HOURS)

    def test_task_with_a_window_outside_every_shift_is_unserved(self):
        self.assertEqual(self.reason(task(earliest=18 * HOUR)), Reason.HOURS)
        self.assertEqual(self.reason(task(latest=7 * HOUR)), Reason.HOURS)

    def test_task_without_shifts_is_unserved(self):
        self.assertEqual(self.reason(task(), shifts=()), Reason.HOURS)

    def test_task_beyond_capacity_is_unserved(self):
        tasks = tuple(task(key, 200) for key in range(2))
        plan = solve(Problem(tasks, (shift(),), Travel()), STEADY)
        self.assertEqual([left.reason for left in plan.unserved], [Reason.CAPACITY])

    def test_task_of_a_crew_stays_with_it(self):
        shifts = (shift(1), shift(2))
        plan = solve(Problem((task(crew=2),), shifts, Travel()), STEADY)
        self.assertEqual([route.shift.crew for route in plan.routes], [2])

    def reason(self, left, shifts=None):
        problem = Problem((left,), (shift(),) if shifts is None else shifts, Travel())
        (unserved,) = solve(problem, STEADY).unserved
        return unserved.reason


@tagged("dispatch_planning")
class TestChecker(BaseCase):
    """The checker must see what a wrong plan does wrong."""

    def setUp(self):
        super().setUp()
        self.problem = Problem((task(),), (shift(),), Travel())
        self.plan = solve(self.problem, STEADY)
        self.assertEqual(violations(self.problem, self.plan), [])

    def broken(self, problem=None, **visit):
        route = self.plan.routes[0]
        wrong = replace(route, visits=(replace(route.visits[0], **visit),))
        return violations(problem or self.problem, Plan((wrong,), ()))

    def test_forgotten_task_is_a_violation(self):
        self.assertIn("task 1 appears 0 times", violations(self.problem, Plan((), ())))

    def test_task_done_twice_is_a_violation(self):
        route = self.plan.routes[0]
        wrong = replace(route, visits=route.visits * 2)
        self.assertIn(
            "task 1 appears 2 times", violations(self.problem, Plan((wrong,), ()))
        )

    def test_impossible_travel_time_is_a_violation(self):
        starts = 8 * HOUR + 60
        faults = self.broken(starts=starts, ends=starts + 1800)
        self.assertIn("task 1 starts before the crew can be there", faults)

    def test_too_short_work_is_a_violation(self):
        starts = self.plan.routes[0].visits[0].starts
        self.assertIn("task 1 is given too little time", self.broken(ends=starts + 60))

    def test_late_return_is_a_violation(self):
        faults = self.broken(starts=12 * HOUR - 1800, ends=12 * HOUR)
        self.assertIn("crew 1 ends its shift late", faults)

    def test_missing_skill_and_missed_window_are_violations(self):
        hard = task(skills=frozenset([TREES]), latest=8 * HOUR)
        faults = self.broken(replace(self.problem, tasks=(hard,)), task=hard)
        self.assertIn("crew 1 may not do task 1", faults)
        self.assertIn("task 1 starts after its time", faults)


@tagged("dispatch_planning")
class TestTiming(BaseCase):
    def test_crew_waits_for_the_window_to_open(self):
        route = timed(shift(), [task(earliest=10 * HOUR)], Travel())
        self.assertEqual(route.visits[0].starts, 10 * HOUR)

    def test_travel_home_counts(self):
        self.assertIsNone(timed(shift(), [task(minutes=239)], Travel()))

    def test_insertion_keeps_the_order_of_the_rest(self):
        first, second = (task(key, earliest=key * HOUR) for key in (1, 2))
        route = insert(shift(), [first, second], task(3), Travel())
        rest = [visit.task for visit in route.visits if visit.task.key != 3]
        self.assertEqual(rest, [first, second])

    def test_insertion_without_room_is_refused(self):
        self.assertIsNone(insert(shift(), [task(1, 120)], task(2, 120), Travel()))

    def test_travel_of_a_known_distance(self):
        # Hull to York as the crow flies is 54.6 km, give or take 200 m.
        york = Place(53.9600, -1.0873)
        hull = Place(53.7457, -0.3367)
        self.assertAlmostEqual(
            Travel(detour=1).metres(hull, york) / 1000, 54.6, delta=0.2
        )

    def test_invalid_speed_is_refused(self):
        with self.assertRaises(ValueError):
            Travel(speed=0)


@tagged("dispatch_planning")
class TestCut(BaseCase):
    def test_pins_split_a_shift(self):
        pin = Pin(MIDDLE, 9 * HOUR, 10 * HOUR)
        before, after = cut(shift(), [pin])
        self.assertEqual((before.begins, before.ends), (8 * HOUR, 9 * HOUR))
        self.assertEqual((after.begins, after.ends), (10 * HOUR, 12 * HOUR))
        self.assertEqual((before.start, before.end), (DEPOT, MIDDLE))
        self.assertEqual((after.start, after.end), (MIDDLE, DEPOT))

    def test_past_part_of_a_shift_is_cut(self):
        (rest,) = cut(shift(), [], now=11 * HOUR)
        self.assertEqual(rest.begins, 11 * HOUR)
        self.assertEqual(list(cut(shift(), [], now=13 * HOUR)), [])

    def test_pins_that_overlap_leave_no_room_between(self):
        pins = [Pin(MIDDLE, 8 * HOUR, 10 * HOUR), Pin(MIDDLE, 9 * HOUR, 11 * HOUR)]
        (rest,) = cut(shift(), pins)
        self.assertEqual((rest.begins, rest.ends), (11 * HOUR, 12 * HOUR))

    def test_pins_of_another_shift_do_not_count(self):
        self.assertEqual(
            list(cut(shift(), [Pin(MIDDLE, 14 * HOUR, 15 * HOUR)])), [shift()]
        )
