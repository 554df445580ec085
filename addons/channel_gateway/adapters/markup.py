"""HTML e-mails: conversion to plain text, and bounds for sanitising.

Strangers write this HTML. Every function here reads it once from left to right, so that
its cost is proportional to the length of the text.
"""

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

from . import html_quotes
from .lines import Line, join

# Longer HTML is truncated here.
MAX_LENGTH = 1_000_000
# The cost of a sanitiser may grow with the square of each of these. Longer e-mails are
# newsletters or attacks.
MAX_SANITISED_LENGTH = 200_000
MAX_SANITISED_TAGS = 2_000
MAX_SANITISED_DEPTH = 60
MAX_SANITISED_TAG_LENGTH = 1_500

MAX_HIDING_TAG = 500

UNSEEN = {"style", "script", "title", "template"}
# Only their own end tag ends these.
RAW = {"style", "script", "title"}
# A new line begins here, and also an empty one before and after a paragraph.
BLOCKS = set(
    "address article aside body center dd div dl dt fieldset figure footer form header"
    " hr li main nav section tbody tfoot thead tr".split()
)
PARAGRAPHS = set("blockquote br h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
CELLS = {"td", "th"}
VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}

# Unlike `str.lower`, it keeps the length.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
# What mail programs do not show: previews of newsletters, and the like.
_HIDDEN = re.compile(r"display\s?:\s?none|mso-hide\s?:\s?all|max-height\s?:\s?0", re.I)
_UNSEEN_SIGNS = " \t\xa0\xad\u034f\u2007\u200b\u200c\u200d\u200e\u2060\ufeff"
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")


