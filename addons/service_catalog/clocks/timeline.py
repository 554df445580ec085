"""Arithmetic in working time: elapsed amounts and deadlines.

A timeline is built once and queried often. It lists its working periods about a year at
a time and searches them by bisection.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from .hours import Hours, moment, seconds

DAY = 86_400.0
YEAR = timedelta(days=366)
# The same limit as `resource.calendar.plan_hours`.
LIMIT = timedelta(days=1400)
FOREVER = LIMIT.total_seconds()


class Timeline(Protocol):
    """Working time. Times are naive UTC, amounts seconds; a day is 86,400."""

    def begin(self, at: datetime) -> datetime:
        """Return when counting begins.

        Args:
            at: when the promise was made.

        Returns:
            The first time that is counted.
        """

    def spent(self, since: datetime, until: datetime) -> float:
        """Return the working time between two times.

        Args:
            since: the start.
            until: the end.

        Returns:
            Seconds; 0 when `until` is not after `since`.
        """

    def reach(self, since: datetime, amount: float) -> datetime | None:
        """Return when an amount of working time will have passed.

        Args:
            since: the start.
            amount: seconds.

        Returns:
            The time; None if it is not within 1,400 days.
        """

    def local(self, at: datetime) -> datetime:
        """Return the naive local time.

        Args:
            at: naive UTC.

        Returns:
            Naive local time.
        """

    def is_working(self, at: datetime) -> bool:
        """Return whether this time counts.

        Args:
            at: naive UTC.

        Returns:
            True in working time.
        """


class Elapsed:
    """Elapsed time without a calendar: every second counts.

    Arguments and results are those of `Timeline`.
    """

    def begin(self, at: datetime) -> datetime:
        """Return `at`: counting begins at once."""
        return at

    def spent(self, since: datetime, until: datetime) -> float:
        """Return the seconds between two times."""
        return max(0.0, (until - since).total_seconds())

    def reach(self, since: datetime, amount: float) -> datetime | None:
        """Return `since` plus the amount."""
        return since + timedelta(seconds=amount) if amount < FOREVER else None

    def local(self, at: datetime) -> datetime:
        """Return `at`: there is no time zone."""
        return at

    def is_working(self, at: datetime) -> bool:
        """Return True: every second counts."""
        return True


@dataclass(frozen=True)
class _Listed:
    """The periods of work from `first` to `last`, both included; never changed."""

    first: date
    last: date
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    # Seconds worked from `first` to each of `ends`.
    sums: list[float] = field(default_factory=list)
    # Start and end of work, for each day that has any.
    opens: list[float] = field(default_factory=list)
    closes: list[float] = field(default_factory=list)


def _list_work(hours: Hours, first: date, last: date) -> _Listed:
    """List the periods of work of these days."""
    listed = _Listed(first, last)
    total, last_day = 0.0, None
    for day, start, end in hours.spans(first, last):
        total += end - start
        listed.starts.append(start)
        listed.ends.append(end)
        listed.sums.append(total)
        if day == last_day:
            listed.closes[-1] = end
        else:
            listed.opens.append(start)
            listed.closes.append(end)
        last_day = day
    return listed


class WorkingTime:
    """Seconds within the working hours of a calendar.

    Arguments and results are those of `Timeline`.
    """

    def __init__(self, hours: Hours):
        self._hours = hours
        self._known: _Listed | None = None

    def begin(self, at: datetime) -> datetime:
        """Return `at`: counting begins at once."""
        return at

    def spent(self, since: datetime, until: datetime) -> float:
        """Return the seconds of work between two times."""
        if until <= since:
            return 0.0
        listed = self._list_covering(since, until)
        return _seconds_worked(listed, seconds(until)) - _seconds_worked(
            listed, seconds(since)
        )

    def reach(self, since: datetime, amount: float) -> datetime | None:
        """Return when so many seconds of work will have passed."""
        limit = since + LIMIT
        until = min(since + timedelta(seconds=5 * amount + 30 * DAY), limit)
        while True:
            found = self._find_reached(self._list_covering(since, until), since, amount)
            if found or until == limit:
                return found if found and found <= limit else None
            until = min(until + YEAR, limit)

    def local(self, at: datetime) -> datetime:
        """Return the naive local time of the calendar."""
        return self._hours.local(at)

    def is_working(self, at: datetime) -> bool:
        """Return whether the time is within working hours."""
        listed, instant = self._list_covering(at, at), seconds(at)
        number = bisect_right(listed.starts, instant) - 1
        return number >= 0 and instant < listed.ends[number]

    def _find_reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        """Return when the amount is reached within the list, or None."""
        start = seconds(since)
        goal = _seconds_worked(listed, start) + amount
        # Of two periods that touch the goal, take the earlier that is not over.
        at = max(
            bisect_left(listed.sums, goal - 1e-6), bisect_right(listed.ends, start)
        )
        if at == len(listed.sums):
            return None
        return moment(max(start, listed.ends[at] - (listed.sums[at] - goal)))

    def _list_covering(self, since: datetime, until: datetime) -> _Listed:
        """Return a list that covers both times; extend the cached one if needed."""
        day = timedelta(days=1)
        first, last = since.date() - day, until.date() + day
        known = self._known
        if known and known.first <= first and known.last >= last:
            return known
        if known:
            first = known.first if known.first <= first else first - YEAR
            last = known.last if known.last >= last else last + YEAR
        else:
            last += YEAR
        # Another thread may do the same; both lists are correct.
        self._known = _list_work(self._hours, first, last)
        return self._known


def _seconds_worked(listed: _Listed, instant: float) -> float:
    """Return the seconds worked from the beginning of the list to an instant."""
    at = bisect_right(listed.starts, instant) - 1
    if at < 0:
        return 0.0
    return listed.sums[at] - max(0.0, listed.ends[at] - instant)


class WorkingDays(WorkingTime):
    """Working days of a calendar, each counted when its work ends.

    The day of receipt does not count, as in the Freedom of Information Act 2000,
    section 10 (1): "not later than the twentieth working day following".
    """

    def begin(self, at: datetime) -> datetime:
        """Return the next local midnight: the day of receipt does not count."""
        tomorrow = self._hours.day_of(seconds(at)) + timedelta(days=1)
        return moment(self._hours.midnight(tomorrow))

    def spent(self, since: datetime, until: datetime) -> float:
        """Return the working days that ended between two times, in seconds."""
        if until <= since:
            return 0.0
        closes = self._list_covering(since, until).closes
        passed = bisect_right(closes, seconds(until)) - bisect_right(
            closes, seconds(since)
        )
        return passed * DAY

    def _find_reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        """Return when the last of the working days ends, or None."""
        whole, part = divmod(amount, DAY)
        # At least one day: a day is over when it ends.
        days = max(1, int(whole) + bool(part))
        at = bisect_right(listed.closes, seconds(since)) + days - 1
        if at >= len(listed.closes):
            return None
        # A warning after part of a day falls within that day.
        left = (1 - part / DAY) if part else 0.0
        return moment(listed.closes[at] - left * (listed.closes[at] - listed.opens[at]))


class CalendarDays(WorkingDays):
    """All days, weekends and holidays included, each to its last second."""

    def __init__(self, hours: Hours):
        all_day = ((0.0, 24.0),)
        super().__init__(Hours(hours.zone, (all_day,) * 14))

    def _find_reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        """Return the last second of the last day, or None."""
        found = super()._find_reached(listed, since, amount)
        return found and found - timedelta(seconds=1)
