"""Working hours and holidays of a calendar, as plain values."""

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
    """Return the seconds from 1970 to a naive UTC time.

    Args:
        moment: naive UTC.

    Returns:
        Seconds since the epoch.
    """
    return (moment - EPOCH).total_seconds()


def moment(instant: float) -> datetime:
    """Return the naive UTC time of an instant; the inverse of `seconds`.

    Args:
        instant: seconds since the epoch. A millisecond of rounding error is tolerated.

    Returns:
        Naive UTC, to the second.
    """
    return EPOCH + timedelta(seconds=int(instant + 1e-3))


@dataclass(frozen=True)
class Hours:
    """The working hours and holidays of one `resource.calendar`.

    Args:
        zone: name of the time zone of the hours.
        fortnight: hours as (from, to), 0 to 24, of the 14 days of a two-week calendar,
            from Monday of a week of type 0; a weekly calendar has its week twice.
        leaves: (from, to) in naive UTC, when nobody works.
        flexible: (hours a day, hours a week) of a calendar without fixed hours. Each
            day's hours are centred on noon, from Monday until the week's hours are used
            up. `resource` counts such weeks from the time of the query, so that two
            queries can disagree; a clock that pauses needs one answer.
    """

    zone: str
    fortnight: tuple[tuple[Span, ...], ...] = ((),) * FORTNIGHT
    leaves: tuple[tuple[datetime, datetime], ...] = ()
    flexible: Span | None = None

    @cached_property
    def _zone(self) -> pytz.BaseTzInfo:
        """Return the time zone."""
        return pytz.timezone(self.zone)

    def spans(self, first: date, last: date) -> Iterator[tuple[date, float, float]]:
        """Yield the periods of work, in order, without overlap.

        Args:
            first: first local day.
            last: last local day, included.

        Yields:
            Local day, start and end, in seconds since the epoch.
        """
        leaves = self._leaves_between(first, last)
        done = float("-inf")
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            for start, end in self._day(day):
                # Night hours may overlap where a clock is put forward.
                start = max(start, done)
                for left in _subtract_leaves(start, end, leaves):
                    yield day, *left
                done = max(done, end)

    def midnight(self, day: date) -> float:
        """Return when a local day begins.

        Args:
            day: the local day.

        Returns:
            Seconds since the epoch.
        """
        return self._instant(day, 0.0)

    def day_of(self, instant: float) -> date:
        """Return the local day of an instant.

        Args:
            instant: seconds since the epoch.

        Returns:
            The local day.
        """
        return datetime.fromtimestamp(instant, UTC).astimezone(self._zone).date()

    def local(self, at: datetime) -> datetime:
        """Convert naive UTC to the naive local time of the calendar.

        Args:
            at: naive UTC.

        Returns:
            Naive local time.
        """
        return at.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None)

    def _day(self, day: date) -> list[Span]:
        """Return the working hours of a day, before holidays."""
        if self.flexible:
            return self._flexible_day(day, *self.flexible)
        # The same rule as `resource.calendar.attendance.get_week_type`.
        week = (day.toordinal() - 1) // 7 % 2
        return [
            (self._instant(day, start), self._instant(day, end))
            for start, end in self.fortnight[day.weekday() + 7 * week]
        ]

    def _flexible_day(self, day: date, a_day: float, a_week: float) -> list[Span]:
        """Return a day's hours of a flexible calendar, centred on noon."""
        left = a_week - a_day * day.weekday()
        half = max(0.0, min(a_day, left, 24.0)) * 1800
        noon = self._instant(day, NOON)
        return [(noon - half, noon + half)] if half else []

    def _instant(self, day: date, hour: float) -> float:
        """Return the instant of an hour (0 to 24) of a local day."""
        # Rounded to the minute, as `resource` reads hours; hour 24 is the next
        # midnight.
        days, minutes = divmod(round(hour * 60), 24 * 60)
        clock = time(minutes // 60, minutes % 60)
        local = datetime.combine(day + timedelta(days=days), clock)
        # A localised time always has an offset; the type allows None.
        offset = self._zone.localize(local).utcoffset() or timedelta()
        return seconds(local - offset)

    def _leaves_between(self, first: date, last: date) -> list[Span]:
        """Return the holidays that may touch these days, in order."""
        # One more day on either side covers every time zone.
        low = datetime.combine(first - timedelta(days=1), time.min)
        high = datetime.combine(last + timedelta(days=2), time.min)
        return sorted(
            (seconds(start), seconds(end))
            for start, end in self.leaves
            if start < high and end > low
        )


def _subtract_leaves(start: float, end: float, holes: list[Span]) -> Iterator[Span]:
    """Yield the parts of a span outside the holes, which are in order."""
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
