"""Quiet hours, in which constituents are not called or visited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))
# If no end is found within this span, it is always quiet.
MAX_SEARCH_SPAN = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class QuietTime:
    """A time of day, on some days, at which somebody does not wish to be disturbed.

    Attributes:
        start: hours after midnight.
        end: hours after midnight; of the next day unless it is after `start`.
        days: the weekdays it begins on, Monday 0.
    """

    start: float
    end: float
    days: frozenset[int] = EVERY_DAY

    def end_around(self, moment: datetime) -> datetime | None:
        """Return when the quiet time around a time ends.

        Args:
            moment: local time.

        Returns:
            Local time, or None outside of quiet time.
        """
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
    """Return the first time from `moment` that is not quiet.

    Args:
        times: quiet times.
        moment: local time.

    Returns:
        Local time: `moment` itself when it is not quiet; None when all of the week is
        quiet.
    """
    times = list(times)
    latest = moment + MAX_SEARCH_SPAN
    while moment < latest:
        ends = [end for quiet_time in times if (end := quiet_time.end_around(moment))]
        if not ends:
            return moment
        moment = max(ends)
    return None
