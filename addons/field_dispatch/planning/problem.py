"""What has to be planned: tasks, shifts and the roads between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .travel import Travel


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work at one place.

    Attributes:
        key: the caller's own number for it.
        place: where.
        service: seconds of work on the spot.
        skills: what the crew must be able to do, all of it.
        priority: 0 (when it suits) to 4 (at once).
        earliest: work begins no sooner.
        latest: work begins no later; None for any time.
        crew: the only crew that may do it; None for any.
    """

    key: int
    place: Place
    service: int
    skills: frozenset[int] = frozenset()
    priority: int = 1
    earliest: int = 0
    latest: int | None = None
    crew: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of time in which one crew can work.

    Attributes:
        crew: the caller's own number of the crew; a crew may have several shifts.
        begins: the crew leaves `start` no sooner.
        ends: the crew is at `end` no later.
        start: where the crew is when it begins.
        end: where the crew must be when it ends.
        skills: what the crew can do.
    """

    crew: int
    begins: int
    ends: int
    start: Place
    end: Place
    skills: frozenset[int] = frozenset()

    def may_do(self, task: Task) -> bool:
        """Whether the crew is allowed and able to do the task, time apart."""
        return task.skills <= self.skills and task.crew in (None, self.crew)


@dataclass(frozen=True, slots=True)
class Problem:
    """Tasks to give to shifts; each task is done once or not at all."""

    tasks: tuple[Task, ...]
    shifts: tuple[Shift, ...]
    travel: Travel
