"""Conditions of rules, and the request that they are matched against."""

from dataclasses import dataclass, field
from datetime import date, datetime

# Key in the values of a new request for its answers, which only rules use.
ANSWERS_KEY = "given_answers"


@dataclass(frozen=True)
class Case:
    """A request as rules see it. Records are ids, 0 for none.

    Args:
        service: id of the service.
        directorate: id of its directorate.
        ward: id of the ward.
        kind: id of the kind of constituent.
        channel: id of the channel.
        priority: code of the priority.
        answers: pairs of a question's code and its answer, casefolded.
        at: when it was opened, in naive local time.
        is_working: whether it was opened in working hours.
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
    """The conditions of a rule; an empty one always holds.

    Args:
        services, directorates, wards, kinds, channels: ids, one of which is needed.
        priorities: codes, one of which is needed.
        answer: a question's code and the needed answer, casefolded.
        weekdays: 0 (Monday) to 6.
        first_day, last_day: both included.
        hours: "working" or "closed": opened within working hours or outside.
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

    def unmet_condition(self, case: Case) -> str | None:
        """Return the first condition that the case does not meet.

        Args:
            case: the request.

        Returns:
            Name of the condition; None when the case meets all.
        """
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
        return self._unmet_time_condition(case)

    def _unmet_time_condition(self, case: Case) -> str | None:
        """Return the first condition on time that the case does not meet."""
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
