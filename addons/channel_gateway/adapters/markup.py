"""HTML e-mails: conversion to plain text, and bounds for sanitising.

Strangers write this HTML. Every function here reads it once from left to right, so that
its cost is proportional to the length of the text.
"""

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

# Longer HTML is truncated here.
MAX_LENGTH = 1_000_000
# The cost of a sanitiser may grow with the square of each of these. Longer e-mails are
# newsletters or attacks.
MAX_SANITISED_LENGTH = 200_000
MAX_SANITISED_TAGS = 2_000
MAX_SANITISED_DEPTH = 60
MAX_SANITISED_TAG_LENGTH = 1_500

UNSEEN = {"head", "style", "script", "title", "template"}
# Only their own end tag ends these.
RAW = {"style", "script", "title"}
# Elements in which mail programs put the quoted e-mail.
QUOTES = {"blockquote"}
QUOTE_MARKS = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "divRplyFwdMsg")
BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4"}
VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}

# Unlike `str.lower`, it keeps the length.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_MARK = re.compile(r"\s(?:class|id)\s?=\s?[\"']?([^\"'<>]{1,200})", re.I)


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
                at = ends.of(f"</{word}", at)
        elif html.startswith("<!--", start):
            at = positions.of("-->", start + 4) + 3
        elif html.startswith(("<!", "<?", "</"), start):
            at = positions.of(">", start) + 1
        else:
            yield "", "<"
            at = start + 1


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
    parts: list[str] = []
    # The tag whose content is hidden, and how many tags of its name are open.
    hiding, depth = "", 0
    for name, token in _tokens(html[:MAX_LENGTH]):
        if not name:
            if not hiding:
                parts.append(re.sub(r"\s+", " ", unescape(token)))
            continue
        if name.removeprefix("/") in BLOCKS:
            parts.append("\n")
        if hiding:
            depth += (name == hiding) - (name == f"/{hiding}")
            # Some mail programs do not close the head.
            if not depth or (hiding == "head" and name == "body"):
                hiding, depth = "", 0
        elif _hides(name, token):
            hiding, depth = name, 1
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _hides(name: str, tag: str) -> bool:
    if name in UNSEEN | QUOTES:
        return name not in RAW
    if name in VOID or name.startswith("/"):
        return False
    marks = _MARK.findall(tag[:MAX_SANITISED_TAG_LENGTH])
    return any(quote in mark for mark in marks for quote in QUOTE_MARKS)


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
