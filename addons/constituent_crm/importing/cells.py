"""Cells whose text is not what was typed: placeholders, escapes, numbers made dates."""

import re
from collections.abc import Iterator
from datetime import date

from .writing import plain_cell

# Notes about a cell, for staff.
EMPTY, FORMULA, HOUSE, MERGED = "empty", "formula", "house", "merged"

# Error values of Excel and LibreOffice, and a number that its column is too narrow for.
ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!"
    r"|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!|GETTING_DATA|#+)|Err:[0-9]{3}",
    re.I,
)
# What people and databases write for no value.
NOTHING = {"n/a", "n.a.", "null", "(null)", "<null>", "[null]", "nan", r"\n"}
DASHES = set("-–—―−_.?")
MAX_PLACEHOLDER_LENGTH = 14
# Fields in which Null and Nan are names unless they are written as no name is.
NAMES = {"name", "given_name", "middle_name", "family_name"}

# Escape of a character in a string of a workbook (ECMA-376-1, 22.9.2.19, ST_Xstring).
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Control characters other than tab and line feed.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
# By which spreadsheet programs are told that a cell is text.
APOSTROPHES = ("'", "\u2019", "\u2018", "`")
# First signs of the cells that `clean` and `is_placeholder` may change.
SUSPECT = frozenset([*APOSTROPHES, *DASHES, *"=#(<[\\nNeE"])
# A text that keeps its leading zeros when a spreadsheet program opens the CSV file.
QUOTED_FORMULA = re.compile(r'="([^"]*)"')

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DAY_MONTH = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3})")
MONTH_YEAR = re.compile(r"([A-Za-z]{3})[ -]([0-9]{2})")
# Spreadsheet programs have turned numbers to dates of the year of typing.
EARLIEST_YEAR = 2000


def clean(text: str) -> str:
    """Return a cell as it was typed: without spaces around it and marks of programs.

    Args:
        text: text of the cell.

    Returns:
        The text without the apostrophe that marks text, and `="0123"` as `0123`.
    """
    text = plain_cell(text)
    if text[:1] in APOSTROPHES:
        text = _without_apostrophe(text)
    quoted = QUOTED_FORMULA.fullmatch(text) if text.startswith('="') else None
    return quoted[1].strip() if quoted else text


def _without_apostrophe(text: str) -> str:
    """Remove an apostrophe that marks text, but not that of 's-Hertogenbosch."""
    if len(text) > 1 and text[-1] in APOSTROPHES:
        return text[1:-1].strip()
    rest = text[1:].strip()
    return rest if not rest or rest[0].isdigit() else text


def is_placeholder(text: str, name: str = "") -> bool:
    """Return whether a cell says that there is no value: `#N/A`, `NULL`, `-`.

    Args:
        text: text of the cell, without spaces around it.
        name: name of the field, since `Null` and `Nan` are names of people.
    """
    if not text or len(text) > MAX_PLACEHOLDER_LENGTH:
        return False
    if DASHES.issuperset(text) or ERROR.fullmatch(text):
        return True
    folded = text.casefold()
    if folded not in NOTHING:
        return False
    return not (name in NAMES and folded.isalpha() and text == text.title())


def unescape(text: str) -> str:
    r"""Return the text of a workbook's string: `_x000D_` is a carriage return.

    >>> unescape("12 Park Avenue_x000D_\nHull")
    '12 Park Avenue\nHull'
    >>> unescape("_x005F_x0041_")
    '_x0041_'

    Args:
        text: text as it is stored.

    Returns:
        The text without control characters except tabs and line feeds.
    """
    if "_x" in text:
        text = ESCAPE.sub(_unescaped, text)
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    # Half of a surrogate pair is no character.
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def is_date(text: str) -> bool:
    """Return whether a whole cell is a date as spreadsheet programs write it."""
    if ISO_DATE.match(text):
        return ISO_DATE.fullmatch(text[:10]) is not None and not text[10:].strip("0 :T")
    return any(pattern.fullmatch(text) for pattern in (DAY_MONTH, MONTH_YEAR)) and any(
        month in text.casefold() for month in MONTHS
    )


def house_of_date(text: str, today: date) -> str:
    """Return the house number that a spreadsheet program has turned into a date.

    `3-5` becomes 3 May or 5 March, and `12-16` December 2016. A range ascends, so that
    both orders of day and month have the same meaning.

    Args:
        text: a date, see `is_date`.
        today: the latest date is that of next year.

    Returns:
        The number, such as `3-5`; "" where it may be another one.
    """
    found = set(_ranges(text, today))
    return found.pop() if len(found) == 1 else ""


def _ranges(text: str, today: date) -> Iterator[str]:
    if given := ISO_DATE.match(text):
        year, month, day = (int(part) for part in given.groups())
        if EARLIEST_YEAR <= year <= today.year + 1:
            yield from _range(day, month)
        if day == 1:
            yield from _range(month, year % 100, is_ordered=True)
    elif given := DAY_MONTH.fullmatch(text):
        yield from _range(int(given[1]), _month(given[2]))
    elif given := MONTH_YEAR.fullmatch(text):
        yield from _range(_month(given[1]), int(given[2]), is_ordered=True)


def _month(text: str) -> int:
    """Return the number of a month; 0 for another word."""
    text = text.casefold()
    return MONTHS.index(text) + 1 if text in MONTHS else 0


def _range(first: int, last: int, is_ordered: bool = False) -> Iterator[str]:
    if not is_ordered:
        first, last = sorted((first, last))
    if 0 < first < last:
        yield f"{first}-{last}"
