"""Check of a plan, independent of the solver."""

from collections import Counter
from collections.abc import Iterator

from .problem import Problem
from .route import Plan, Route
from .travel import Travel


def violations(problem: Problem, plan: Plan) -> list[str]:
    """Return every rule that a plan breaks.

    Args:
        problem: the tasks, shifts and travel.
        plan: the plan.

    Returns:
        Descriptions of the violations; empty for a feasible plan.
    """
    broken = list(_check_counts(problem, plan))
    for route in plan.routes:
        broken += _check_route(route, problem.travel)
    return broken


def _check_counts(problem: Problem, plan: Plan) -> Iterator[str]:
    """Check that each task occurs once and each shift at most once."""
    done = [visit.task for route in plan.routes for visit in route.visits]
    explained = Counter([*done, *(left.task for left in plan.unserved)])
    for task in problem.tasks:
        if explained[task] != 1:
            yield f"task {task.key} appears {explained[task]} times"
    for stranger in explained.keys() - set(problem.tasks):
        yield f"task {stranger.key} was not asked for"
    driven = Counter(route.shift for route in plan.routes)
    offered = Counter(problem.shifts)
    for shift, times in driven.items():
        if times > offered[shift]:
            yield f"a shift of crew {shift.crew} is driven {times} times"


def _check_route(route: Route, travel: Travel) -> Iterator[str]:
    """Check times, skills and shift of a route."""
    place, free = route.shift.start, route.shift.begins
    for visit in route.visits:
        task = visit.task
        if not route.shift.may_do(task):
            yield f"crew {route.shift.crew} may not do task {task.key}"
        if visit.starts < free + travel.seconds(place, task.place):
            yield f"task {task.key} starts before the crew can be there"
        if visit.starts < task.earliest:
            yield f"task {task.key} starts before its time"
        if task.latest is not None and visit.starts > task.latest:
            yield f"task {task.key} starts after its time"
        if visit.ends - visit.starts < task.service:
            yield f"task {task.key} is given too little time"
        place, free = task.place, visit.ends
    if route.visits and free + travel.seconds(place, route.shift.end) > (
        route.shift.ends
    ):
        yield f"crew {route.shift.crew} ends its shift late"
