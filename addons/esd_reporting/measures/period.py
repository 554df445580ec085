"""Days, weeks, months and years as a council lives them: in its own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
KINDS = (DAY, WEEK, MONTH, YEAR)


@dataclass(frozen=True)
class Period:
    """From the start of `first` to the end of `last`, both included, in `zone`."""

    kind: str
    first: date
    last: date
    zone: str = "UTC"

    @classmethod
    def around(cls, kind: str, day: date, zone: str = "UTC") -> Period:
        """The period of `kind` that holds `day`. Weeks start on Monday.

        Raises:
            ValueError: for a kind that is none of KINDS.
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
        return self.around(self.kind, self.first - timedelta(days=1), self.zone)

    @property
    def start(self) -> datetime:
        """First moment, in UTC without zone, as the database keeps it."""
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        """First moment after the period, in UTC without zone."""
        return self._midnight(self.last + timedelta(days=1))

    def until(self, moment: datetime) -> tuple[datetime, datetime]:
        """Start and end in UTC, cut off at `moment` where that is earlier."""
        return self.start, max(self.start, min(self.end, moment))

    def comparable_before(self, moment: datetime) -> tuple[datetime, datetime]:
        """As much of the previous period as has gone by of this one at `moment`.

        On a Wednesday at noon: last week from Monday to Wednesday noon, so that a
        week that has just begun is not compared with a whole one.
        """
        start, end = self.until(moment)
        before = self.previous
        if end == self.end:
            return before.start, before.end
        return before.start, min(before.start + (end - start), before.end)

    def _midnight(self, day: date) -> datetime:
        local = datetime.combine(day, time.min, ZoneInfo(self.zone))
        return local.astimezone(UTC).replace(tzinfo=None)


def today(moment: datetime, zone: str = "UTC") -> date:
    """The council's date at `moment`, given in UTC without zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
