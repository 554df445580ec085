"""Reasons why tasks are left out."""

from collections.abc import Iterable

from .problem import Problem, Task
from .route import Reason, Unserved
from .timing import timed


def explained(problem: Problem, tasks: Iterable[Task]) -> tuple[Unserved, ...]:
    """Return tasks with the first reason that applies to each.

    Args:
        problem: the tasks, shifts and travel.
        tasks: the tasks left out.

    Returns:
        The tasks with their reasons.
    """
    return tuple(Unserved(task, _reason(problem, task)) for task in tasks)


def _reason(problem: Problem, task: Task) -> Reason:
    """Return why no route serves the task."""
    able = [shift for shift in problem.shifts if shift.may_do(task)]
    if not able and problem.shifts:
        return Reason.SKILL
    if not any(timed(shift, [task], problem.travel) for shift in able):
        return Reason.HOURS
    return Reason.CAPACITY
