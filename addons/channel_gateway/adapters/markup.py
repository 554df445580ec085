"""HTML e-mails: as plain text, and whether they are simple enough to be sanitised.

Strangers write this HTML. Every function here reads it once from left to right, so
that its cost grows with the length of the text and with nothing else.
"""

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

# Longer HTML is read up to here.
MAX_LENGTH = 1_000_000
# Bounds within which a sanitiser, whose cost may grow with the square of each of
# them, takes a moment at most. Longer e-mails are newsletters, or attacks.
MAX_SANITISED_LENGTH = 200_000
MAX_SANITISED_TAGS = 2_000
MAX_SANITISED_DEPTH = 60
MAX_SANITISED_TAG_LENGTH = 1_500

UNSEEN = {"head", "style", "script", "title", "template"}
# Of these, nothing but their own end ends them.
RAW = {"style", "script", "title"}
# What mail programs put the answered e-mail in.
QUOTES = {"blockquote"}
QUOTE_MARKS = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "divRplyFwdMsg")
BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4"}
VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}

# Unlike `str.lower`, it keeps the length.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_MARK = re.compile(r"\s(?:class|id)\s?=\s?[\"']?([^\"'<>]{1,200})", re.I)


class _Positions:
    """Find the next of several texts, each searched for once along the whole way."""

    def __init__(self, text: str):
        self._text = text
        self._next: dict[str, int] = {}

    def of(self, part: str, start: int) -> int:
        """Return where `part` comes next from `start` on; the text's end if nowhere.

        `start` never goes back, so each stretch of text is searched once for each part.
        """
        at = self._next.get(part, -1)
        if at < start:
            at = self._text.find(part, start)
            at = len(self._text) if at < 0 else at
            self._next[part] = at
        return at


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Yield what `html` is made of, in order.

    Yields:
        Pairs of a tag's name in lower case, with "/" before it for an end tag, and
        the tag as it stands; or of '' and the text between tags, with its entities.
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
    """Return where the tag ends: at the first ">" that stands in no quotes."""
    while True:
        end = positions.of(">", at)
        quote = min(positions.of('"', at), positions.of("'", at))
        if quote >= end:
            return end
        mark = '"' if positions.of('"', at) == quote else "'"
        closing = positions.of(mark, quote + 1)
        # A quotation mark without its fellow is a slip of the program that wrote it.
        if closing >= size:
            return end
        at = closing + 1


def text(html: str) -> str:
    """Return the words of `html` without those it quotes.

    >>> text("<p>Hello<br>there</p><blockquote>old</blockquote>")
    'Hello\\nthere'
    """
    parts: list[str] = []
    # The tag that hides what is in it, and how many of its name are open.
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
            # Many a mail program forgets to end the head.
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
    """Return whether `html` is short and flat enough to be parsed and sanitised."""
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
    """Return how deep tags are nested at most, were no end tag left out."""
    depth = deepest = 0
    for name, _token in _tokens(html):
        if name.startswith("/"):
            depth -= depth > 0
        elif name and name not in VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
