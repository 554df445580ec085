"""From an order of tasks to times: the one place that keeps the clock."""

from collections.abc import Sequence

from .problem import Shift, Task
from .route import Route, Visit
from .travel import Travel


def timed(shift: Shift, tasks: Sequence[Task], travel: Travel) -> Route | None:
    """The shift's route when it does `tasks` in this order, as early as possible.

    Returns:
        None when the crew may not do one of them or the day does not suffice.
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
    """The route of `tasks`, order kept, with `new` where it costs the least travel.

    Returns:
        None when there is no place for it.
    """
    tries = (
        timed(shift, [*tasks[:index], new, *tasks[index:]], travel)
        for index in range(len(tasks) + 1)
    )
    routes = [route for route in tries if route]
    return min(routes, key=lambda route: route.travel, default=None)
