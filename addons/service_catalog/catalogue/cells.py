"""What the cells of a table mean, and how they are written."""

import math
from collections.abc import Iterable
from datetime import date, datetime

# A cell without anything in it leaves what is there; this one takes it away.
EMPTY = "-"
YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
YES_NO, NUMBER, DATE, UNKNOWN, SEVERAL, OPTIONS = (
    "yes_no",
    "number",
    "date",
    "unknown",
    "several",
    "options",
)


class Unreadable(Exception):
    """A cell that is not what its column wants.

    `value` is what stands there; `wanted` is yes_no, number, date, unknown (no such
    name), several (more than one has the name) or options.
    """

    def __init__(self, value: str, wanted: str):
        super().__init__(value, wanted)
        self.value = value
        self.wanted = wanted


def yes(text: str) -> bool:
    word = text.strip().casefold()
    if word not in YES | NO:
        raise Unreadable(text, YES_NO)
    return word in YES


def decimal(text: str) -> float:
    try:
        number = float(text.replace(" ", ""))
    except ValueError:
        raise Unreadable(text, NUMBER) from None
    if not math.isfinite(number):
        raise Unreadable(text, NUMBER)
    return number


def whole(text: str) -> int:
    number = decimal(text)
    if not number.is_integer():
        raise Unreadable(text, NUMBER)
    return int(number)


def day(text: str) -> date:
    """A date as 2026-12-31 or 31/12/2026."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    raise Unreadable(text, DATE)


def shown(number: float) -> str:
    """A number as people write it: nothing for 0, no point where none is needed."""
    return f"{number:g}" if number else ""


def parts(text: str) -> list[str]:
    """The parts of a cell that holds several: between semicolons or line breaks."""
    pieces = (piece.strip() for piece in text.replace("\n", ";").split(";"))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def joined(pieces: Iterable[str]) -> str:
    return "; ".join(pieces)


def condition(text: str) -> tuple[str, frozenset[str]]:
    """A code and those of the options that it must have: `reason=broken; stolen`."""
    code, _sign, several = text.partition("=")
    return code.strip(), frozenset(parts(several))


def options(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of code and name: `brown=Brown bin; blue=Blue bin`.

    Raises:
        Unreadable: where a part is no such pair, or a code comes twice.
    """
    names: dict[str, str] = {}
    for part in parts(text):
        code, sign, name = (piece.strip() for piece in part.partition("="))
        if not (code and sign and name) or code in names:
            raise Unreadable(part, OPTIONS)
        names[code] = name
    return tuple(names.items())