class _Positions:
    """Search index that looks for each of several texts once along the whole text."""

    def __init__(self, text: str):
        self._text = text
        self._next: dict[str, int] = {}

    def of(self, part: str, start: int) -> int:
        """Return the next position of `part`; the text's end if there is none.

        `start` never decreases, so that each section of the text is searched once for
        each part.

        Args:
            part: text to find.
            start: position to search from.

        Returns:
            Position of `part`, at least `start`.
        """
        at = self._next.get(part, -1)
        if at < start:
            at = self._text.find(part, start)
            at = len(self._text) if at < 0 else at
            self._next[part] = at
        return at


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Yield the tags and texts of `html`, in order.

    Yields:
        Pairs of a tag's name in lower case, with "/" before it for an end tag, and the
        tag as it was written; or of "" and the text between tags, with its entities.
    """
    positions = _Positions(html)
    ends = _Positions(html.translate(_LOWER))
    at, size = 0, len(html)
    while at < size:
        start = positions.of("<", at)
        if start > at:
            yield "", html[at:start]
        if start >= size:
            return
        name = _TAG_NAME.match(html, start)
        if name:
            end = _end_of_tag(positions, name.end(), size)
            word = name[1].lower()
            is_end = html.startswith("</", start)
            yield ("/" if is_end else "") + word, html[start : end + 1]
            at = end + 1
            if word in RAW and not is_end:
                at = _end_of_content(positions, ends.of(f"</{word}", at), at, size)
        elif html.startswith("<!--", start):
            at = _end_of_comment(positions, start, size)
        elif html.startswith(("<!", "<?", "</"), start):
            at = positions.of(">", start) + 1
        else:
            yield "", "<"
            at = start + 1


def _end_of_content(positions: _Positions, end: int, at: int, size: int) -> int:
    """Return where hidden content ends: without an end tag, at the next tag."""
    return end if end < size else positions.of("<", at)


def _end_of_comment(positions: _Positions, start: int, size: int) -> int:
    """Return where the comment ends: without its end mark, as any other tag."""
    end = positions.of("-->", start + 2)
    return end + 3 if end < size else positions.of(">", start) + 1


def _end_of_tag(positions: _Positions, at: int, size: int) -> int:
    """Return where the tag ends: at the first ">" outside quotation marks."""
    while True:
        end = positions.of(">", at)
        quote = min(positions.of('"', at), positions.of("'", at))
        if quote >= end:
            return end
        mark = '"' if positions.of('"', at) == quote else "'"
        closing = positions.of(mark, quote + 1)
        # A quotation mark without a closing one is an error of the mail program.
        if closing >= size:
            return end
        at = closing + 1


def text(html: str) -> str:
    r"""Convert HTML to plain text, without quoted e-mails.

    >>> text("<p>Hello<br>there</p><blockquote>old</blockquote>")
    'Hello\nthere'

    Args:
        html: body of an e-mail. At most `MAX_LENGTH` characters are read.

    Returns:
        Plain text with line feeds between blocks.
    """
    return join(line.text for line in lines(html) if not line.is_quoted)


def lines(html: str) -> list[Line]:
    """Convert HTML to lines of plain text, with what is quoted marked.

    Args:
        html: body of an e-mail. At most `MAX_LENGTH` characters are read.

    Returns:
        The lines, an empty one between paragraphs. Hidden elements are left out, unless
        one has no end, or nothing else has words.
    """
    found, is_whole = _lines(html, hides=True)
    if is_whole and any(line.text for line in found):
        return found
    return _lines(html, hides=False)[0]


def _lines(html: str, *, hides: bool) -> tuple[list[Line], bool]:
    """Return the lines of HTML, and whether each hidden element has an end."""
    writer = _Writer()
    hidden, depth = "", 0
    for name, token in _tokens(html[:MAX_LENGTH]):
        if hidden:
            depth += (name == hidden) - (name == f"/{hidden}")
            hidden = hidden if depth else ""
        elif name in UNSEEN:
            # The content of a raw element is no token.
            hidden, depth = ("" if name in RAW else name), 1
        elif not name:
            writer.add(unescape(token))
        elif name.startswith("/"):
            writer.end(name[1:])
        elif hides and name not in VOID and _HIDDEN.search(token[:MAX_HIDING_TAG]):
            hidden, depth = name, 1
        else:
            writer.start(name, token[:MAX_SANITISED_TAG_LENGTH])
    return writer.finish(), not hidden


class _Writer:
    """Writer of lines that keeps track of the elements that mark quotations."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._open = html_quotes.OpenMarks()
        self._preformatted = 0

    def start(self, name: str, tag: str) -> None:
        self._break(name)
        if name == "pre":
            self._preformatted += 1
        elif name == "img":
            self._words.append(html_quotes.emoji(tag))
        self._open.start(name, tag, is_void=name in VOID)

    def end(self, name: str) -> None:
        self._break(name)
        if name in CELLS:
            self._words.append(" ")
        if name == "pre":
            self._preformatted -= self._preformatted > 0
        self._open.end(name)

    def add(self, text: str) -> None:
        if not self._preformatted:
            self._words.append(re.sub(r"\s+", " ", text))
            return
        *whole, last = text.split("\n")
        for line in whole:
            self._words.append(line)
            self._end_line()
        self._words.append(last)

    def finish(self) -> list[Line]:
        self._end_line()
        return self._open.settle(self._lines)

    def _break(self, name: str) -> None:
        is_empty = not any(map(str.strip, self._words))
        if name in PARAGRAPHS or (name in BLOCKS and not is_empty):
            self._end_line()

    def _end_line(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        # The space in the mark of a signature tells it from a dash.
        text = "-- " if text.strip() == "--" and text[-1] in " \xa0" else text.strip()
        self._lines.append(self._open.line(text if text.strip(_UNSEEN_SIGNS) else ""))


def is_bounded(html: str) -> bool:
    """Return whether `html` is short and flat enough to be parsed and sanitised.

    Args:
        html: body of an e-mail.

    Returns:
        True within all `MAX_SANITISED_…` bounds.
    """
    if len(html) > MAX_SANITISED_LENGTH or html.count("<") > MAX_SANITISED_TAGS:
        return False
    # Counted as a simple pattern would: up to the next ">", quoted or not.
    pieces = html.split("<")[1:]
    longest = max((_length_of_tag(piece) for piece in pieces), default=0)
    return longest <= MAX_SANITISED_TAG_LENGTH and _depth(html) <= MAX_SANITISED_DEPTH


def _length_of_tag(piece: str) -> int:
    end = piece.find(">")
    return len(piece) if end < 0 else end


def _depth(html: str) -> int:
    """Return the maximal nesting depth of tags, provided that no end tag is omitted."""
    depth = deepest = 0
    for name, _token in _tokens(html):
        if name.startswith("/"):
            depth -= depth > 0
        elif name and name not in VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
