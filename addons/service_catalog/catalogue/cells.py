"""Read and write the cells of a catalogue table."""

import math
from collections.abc import Iterable
from datetime import date, datetime

# An empty cell leaves the field unchanged; this one clears it.
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
    """A cell that does not hold what its column needs.

    Attributes:
        value: the text of the cell.
        wanted: `YES_NO`, `NUMBER`, `DATE`, `UNKNOWN` (no record has the name),
            `SEVERAL` (more than one has it) or `OPTIONS`.
    """

    def __init__(self, value: str, wanted: str):
        super().__init__(value, wanted)
        self.value = value
        self.wanted = wanted


def yes(text: str) -> bool:
    """Read a yes or no.

    Args:
        text: one of `YES` or `NO`, in any case.

    Returns:
        True for yes.

    Raises:
        Unreadable: when the text is neither.
    """
    word = text.strip().casefold()
    if word not in YES | NO:
        raise Unreadable(text, YES_NO)
    return word in YES


def decimal(text: str) -> float:
    """Read a finite number; spaces between digits are allowed.

    Args:
        text: the number, with a decimal point.

    Returns:
        The number.

    Raises:
        Unreadable: when the text is no finite number.
    """
    try:
        number = float(text.replace(" ", ""))
    except ValueError:
        raise Unreadable(text, NUMBER) from None
    if not math.isfinite(number):
        raise Unreadable(text, NUMBER)
    return number


def whole(text: str) -> int:
    """Read a whole number.

    Args:
        text: the number; "3.0" is one, too.

    Returns:
        The number.

    Raises:
        Unreadable: when the text is no number or has a fraction.
    """
    number = decimal(text)
    if not number.is_integer():
        raise Unreadable(text, NUMBER)
    return int(number)


def day(text: str) -> date:
    """Read a date written as 2026-12-31 or 31/12/2026.

    Args:
        text: the date.

    Returns:
        The date.

    Raises:
        Unreadable: when the text has neither form.
    """
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    raise Unreadable(text, DATE)


def shown(number: float) -> str:
    """Write a number without needless decimals.

    Args:
        number: the number.

    Returns:
        The text; "" for 0.
    """
    return f"{number:g}" if number else ""


def parts(text: str) -> list[str]:
    """Split a cell at semicolons and line breaks.

    Args:
        text: the cell.

    Returns:
        The parts without surrounding spaces, each once, in order; no empty ones.
    """
    pieces = (piece.strip() for piece in text.replace("\n", ";").split(";"))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def joined(pieces: Iterable[str]) -> str:
    """Write several values into one cell; the reverse of `parts`.

    Args:
        pieces: the values.

    Returns:
        The values with semicolons between them.
    """
    return "; ".join(pieces)


def condition(text: str) -> tuple[str, frozenset[str]]:
    """Read a condition: the code of a question and the answers that it needs.

    Args:
        text: for example `reason=broken; stolen`.

    Returns:
        The code, and the codes of the options, of which one must be given; an empty set
        when any answer will do.
    """
    code, _sign, several = text.partition("=")
    return code.strip(), frozenset(parts(several))


def options(text: str) -> tuple[tuple[str, str], ...]:
    """Read the options of a question.

    Args:
        text: for example `brown=Brown bin; blue=Blue bin`.

    Returns:
        Pairs of code and name, in order.

    Raises:
        Unreadable: when a part is no such pair, or a code occurs twice.
    """
    names: dict[str, str] = {}
    for part in parts(text):
        code, sign, name = (piece.strip() for piece in part.partition("="))
        if not (code and sign and name) or code in names:
            raise Unreadable(part, OPTIONS)
        names[code] = name
    return tuple(names.items())
