"""Elements of HTML e-mails in which mail programs put the e-mail that is quoted."""

import re
from dataclasses import dataclass, field
from html import unescape

from .announcements import is_forward_title
from .lines import Line

# Class, id, name or data-marker of an element that contains a quoted e-mail.
QUOTED_MARKS = (
    "yahoo_quoted moz-cite-prefix protonmail_quote"
    " olk_src_body_section mail-editor-reference-message-container tutanota_quote"
    " ms-outlook-mobile-reference-message zmail_extra messagereplysection nh_extra"
    " __quoted_text__ isreplycontent missive_quote front-blockquote"
    " appleoriginalcontents mail-quote-collapse replyforwarddiv hey-quote j_quotetext"
    " yahoo-quoted-begin __pbconvhr freshdesk_quote history_container"
).split()
# All that follows such an element is quoted, whether inside it or not.
START_MARKS = (
    "divrplyfwdmsg appendonsend stopspelling outlookmessageheader moz-forward-container"
    " isforwardcontent __headers__ zwchr"
).split()
# Gmail puts answers between the quoted passages into the same element.
GMAIL = "gmail_quote"
# GMX and web.de.
QUOTED_NAMES = ("quote",)
# "Indent more" in Gmail and others: the sender's own text.
_INDENTED = re.compile(
    r"margin:\s?0(?:px)?(?: 0(?:px)?){2} 40px;\s?border:\s?(?:none|0)"
)
# The line that Outlook draws above the headers of what it quotes.
_OUTLOOK_LINE = re.compile(
    r"border-top:\s?solid #(?:e1e1e1|b5c4df) 1\.0pt;\s?padding:\s?3\.0pt", re.I
)
_MARK = re.compile(
    r"[\s\"'](class|id|name|data-marker)\s?=\s?(?:\"([^\"<>]{1,300})|'([^'<>]{1,300})"
    r"|([^\"'<>\s]{1,300}))",
    re.I,
)
_EMOJI = re.compile(r"\balt\s?=\s?[\"']([^\"'a-zA-Z0-9]{1,20})[\"']", re.I)


@dataclass
class _Mark:
    """An open element.

    Attributes:
        name: its tag.
        is_quote: whether its content is quoted.
        container: number of the element of Gmail that it is, or 0.
        opened: how many elements with this tag are open since, itself included.
    """

    name: str
    is_quote: bool = False
    container: int = 0
    opened: int = 1


@dataclass
class OpenMarks:
    """The open elements that mark a quotation, while an e-mail is read."""

    _stack: list[_Mark] = field(default_factory=list)
    _quotes: int = 0
    _containers: list[int] = field(default_factory=list)
    _of_line: list[tuple[int, bool]] = field(default_factory=list)
    _starts: bool = False

    def start(self, name: str, tag: str, *, is_void: bool) -> None:
        """Note that an element begins.

        Args:
            name: its name.
            tag: its start tag.
            is_void: whether such elements have no end tag.
        """
        marks = _marks(tag) if "=" in tag else set()
        self._starts = self._starts or bool(_OUTLOOK_LINE.search(tag))
        if not marks and name != "blockquote":
            self._nest(name)
            return
        self._starts = self._starts or any(
            mark.endswith(start) for mark in marks for start in START_MARKS
        )
        if is_void:
            return
        mark = _Mark(name)
        if any(GMAIL in one for one in marks) and name != "blockquote":
            mark.container = len(self._of_line) + 1
            self._containers.append(mark.container)
        elif _is_quote(name, tag, marks):
            mark.is_quote = True
            self._quotes += 1
        else:
            self._nest(name)
            return
        self._stack.append(mark)

    def _nest(self, name: str) -> None:
        """Count an element without a mark inside the innermost one of its name."""
        for mark in reversed(self._stack[-8:]):
            if mark.name == name:
                mark.opened += 1
                return

    def end(self, name: str) -> None:
        """Note that an element ends.

        Args:
            name: its name.
        """
        for mark in reversed(self._stack[-8:]):
            if mark.name == name:
                mark.opened -= 1
                if not mark.opened:
                    self._close(mark)
                return

    def _close(self, ended: _Mark) -> None:
        while self._stack:
            mark = self._stack.pop()
            self._quotes -= mark.is_quote
            if mark.container:
                self._containers.pop()
            if mark is ended:
                return

    def line(self, text: str) -> Line:
        """Return a line that ends here.

        Args:
            text: its words.

        Returns:
            The line. That of a container is final after `settle` only.
        """
        starts = self._starts and bool(text)
        if starts:
            self._starts = False
        container = self._containers[0] if self._containers else 0
        is_in_quote = self._quotes > 0
        self._of_line.append((container, is_in_quote))
        return Line(text, is_in_quote or text.startswith(">"), starts)

    def settle(self, found: list[Line]) -> list[Line]:
        """Return the lines, with those in a container of Gmail marked.

        Such a line is an answer if it follows a quoted passage of its container; the
        others belong to what is quoted or forwarded.

        Args:
            found: the lines, as `line` has returned them.

        Returns:
            The lines in their order.
        """
        firsts: dict[int, int] = {}
        passages: dict[int, int] = {}
        for number, (container, is_in_quote) in enumerate(self._of_line):
            if container and found[number].text:
                firsts.setdefault(container, number)
                if is_in_quote:
                    passages.setdefault(container, number)
        forwards = {
            first for first in firsts.values() if is_forward_title(found[first].text)
        }
        settled = []
        for number, line in enumerate(found):
            container, _is_in_quote = self._of_line[number]
            if number in forwards:
                line = Line(line.text, starts_quote=True)
            elif container and number < passages.get(container, len(found)):
                line = Line(line.text, True, line.starts_quote)
            settled.append(line)
        return settled


def emoji(tag: str) -> str:
    """Return the sign that an image stands for; "" for a picture.

    Args:
        tag: tag of an image.

    Returns:
        Its alternative text, where that consists of signs alone.
    """
    found = _EMOJI.search(tag)
    return unescape(found[1]) if found else ""


def _marks(tag: str) -> set[str]:
    marks: set[str] = set()
    for name, *values in _MARK.findall(tag):
        value = "".join(values).lower()
        is_name = name.lower() == "name"
        marks.update(f"name={one}" if is_name else one for one in value.split())
        if is_name:
            marks.add(value)
    return marks


def _is_quote(name: str, tag: str, marks: set[str]) -> bool:
    if name == "blockquote":
        return not _INDENTED.search(tag)
    if any(f"name={one}" in marks for one in QUOTED_NAMES):
        return True
    return any(quoted in mark for mark in marks for quoted in QUOTED_MARKS)
