"""Quiet hours: when nobody is rung up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))
# Whoever is quiet for longer than this is always quiet.
MAX_SEARCH_SPAN = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class QuietTime:
    """A time of day, on some days, at which somebody wishes to be left alone.

    Attributes:
        start: hours after midnight.
        end: hours after midnight, of the next day when it is not after `start`.
        days: the weekdays it begins on, Monday 0.
    """

    start: float
    end: float
    days: frozenset[int] = EVERY_DAY

    def end_around(self, moment: datetime) -> datetime | None:
        """When the quiet time around `moment` ends; None outside of it."""
        for day in (moment.date() - DAY, moment.date()):
            begin, finish = self._on(day)
            if day.weekday() in self.days and begin <= moment < finish:
                return finish
        return None

    def _on(self, day: date) -> tuple[datetime, datetime]:
        midnight = datetime.combine(day, time.min)
        end = self.end if self.end > self.start else self.end + 24
        return midnight + timedelta(hours=self.start), midnight + timedelta(hours=end)


def over(times: Iterable[QuietTime], moment: datetime) -> datetime | None:
    """The first moment from `moment` on that none of `times` covers, in local time.

    Returns:
        `moment` itself when it is not quiet; None when it is quiet all week.
    """
    times = list(times)
    latest = moment + MAX_SEARCH_SPAN
    while moment < latest:
        ends = [end for one in times if (end := one.end_around(moment))]
        if not ends:
            return moment
        moment = max(ends)
    return None
