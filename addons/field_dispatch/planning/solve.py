"""Solver of planning problems by PyVRP (hybrid genetic search).

A shift is a vehicle with its own start, end and hours. A task is an optional client,
whose prize is the cost of leaving it out, in seconds of travel. Tasks that a crew may
not do are out of reach in the crew's distance matrix.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, Solution, VehicleType
from pyvrp import solve as pyvrp_solve
from pyvrp.stop import (
    MaxIterations,
    MaxRuntime,
    MultipleCriteria,
    NoImprovement,
    StoppingCriterion,
)

from .explain import explained
from .problem import Place, Problem, Shift, Task
from .route import Plan, Route
from .timing import timed

# Value of serving a task by priority, in seconds of travel: 1, 2, 5, 15 and 30 hours.
# Chosen by hand; tests/test_planning.py checks what comes first.
PRIZES = (3_600, 7_200, 18_000, 54_000, 108_000)
OUT_OF_REACH = 10_000_000  # seconds: longer than any shift
LATER = 60  # one hour of delay costs one minute of travel; chosen by hand
METRES_IN_DEGREE = 111_195  # of latitude


@dataclass(frozen=True, slots=True)
class Effort:
    """Limits of the search.

    Attributes:
        seconds: maximum run time; None for no limit.
        iterations: maximum number of iterations; with a `seed` and no limit in
            seconds the result is reproducible.
        patience: number of iterations without improvement after which to stop.
        seed: seed of the random numbers.
    """

    seconds: float | None = 5.0
    iterations: int | None = None
    patience: int = 2_000
    seed: int = 1

    def stop(self) -> StoppingCriterion:
        """Return the stopping criterion.

        Returns:
            The criterion for PyVRP.
        """
        criteria: list[StoppingCriterion] = [NoImprovement(self.patience)]
        if self.seconds is not None:
            criteria.append(MaxRuntime(self.seconds))
        if self.iterations is not None:
            criteria.append(MaxIterations(self.iterations))
        return MultipleCriteria(criteria)


def solve(problem: Problem, effort: Effort | None = None) -> Plan:
    """Return a plan that serves the most important tasks with the least travel.

    Args:
        problem: tasks, shifts and travel.
        effort: limits of the search; None for five seconds.

    Returns:
        A plan without `violations`; tasks that do not fit are in `unserved`.
    """
    if not problem.tasks or not problem.shifts:
        return Plan((), explained(problem, problem.tasks))
    effort = effort or Effort()
    result = pyvrp_solve(
        _data(problem),
        stop=effort.stop(),
        seed=effort.seed,
        collect_stats=False,
        display=False,
    )
    routes = tuple(
        route
        for shift, tasks in _ordered_tasks(problem, result.best)
        if (route := _timed_route(shift, tasks, problem)).visits
    )
    served = {visit.task for route in routes for visit in route.visits}
    left = [task for task in problem.tasks if task not in served]
    return Plan(routes, explained(problem, left))


def _ordered_tasks(
    problem: Problem, solution: Solution
) -> Iterator[tuple[Shift, list[Task]]]:
    """Yield each shift with work, and its tasks in order."""
    for route in solution.routes():
        tasks = [problem.tasks[step.idx] for step in route if step.is_client()]
        yield problem.shifts[route.vehicle_type()], tasks


def _timed_route(shift: Shift, tasks: list[Task], problem: Problem) -> Route:
    """Return the route with as many of the tasks as fit, in order."""
    kept: list[Task] = []
    best = Route(shift, ())
    for task in tasks:
        if longer := timed(shift, [*kept, task], problem.travel):
            kept.append(task)
            best = longer
    return best


def _data(problem: Problem) -> ProblemData:
    """Return the problem in PyVRP's form: tasks, then shifts' starts and ends."""
    places = [task.place for task in problem.tasks]
    for shift in problem.shifts:
        places += [shift.start, shift.end]
    count = len(problem.tasks)
    first = min(shift.begins for shift in problem.shifts)
    profiles, profile_of = _profiles(problem, _seconds_between(problem, places))
    return ProblemData(
        [Location(*_to_plane(place)) for place in places],
        [_client(index, task) for index, task in enumerate(problem.tasks)],
        [Depot(index) for index in range(count, len(places))],
        [
            VehicleType(
                start_depot=2 * index,
                end_depot=2 * index + 1,
                tw_early=shift.begins,
                tw_late=shift.ends,
                profile=profile_of[index],
                fixed_cost=(shift.begins - first) // LATER,
            )
            for index, shift in enumerate(problem.shifts)
        ],
        # PyVRP's annotations name an array type that numpy does not have.
        profiles,  # type: ignore[arg-type]
        profiles,  # type: ignore[arg-type]
    )


def _client(location: int, task: Task) -> Client:
    """Return a task in PyVRP's form."""
    late: dict[str, Any] = {}
    if task.latest is not None:
        late = {"tw_late": max(task.latest, task.earliest)}
    return Client(
        location,
        service_duration=task.service,
        tw_early=task.earliest,
        prize=PRIZES[min(task.priority, len(PRIZES) - 1)],
        required=False,
        **late,
    )


def _seconds_between(problem: Problem, places: list[Place]) -> np.ndarray:
    """Return the travel times between all places, in seconds; int64[n, n]."""
    seconds = problem.travel.seconds
    count = len(places)
    matrix = np.zeros((count, count), np.int64)
    for row, start in enumerate(places):
        for column in range(row):
            matrix[row, column] = seconds(start, places[column])
    return matrix + matrix.T


def _profiles(problem: Problem, base: np.ndarray) -> tuple[list[np.ndarray], list[int]]:
    """Return a matrix for each set of forbidden tasks, and each shift's matrix."""
    known: dict[tuple[int, ...], int] = {}
    matrices: list[np.ndarray] = []
    profile_of = []
    for shift in problem.shifts:
        forbidden = tuple(
            index for index, task in enumerate(problem.tasks) if not shift.may_do(task)
        )
        if forbidden not in known:
            known[forbidden] = len(matrices)
            matrix = base.copy()
            matrix[:, list(forbidden)] = OUT_OF_REACH
            np.fill_diagonal(matrix, 0)
            matrices.append(matrix)
        profile_of.append(known[forbidden])
    return matrices, profile_of


def _to_plane(place: Place) -> tuple[int, int]:
    """Return metres on a plane, accurate enough for PyVRP's neighbourhoods."""
    return (
        round(place.longitude * METRES_IN_DEGREE * 0.6),
        round(place.latitude * METRES_IN_DEGREE),
    )
