"""Notices with which fax servers and providers hand a fax over by e-mail.

Administrators describe other notices by templates, such as `Fax from {number}`. They
are no regular expressions: one of those could take exponential time for what a stranger
sends. These take time proportional to the notice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NUMBER = "{number}"
PAGES = "{pages}"
# The number that the network reports comes before the one a machine says it has.
# HylaFAX: faxrcvd(8C). Others: notices of common providers.
NUMBERS = (
    "CallID1: {number}",
    "X-Fax-From: {number}",
    "X-Fax-CallerID: {number}",
    "Caller ID: {number}",
    "CallerID: {number}",
    "Calling number: {number}",
    "From number: {number}",
    "Fax received from {number}",
    "message from {number}",
    "Fax from {number}",
    "Sender: {number}",
    "Remote ID: {number}",
    "CSID: {number}",
    "TSI: {number}",
)
COUNTS = (
    "X-Fax-Pages: {pages}",
    "Pages: {pages}",
    "Number of pages: {pages}",
    "Page count: {pages}",
    "{pages} page(s)",
    "{pages} pages",
    "{pages} page",
)
MAX_TEXT = 20_000
MAX_LINE = 500
MAX_TEMPLATES = 50
MAX_TRIES = 5
MIN_DIGITS = 4
MAX_NUMBER = 40
MAX_PAGES_DIGITS = 4
_IN_NUMBER = set("+0123456789 ()-./\u00a0")
_OPENING = " \t\"'<([“„«:="


@dataclass(frozen=True)
class Notice:
    """What a notice says of a fax.

    Attributes:
        number: number it came from, as written; "" where it is not said.
        pages: number of pages; 0 where it is not said.
    """

    number: str = ""
    pages: int = 0


def read(text: str, templates: Iterable[str] = ()) -> Notice:
    """Read a notice.

    Args:
        text: its headers, subject and words.
        templates: further templates, each with `{number}` or `{pages}`.

    Returns:
        The first that a template finds; those of administrators come first.
    """
    lines = [line[:MAX_LINE] for line in text[:MAX_TEXT].splitlines()]
    lines = [" ".join(line.split()).casefold() for line in lines]
    own = [" ".join(line.split()) for line in templates if is_template(line)]
    own = own[:MAX_TEMPLATES]
    numbers = (*(one for one in own if NUMBER in one), *NUMBERS)
    counts = (*(one for one in own if PAGES in one), *COUNTS)
    pages = _first(lines, counts, PAGES)
    return Notice(_first(lines, numbers, NUMBER), int(pages) if pages else 0)


def is_template(line: str) -> bool:
    """Return whether a line is a template: words, and one of the marks.

    Args:
        line: a line.
    """
    marks = line.count(NUMBER) + line.count(PAGES)
    return marks == 1 and len(line.strip()) > max(len(NUMBER), len(PAGES))


def _first(lines: list[str], templates: tuple[str, ...], mark: str) -> str:
    """Return the first value of a mark that one of the templates finds."""
    take = _number if mark == NUMBER else _count
    for template in templates:
        before, _mark, after = template.casefold().partition(mark)
        for line in lines:
            for place in _places(line, (before or after).strip()):
                value = (
                    take(line[place:].lstrip(_OPENING), after.strip())
                    if before.strip()
                    else _count_before(line[: place - len(after.strip())])
                )
                if value:
                    return value
    return ""


def _places(line: str, words: str) -> Iterator[int]:
    """Yield where the words end in a line, as often as they stand by themselves."""
    start = 0
    for _try in range(MAX_TRIES):
        found = line.find(words, start)
        if found < 0:
            return
        start = found + len(words)
        if not (found and words[0].isalnum() and line[found - 1].isalnum()):
            yield start


def _number(text: str, after: str) -> str:
    size = 0
    while size < min(len(text), MAX_NUMBER) and text[size] in _IN_NUMBER:
        size += 1
    rest = text[size:].lstrip(" \"'>)]”“»")
    value = text[:size].strip(" -./")
    is_number = sum(one.isdigit() for one in value) >= MIN_DIGITS
    return value if is_number and rest.startswith(after) else ""


def _count(text: str, after: str) -> str:
    size = 0
    while size < min(len(text), MAX_PAGES_DIGITS) and text[size] in "0123456789":
        size += 1
    rest = text[size:].strip()
    return text[:size] if rest.startswith(after) else ""


def _count_before(text: str) -> str:
    text = text.rstrip()
    size = 0
    while size < min(len(text), MAX_PAGES_DIGITS) and text[-1 - size] in "0123456789":
        size += 1
    return text[len(text) - size :]
