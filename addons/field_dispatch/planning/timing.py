"""Times of a route for a given order of tasks."""

from collections.abc import Sequence

from .problem import Shift, Task
from .route import Route, Visit
from .travel import Travel


def timed(shift: Shift, tasks: Sequence[Task], travel: Travel) -> Route | None:
    """Return the route of a shift with tasks in this order, as early as possible.

    Args:
        shift: the shift.
        tasks: the tasks in order.
        travel: the travel model.

    Returns:
        The route; None when the crew may not do a task or the time does not suffice.
    """
    place, clock = shift.start, shift.begins
    visits = []
    for task in tasks:
        road = travel.seconds(place, task.place)
        starts = max(clock + road, task.earliest)
        too_late = task.latest is not None and starts > task.latest
        if too_late or not shift.may_do(task):
            return None
        clock = starts + task.service
        place = task.place
        visits.append(Visit(task, road, starts, clock))
    homeward = travel.seconds(place, shift.end) if visits else 0
    if clock + homeward > shift.ends:
        return None
    return Route(shift, tuple(visits), homeward)


def insert(
    shift: Shift, tasks: Sequence[Task], new: Task, travel: Travel
) -> Route | None:
    """Insert a task into a route with the least travel; keep the order of the others.

    Args:
        shift: the shift.
        tasks: the tasks in order.
        new: the task to insert.
        travel: the travel model.

    Returns:
        The route; None when the task does not fit.
    """
    tries = (
        timed(shift, [*tasks[:index], new, *tasks[index:]], travel)
        for index in range(len(tasks) + 1)
    )
    routes = [route for route in tries if route]
    return min(routes, key=lambda route: route.travel, default=None)
