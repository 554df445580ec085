"""Arithmetic in working time: how much passes, and when so much will have passed.

A timeline is made once and asked often: it lists what it has to about a year at a time
and finds its way by bisection.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from .hours import Hours, moment, seconds

DAY = 86_400.0
YEAR = timedelta(days=366)
# As far as `resource.calendar.plan_hours` looks.
LIMIT = timedelta(days=1400)
FOREVER = LIMIT.total_seconds()


class Timeline(Protocol):
    """Instants are naive UTC. Amounts are seconds; a day counts as 86,400."""

    def begin(self, at: datetime) -> datetime:
        """From when on what is promised at `at` is counted."""

    def spent(self, since: datetime, until: datetime) -> float:
        """How much passes; 0 when `until` is not after `since`."""

    def reach(self, since: datetime, amount: float) -> datetime | None:
        """When `amount` will have passed; None if not within 1,400 days."""

    def local(self, at: datetime) -> datetime:
        """The naive time of the place."""

    def is_working(self, at: datetime) -> bool:
        """Whether this moment counts."""


class Elapsed:
    """Every second counts: there is no calendar."""

    def begin(self, at: datetime) -> datetime:
        return at

    def spent(self, since: datetime, until: datetime) -> float:
        return max(0.0, (until - since).total_seconds())

    def reach(self, since: datetime, amount: float) -> datetime | None:
        return since + timedelta(seconds=amount) if amount < FOREVER else None

    def local(self, at: datetime) -> datetime:
        return at

    def is_working(self, at: datetime) -> bool:
        return True


@dataclass(frozen=True)
class _Listed:
    """What is listed from `first` to `last`, both included; never changed."""

    first: date
    last: date
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    # Seconds worked from `first` to each of `ends`.
    sums: list[float] = field(default_factory=list)
    # When work begins and ends, of each day that has any.
    opens: list[float] = field(default_factory=list)
    closes: list[float] = field(default_factory=list)


def _listed(hours: Hours, first: date, last: date) -> _Listed:
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
    """The seconds that a calendar works."""

    def __init__(self, hours: Hours):
        self._hours = hours
        self._known: _Listed | None = None

    def begin(self, at: datetime) -> datetime:
        return at

    def spent(self, since: datetime, until: datetime) -> float:
        if until <= since:
            return 0.0
        listed = self._between(since, until)
        return _worked(listed, seconds(until)) - _worked(listed, seconds(since))

    def reach(self, since: datetime, amount: float) -> datetime | None:
        limit = since + LIMIT
        until = min(since + timedelta(seconds=5 * amount + 30 * DAY), limit)
        while True:
            found = self._reached(self._between(since, until), since, amount)
            if found or until == limit:
                return found if found and found <= limit else None
            until = min(until + YEAR, limit)

    def local(self, at: datetime) -> datetime:
        return self._hours.local(at)

    def is_working(self, at: datetime) -> bool:
        listed, instant = self._between(at, at), seconds(at)
        number = bisect_right(listed.starts, instant) - 1
        return number >= 0 and instant < listed.ends[number]

    def _reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        start = seconds(since)
        goal = _worked(listed, start) + amount
        # Of two spans that touch the goal, the earlier; but none that is over.
        at = max(
            bisect_left(listed.sums, goal - 1e-6), bisect_right(listed.ends, start)
        )
        if at == len(listed.sums):
            return None
        return moment(max(start, listed.ends[at] - (listed.sums[at] - goal)))

    def _between(self, since: datetime, until: datetime) -> _Listed:
        """What is listed, with at least this in it."""
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
        # Another thread may do the same; either list is right.
        self._known = _listed(self._hours, first, last)
        return self._known


def _worked(listed: _Listed, instant: float) -> float:
    """Seconds worked from the beginning of what is listed."""
    at = bisect_right(listed.starts, instant) - 1
    if at < 0:
        return 0.0
    return listed.sums[at] - max(0.0, listed.ends[at] - instant)


class WorkingDays(WorkingTime):
    """The days that a calendar works, each counted when its work ends.

    The day that something comes in does not count, as in the Freedom of Information
    Act 2000, section 10 (1): "not later than the twentieth working day following".
    """

    def begin(self, at: datetime) -> datetime:
        tomorrow = self._hours.day_of(seconds(at)) + timedelta(days=1)
        return moment(self._hours.midnight(tomorrow))

    def spent(self, since: datetime, until: datetime) -> float:
        if until <= since:
            return 0.0
        closes = self._between(since, until).closes
        passed = bisect_right(closes, seconds(until)) - bisect_right(
            closes, seconds(since)
        )
        return passed * DAY

    def _reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        whole, part = divmod(amount, DAY)
        # Never less than one: a day is over when it ends.
        days = max(1, int(whole) + bool(part))
        at = bisect_right(listed.closes, seconds(since)) + days - 1
        if at >= len(listed.closes):
            return None
        # What warns after a part of a day does so while the day lasts.
        left = (1 - part / DAY) if part else 0.0
        return moment(listed.closes[at] - left * (listed.closes[at] - listed.opens[at]))


class CalendarDays(WorkingDays):
    """All days alike, weekends and holidays too, each to its last second."""

    def __init__(self, hours: Hours):
        all_day = ((0.0, 24.0),)
        super().__init__(Hours(hours.zone, (all_day,) * 14))

    def _reached(
        self, listed: _Listed, since: datetime, amount: float
    ) -> datetime | None:
        found = super()._reached(listed, since, amount)
        return found and found - timedelta(seconds=1)
