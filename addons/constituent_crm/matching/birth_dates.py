"""Comparison of dates of birth, tolerant of typing errors.

The weights were chosen by hand; `score` says what measures them.
"""

from datetime import date

from .person import Evidence

# People of one name whose births are this many years apart are parent and child.
GENERATION = 13


def compare(one: date | None, other: date | None) -> tuple[Evidence, ...]:
    """Return the evidence of two dates of birth.

    Args:
        one: a date of birth, None if unknown.
        other: another one.

    Returns:
        One piece of evidence; none where a date is unknown.
    """
    if not one or not other:
        return ()
    if one == other:
        # The first of January often stands for an unknown day.
        return (Evidence("born", 7.0 if (one.month, one.day) == (1, 1) else 13.0),)
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return (Evidence("born_swapped", 9.0),)
    apart = abs(one.year - other.year)
    slips = _slips(one, other)
    if slips and apart < GENERATION:
        return (Evidence(slips, 5.0),)
    if apart >= GENERATION:
        code, bits = ("born_decade", -6.0) if slips else ("born_generation", -20.0)
        return (Evidence(code, bits),)
    return (Evidence("born_other", -8.0),)


def _slips(one: date, other: date) -> str:
    """Return which typing error turns one date into the other; "" for none."""
    first, second = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    places = [n for n in range(8) if first[n] != second[n]]
    if len(places) == 1:
        return "born_digit"
    if len(places) == 2 and places[1] == places[0] + 1:
        a, b = places
        if (first[a], first[b]) == (second[b], second[a]):
            return "born_turned"
    return ""
