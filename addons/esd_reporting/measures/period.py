"""Days, weeks, months and years in the council's time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
KINDS = (DAY, WEEK, MONTH, YEAR)


@dataclass(frozen=True)
class Period:
    """The days `first` to `last`, both included, in the time zone `zone`."""

    kind: str
    first: date
    last: date
    zone: str = "UTC"

    @classmethod
    def around(cls, kind: str, day: date, zone: str = "UTC") -> Period:
        """Return the period that holds a day; weeks start on Monday.

        Args:
            kind: one of `KINDS`.
            day: the day.
            zone: name of the time zone.

        Returns:
            The period.

        Raises:
            ValueError: for an unknown kind.
        """
        if kind == DAY:
            return cls(kind, day, day, zone)
        if kind == WEEK:
            first = day - timedelta(days=day.weekday())
            return cls(kind, first, first + timedelta(days=6), zone)
        if kind == MONTH:
            first = day.replace(day=1)
            following = (first + timedelta(days=31)).replace(day=1)
            return cls(kind, first, following - timedelta(days=1), zone)
        if kind == YEAR:
            return cls(kind, date(day.year, 1, 1), date(day.year, 12, 31), zone)
        raise ValueError(f"{kind!r} is no kind of period: {', '.join(KINDS)}")

    @property
    def previous(self) -> Period:
        """Return the period before."""
        return self.around(self.kind, self.first - timedelta(days=1), self.zone)

    @property
    def start(self) -> datetime:
        """Return the first moment, in naive UTC."""
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        """Return the first moment after the period, in naive UTC."""
        return self._midnight(self.last + timedelta(days=1))

    def until(self, moment: datetime) -> tuple[datetime, datetime]:
        """Return start and end, cut off at a moment.

        Args:
            moment: naive UTC.

        Returns:
            Start and end in naive UTC.
        """
        return self.start, max(self.start, min(self.end, moment))

    def comparable_before(self, moment: datetime) -> tuple[datetime, datetime]:
        """Return the part of the previous period that corresponds to the elapsed part.

        On a Wednesday at noon this is last week from Monday to Wednesday noon, so that
        a week in progress is not compared with a whole one.

        Args:
            moment: now, in naive UTC.

        Returns:
            Start and end in naive UTC.
        """
        start, end = self.until(moment)
        before = self.previous
        if end == self.end:
            return before.start, before.end
        return before.start, min(before.start + (end - start), before.end)

    def _midnight(self, day: date) -> datetime:
        """Return when a local day begins, in naive UTC."""
        local = datetime.combine(day, time.min, ZoneInfo(self.zone))
        return local.astimezone(UTC).replace(tzinfo=None)


def today(moment: datetime, zone: str = "UTC") -> date:
    """Return the council's date at a moment.

    Args:
        moment: naive UTC.
        zone: name of the time zone.

    Returns:
        The local date.
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
