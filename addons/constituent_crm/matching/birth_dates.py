"""Comparison of dates of birth, tolerant of typing errors.

The weights were chosen by hand; `score` says what measures them.
"""

from datetime import date

from .person import Evidence

# People of one name whose births are this many years apart are parent and child.
GENERATION = 13
# Dates that programs put where none is known: the first days of Unix and of Excel.
FILLERS = {
    date(1970, 1, 1),
    date(1969, 12, 31),
    date(1899, 12, 30),
    date(1899, 12, 31),
}
# The first of January of such a year and earlier ones was no living person's birth.
LAST_FILLER_YEAR = 1904


def compare(one: date | None, other: date | None) -> tuple[Evidence, ...]:
    """Return the evidence of two dates of birth.

    Args:
        one: a date of birth, None if unknown.
        other: another one.

    Returns:
        One piece of evidence; none where a date is unknown or a filler.
    """
    if not one or not other or is_filler(one) or is_filler(other):
        return ()
    if one == other:
        # The first of January often stands for an unknown day.
        return (Evidence("born", 7.0 if (one.month, one.day) == (1, 1) else 14.0),)
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


def is_filler(born: date) -> bool:
    """Return whether a date of birth stands for an unknown one: 1900-01-01.

    Args:
        born: a date of birth.
    """
    is_first_day = (born.month, born.day) == (1, 1)
    return born in FILLERS or (is_first_day and born.year <= LAST_FILLER_YEAR)


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
