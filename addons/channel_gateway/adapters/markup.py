"""HTML letters as plain text."""

import re
from html.parser import HTMLParser

UNSEEN = {"head", "style", "script", "title", "template"}
# What mail programs put the answered letter in.
QUOTES = {"blockquote"}
QUOTE_MARKS = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "divRplyFwdMsg")
BLOCKS = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4"}
VOID = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.parts.append("\n")
        marks = " ".join(
            value or "" for name, value in attrs if name in ("class", "id")
        )
        starts = tag in UNSEEN | QUOTES or any(mark in marks for mark in QUOTE_MARKS)
        if (self.hidden or starts) and tag not in VOID:
            self.hidden.append(tag)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def text(html: str) -> str:
    """The words of `html` without those it quotes.

    >>> text("<p>Hello<br>there</p><blockquote>old</blockquote>")
    'Hello\\nthere'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
