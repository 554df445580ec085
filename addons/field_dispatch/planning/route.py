"""What the planning answers."""

from dataclasses import dataclass
from enum import StrEnum

from .problem import Shift, Task


class Reason(StrEnum):
    """Why a task is in nobody's day."""

    SKILL = "skill"  # no crew at work has all its skills
    HOURS = "hours"  # no shift is long enough, or at the right time
    CAPACITY = "capacity"  # other tasks came first


@dataclass(frozen=True, slots=True)
class Visit:
    """A task in a crew's day: work from `starts` to `ends` after `travel` seconds."""

    task: Task
    travel: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Route:
    """A shift's visits in order; `homeward` seconds lead from the last to its end."""

    shift: Shift
    visits: tuple[Visit, ...]
    homeward: int = 0

    @property
    def travel(self) -> int:
        """Seconds on the road."""
        return sum(visit.travel for visit in self.visits) + self.homeward


@dataclass(frozen=True, slots=True)
class Unserved:
    """A task that was left out, and why."""

    task: Task
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes of the shifts that have work, and what was left out."""

    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...]

    @property
    def travel(self) -> int:
        """Seconds on the road, all crews."""
        return sum(route.travel for route in self.routes)
