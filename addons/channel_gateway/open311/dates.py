"""Dates and times as clients write them.

Source: W3C, Date and Time Formats (https://www.w3.org/TR/NOTE-datetime), which
GeoReport v2 names: a year, a month, a day, or a time.
"""

import re
from datetime import UTC, datetime, timedelta

MAX_MOMENT_LENGTH = 64

_PERIOD = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
_MOMENT = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?"
    r"\s*(Z|[+\- ]?\d{2}:?\d{2})?$",
    re.I | re.ASCII,
)


def moment(text: str) -> datetime:
    """Parse a W3C date or time; a year, a month or a day is its first instant.

    A time without an offset counts as UTC. An offset whose `+` arrives as a space,
    because it was not escaped in the query, is accepted.

    Args:
        text: date or time as the client sent it.

    Returns:
        Aware time in UTC.

    Raises:
        ValueError: `text` is no date or time.
    """
    return period(text)[0]


def period(text: str) -> tuple[datetime, datetime]:
    """Parse a W3C date or time as the period that it names.

    >>> [one.isoformat() for one in period("2026-11")]
    ['2026-11-01T00:00:00+00:00', '2026-11-30T23:59:59.999999+00:00']

    Args:
        text: date or time as the client sent it; see `moment`.

    Returns:
        Its first and its last instant in UTC, the same for a time.

    Raises:
        ValueError: `text` is no date or time.
    """
    text = text.strip()
    if len(text) > MAX_MOMENT_LENGTH:
        raise ValueError(text[:MAX_MOMENT_LENGTH])
    if found := _PERIOD.match(text):
        year, *parts = found.groups()
        month, day = (int(part) if part else None for part in parts)
        return _bounds(int(year), month, day)
    if found := _MOMENT.match(text):
        at = _time(*found.groups())
        return at, at
    raise ValueError(text)


def _bounds(year: int, month: int | None, day: int | None) -> tuple[datetime, datetime]:
    first = datetime(
        year, 1 if month is None else month, 1 if day is None else day, tzinfo=UTC
    )
    try:
        if day:
            after = first + timedelta(days=1)
        elif month:
            after = (first + timedelta(days=31)).replace(day=1)
        else:
            after = first.replace(year=year + 1)
    except OverflowError as error:
        raise ValueError(f"{year} is too late") from error
    return first, after - timedelta(microseconds=1)


def _time(day: str, clock: str, decimals: str | None, offset: str | None) -> datetime:
    micro = (decimals or "0")[:6].ljust(6, "0")
    seconds = clock if len(clock) == 8 else f"{clock}:00"
    zone = (offset or "Z").upper().strip()
    if zone != "Z" and zone[0] not in "+-":
        zone = f"+{zone}"
    at = datetime.fromisoformat(f"{day}T{seconds}.{micro}{zone}")
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{day} is out of reach") from error
