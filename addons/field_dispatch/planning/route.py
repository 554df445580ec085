"""The solution of a planning problem."""

from dataclasses import dataclass
from enum import StrEnum

from .problem import Shift, Task


class Reason(StrEnum):
    """Why a task is left out."""

    SKILL = "skill"  # no available crew has all skills
    HOURS = "hours"  # no shift is long enough or at the right time
    CAPACITY = "capacity"  # other tasks took precedence


@dataclass(frozen=True, slots=True)
class Visit:
    """A task in a route: `travel` seconds, then work from `starts` to `ends`."""

    task: Task
    travel: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Route:
    """The visits of a shift in order; `homeward` is the travel back, in seconds."""

    shift: Shift
    visits: tuple[Visit, ...]
    homeward: int = 0

    @property
    def travel(self) -> int:
        """Return the travel time in seconds."""
        return sum(visit.travel for visit in self.visits) + self.homeward


@dataclass(frozen=True, slots=True)
class Unserved:
    """A task that was left out, with the reason."""

    task: Task
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """The routes of shifts with work, and the tasks left out."""

    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...]

    @property
    def travel(self) -> int:
        """Return the travel time of all crews in seconds."""
        return sum(route.travel for route in self.routes)
