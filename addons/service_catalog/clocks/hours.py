"""When a calendar works, day by day, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import pytz

FORTNIGHT = 14
NOON = 12.0
EPOCH = datetime(1970, 1, 1)

Span = tuple[float, float]


def seconds(moment: datetime) -> float:
    """Seconds from 1970 to a naive UTC moment."""
    return (moment - EPOCH).total_seconds()


def moment(instant: float) -> datetime:
    """The naive UTC second that `seconds` gave; what a float loses is made good."""
    return EPOCH + timedelta(seconds=int(instant + 1e-3))


@dataclass(frozen=True)
class Hours:
    """The working hours and holidays of one `resource.calendar`.

    Args:
        zone: name of the time zone that the hours are told in.
        fortnight: hours as (from, to), 0 to 24, of the 14 days of a two-week calendar,
            from Monday of a week of type 0; a weekly calendar has its week twice.
        leaves: (from, to) in naive UTC, when nobody works.
        flexible: (hours a day, hours a week) where nobody says which hours: each day's
            are counted around noon, from Monday until the week's are used up.
            `resource` counts its weeks from the moment it is asked about, so that two
            questions give two answers; a clock that pauses needs one.
    """

    zone: str
    fortnight: tuple[tuple[Span, ...], ...] = ((),) * FORTNIGHT
    leaves: tuple[tuple[datetime, datetime], ...] = ()
    flexible: Span | None = None

    @cached_property
    def _zone(self) -> pytz.BaseTzInfo:
        return pytz.timezone(self.zone)

    def spans(self, first: date, last: date) -> Iterator[tuple[date, float, float]]:
        """(local day, from, to) in seconds since 1970, in order, without overlap."""
        leaves = self._leaves_between(first, last)
        done = float("-inf")
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            for start, end in self._day(day):
                # Hours of the night may meet where a clock is put forward.
                start = max(start, done)
                for left in _without(start, end, leaves):
                    yield day, *left
                done = max(done, end)

    def midnight(self, day: date) -> float:
        """When a local day begins, in seconds since 1970."""
        return self._instant(day, 0.0)

    def day_of(self, instant: float) -> date:
        """The local day of an instant."""
        return datetime.fromtimestamp(instant, UTC).astimezone(self._zone).date()

    def local(self, at: datetime) -> datetime:
        """A naive UTC moment as the naive time of the place."""
        return at.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None)

    def _day(self, day: date) -> list[Span]:
        if self.flexible:
            return self._flexible_day(day, *self.flexible)
        # As `resource.calendar.attendance.get_week_type` has it.
        week = (day.toordinal() - 1) // 7 % 2
        return [
            (self._instant(day, start), self._instant(day, end))
            for start, end in self.fortnight[day.weekday() + 7 * week]
        ]

    def _flexible_day(self, day: date, a_day: float, a_week: float) -> list[Span]:
        left = a_week - a_day * day.weekday()
        half = max(0.0, min(a_day, left, 24.0)) * 1800
        noon = self._instant(day, NOON)
        return [(noon - half, noon + half)] if half else []

    def _instant(self, day: date, hour: float) -> float:
        # To the minute, as `resource` reads hours; hour 24 is the next midnight.
        days, minutes = divmod(round(hour * 60), 24 * 60)
        clock = time(minutes // 60, minutes % 60)
        local = datetime.combine(day + timedelta(days=days), clock)
        # A time with a zone always has an offset, whatever its type says.
        offset = self._zone.localize(local).utcoffset() or timedelta()
        return seconds(local - offset)

    def _leaves_between(self, first: date, last: date) -> list[Span]:
        # A day more on either side holds every time zone.
        low = datetime.combine(first - timedelta(days=1), time.min)
        high = datetime.combine(last + timedelta(days=2), time.min)
        return sorted(
            (seconds(start), seconds(end))
            for start, end in self.leaves
            if start < high and end > low
        )


def _without(start: float, end: float, holes: list[Span]) -> Iterator[Span]:
    """What is left of a span without the holes, which are in order."""
    for low, high in holes:
        if high <= start:
            continue
        if low >= end:
            break
        if low > start:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end
