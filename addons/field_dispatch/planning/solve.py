"""The best plan in a given time, by PyVRP (hybrid genetic and local search).

A shift is a vehicle with its own start, end and hours; a task is an optional client
whose prize is what leaving it out costs, in seconds of travel; what a crew may not
do is out of its reach in the crew's own distance matrix.
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

# Seconds of travel that serving a task is worth, by priority.
PRIZES = (3_600, 7_200, 18_000, 54_000, 108_000)
OUT_OF_REACH = 10_000_000  # seconds: longer than any shift
LATER = 60  # an hour's later start is worth a minute of travel
METRES_IN_DEGREE = 111_195  # of latitude


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try.

    Attributes:
        seconds: no longer than this; None for no limit by the clock.
        iterations: no more than this; with a `seed` and no limit by the clock the
            same problem gives the same plan.
        patience: iterations without a better plan after which it is good enough.
        seed: of the random numbers.
    """

    seconds: float | None = 5.0
    iterations: int | None = None
    patience: int = 2_000
    seed: int = 1

    def stop(self) -> StoppingCriterion:
        criteria: list[StoppingCriterion] = [NoImprovement(self.patience)]
        if self.seconds is not None:
            criteria.append(MaxRuntime(self.seconds))
        if self.iterations is not None:
            criteria.append(MaxIterations(self.iterations))
        return MultipleCriteria(criteria)


def solve(problem: Problem, effort: Effort | None = None) -> Plan:
    """A plan that serves what matters most with the least travel.

    Args:
        problem: tasks, shifts and travel.
        effort: how hard to try; five seconds at most when left out.

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
        for shift, tasks in _orders(problem, result.best)
        if (route := _drivable(shift, tasks, problem)).visits
    )
    served = {visit.task for route in routes for visit in route.visits}
    left = [task for task in problem.tasks if task not in served]
    return Plan(routes, explained(problem, left))


def _orders(problem: Problem, solution: Solution) -> Iterator[tuple[Shift, list[Task]]]:
    """Each shift that has work, with its tasks in order."""
    for route in solution.routes():
        tasks = [problem.tasks[step.idx] for step in route if step.is_client()]
        yield problem.shifts[route.vehicle_type()], tasks


def _drivable(shift: Shift, tasks: list[Task], problem: Problem) -> Route:
    """The route of as many of `tasks` as fit, for a search that was cut short."""
    kept: list[Task] = []
    best = Route(shift, ())
    for task in tasks:
        if longer := timed(shift, [*kept, task], problem.travel):
            kept.append(task)
            best = longer
    return best


def _data(problem: Problem) -> ProblemData:
    """PyVRP's form: locations are the tasks', then each shift's start and end."""
    places = [task.place for task in problem.tasks]
    for shift in problem.shifts:
        places += [shift.start, shift.end]
    count = len(problem.tasks)
    first = min(shift.begins for shift in problem.shifts)
    profiles, profile_of = _profiles(problem, _seconds_between(problem, places))
    return ProblemData(
        [Location(*_flat(place)) for place in places],
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
        # PyVRP's annotations ask for an array type that numpy cannot make.
        profiles,  # type: ignore[arg-type]
        profiles,  # type: ignore[arg-type]
    )


def _client(location: int, task: Task) -> Client:
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
    """Travel times between all places; int64[n, n]."""
    seconds = problem.travel.seconds
    count = len(places)
    matrix = np.zeros((count, count), np.int64)
    for row, start in enumerate(places):
        for column in range(row):
            matrix[row, column] = seconds(start, places[column])
    return matrix + matrix.T


def _profiles(problem: Problem, base: np.ndarray) -> tuple[list[np.ndarray], list[int]]:
    """A matrix for each different set of forbidden tasks; each shift's matrix."""
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


def _flat(place: Place) -> tuple[int, int]:
    """Metres on a plane, for PyVRP's neighbourhoods; good enough within a county."""
    return (
        round(place.longitude * METRES_IN_DEGREE * 0.6),
        round(place.latitude * METRES_IN_DEGREE),
    )
