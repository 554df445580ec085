"""The planning problem: tasks, shifts and travel. Times are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .travel import Travel


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees of WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work at one place.

    Attributes:
        key: identifier for the caller.
        place: where it is.
        service: working time on site, in seconds.
        skills: skills that the crew needs, all of them.
        priority: 0 (lowest) to 4 (emergency).
        earliest: earliest start of work, in seconds.
        latest: latest start of work, in seconds; None for any time.
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
    """A period in which one crew can work.

    Attributes:
        crew: identifier of the crew; a crew may have several shifts.
        begins: earliest departure from `start`, in seconds.
        ends: latest arrival at `end`, in seconds.
        start: where the crew starts.
        end: where the crew ends.
        skills: skills of the crew.
    """

    crew: int
    begins: int
    ends: int
    start: Place
    end: Place
    skills: frozenset[int] = frozenset()

    def may_do(self, task: Task) -> bool:
        """Return whether the crew is allowed and able to do a task, apart from time.

        Args:
            task: the task.

        Returns:
            True when it is.
        """
        return task.skills <= self.skills and task.crew in (None, self.crew)


@dataclass(frozen=True, slots=True)
class Problem:
    """Tasks to assign to shifts; each task is done once or not at all."""

    tasks: tuple[Task, ...]
    shifts: tuple[Shift, ...]
    travel: Travel
