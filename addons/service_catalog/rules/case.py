"""What a rule may ask of a request, and whether the request answers it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Case:
    """A request as rules see it; records by their id, 0 for none.

    Args:
        answers: pairs of question code and what was answered, casefolded.
        at: when it was opened, in the time of the place, naive.
        is_working: it was opened in working hours.
    """

    service: int
    directorate: int = 0
    ward: int = 0
    kind: int = 0
    channel: int = 0
    priority: str = "0"
    answers: frozenset[tuple[str, str]] = frozenset()
    at: datetime | None = None
    is_working: bool = True


@dataclass(frozen=True)
class Conditions:
    """What a rule asks; what is empty asks nothing.

    Args:
        services, directorates, wards, kinds, channels: ids, one of which it must be.
        priorities: codes, one of which it must have.
        answer: a question's code and the answer it must have, casefolded.
        weekdays: 0 (Monday) to 6.
        first_day, last_day: both included.
        hours: "working" or "closed": opened in working hours or out of them.
    """

    services: frozenset[int] = frozenset()
    directorates: frozenset[int] = frozenset()
    wards: frozenset[int] = frozenset()
    kinds: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    priorities: frozenset[str] = frozenset()
    answer: tuple[str, str] | None = None
    weekdays: frozenset[int] = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    hours: str | None = field(default=None)

    def misfit(self, case: Case) -> str | None:
        """The first condition that the case does not meet; None when it meets all."""
        for name, wanted, has in (
            ("services", self.services, case.service),
            ("directorates", self.directorates, case.directorate),
            ("wards", self.wards, case.ward),
            ("kinds", self.kinds, case.kind),
            ("channels", self.channels, case.channel),
            ("priorities", self.priorities, case.priority),
        ):
            if wanted and has not in wanted:
                return name
        if self.answer and self.answer not in case.answers:
            return "answer"
        return self._time_misfit(case)

    def _time_misfit(self, case: Case) -> str | None:
        if self.hours and (self.hours == "working") != case.is_working:
            return "hours"
        if not case.at:
            return None
        day = case.at.date()
        if self.weekdays and day.weekday() not in self.weekdays:
            return "weekdays"
        if self.first_day and day < self.first_day:
            return "dates"
        if self.last_day and day > self.last_day:
            return "dates"
        return None
