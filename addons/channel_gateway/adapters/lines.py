"""Lines of an e-mail, as plain text and HTML are both read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# This much of a line tells what it is.
MAX_LINE = 300

_BLANKS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Line:
    """A line of an e-mail.

    Attributes:
        text: its words, of a plain line with the ">" before them.
        is_quoted: whether it is marked as a part of a quoted e-mail.
        starts_quote: whether a mark says that all from here on is quoted.
    """

    text: str
    is_quoted: bool = False
    starts_quote: bool = False


def join(found: Iterable[str]) -> str:
    """Join lines of text, with at most one empty line between them.

    Args:
        found: lines.

    Returns:
        The text, without empty lines around it.
    """
    text = "\n".join(line.rstrip() for line in found)
    return _BLANKS.sub("\n\n", text).strip()
