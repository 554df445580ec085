"""Text of an e-mail: which of its parts are read, and as what.

An e-mail may consist of several pieces of text with files between them, and each piece
may exist as plain text and as HTML (RFC 2046, 5.1.4). Some plain pieces only say that
there is HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import attachments, markup, quoting, tnef
from .lines import Line, join
from .parts import Part, content, payload

MAX_TEXT = 200_000
# Types of text that are read where an e-mail has no other.
OTHER_TYPES = ("text/markdown", "text/enriched", "text/richtext")
# So much of the HTML must be found in a plain text that stands for it.
MIN_SHARED = 0.5
MAX_COMPARED = 20_000

_WORD = re.compile(r"\w{2,40}")
_LOOKS_LIKE_HTML = re.compile(r"\s{0,99}<(?:!doctype\s+html|html|head|body)\b", re.I)
# "-----BEGIN PGP SIGNED MESSAGE-----" (RFC 9580, 7): the text between its lines.
_PGP_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----\n"
_PGP_END = "-----BEGIN PGP SIGNATURE-----"


@dataclass(frozen=True)
class Body:
    """The text of an e-mail.

    Attributes:
        parts: what it says, its signature, and what the sender wrote.
        whole_text: all of it as plain text, with ">" before what is quoted.
        html: all of it as HTML, unsanitised; "" where there is none, or where it
            exceeds the bounds of `markup.is_bounded`.
    """

    parts: quoting.Parts
    whole_text: str
    html: str


@dataclass(frozen=True)
class _Section:
    """A piece of text, as plain text and as HTML as far as it has them."""

    plain: str = ""
    html: str = ""


@dataclass(frozen=True)
class _Reading:
    """The lines of a piece of text, and its HTML where that says the same."""

    lines: list[Line]
    html: str = ""


def read(
    root: Part, *, is_forward: bool = False, is_reply: bool = True, writer: str = ""
) -> Body:
    """Return the text of an e-mail.

    Args:
        root: the e-mail.
        is_forward: whether its subject says that it forwards another e-mail.
        is_reply: whether it may answer another e-mail.
        writer: name of its sender.

    Returns:
        The text. It is empty only if no part contains words.
    """
    readings = [_reading(section) for section in _sections(root)]
    if not any(map(_has_words, readings)):
        readings = _other_readings(root) or readings
    lines = _bounded([line for reading in readings for line in reading.lines])
    html = "\n".join(reading.html for reading in readings)[: markup.MAX_LENGTH]
    is_whole = all(one.html for one in readings if _has_words(one))
    is_shown = "<img" in html or any(map(_has_words, readings))
    return Body(
        parts=quoting.separate(
            lines, is_forward=is_forward, is_reply=is_reply, writer=writer
        ),
        whole_text=join(map(_with_mark, lines)),
        html=html if is_whole and is_shown and markup.is_bounded(html) else "",
    )


def _sections(part: Part) -> list[_Section]:
    if part.mimetype == "multipart/alternative":
        inside = [section for one in part.children for section in _sections(one)]
        plain = "\n".join(section.plain for section in inside if section.plain)
        html = "\n".join(section.html for section in inside if section.html)
        return [_Section(plain, html)]
    if part.is_container:
        return [section for one in part.children for section in _sections(one)]
    if part.mimetype not in attachments.BODIES:
        return []
    if attachments.is_attachment(part.message):
        return []
    return [_section(part)]


def _section(part: Part) -> _Section:
    text = content(part.message)
    if part.mimetype == "text/html" or _LOOKS_LIKE_HTML.match(text):
        return _Section(html=text)
    return _Section(_without_pgp(_unfolded(part, text)))


def _unfolded(part: Part, text: str) -> str:
    """Return a text without the line breaks that a program has inserted (RFC 3676).

    Quoted lines stay as they are: they are not read.
    """
    kind = part.message, "Content-Type"
    if attachments.parameter(*kind, "format").lower() != "flowed":
        return text
    joint = "" if attachments.parameter(*kind, "delsp").lower() == "yes" else " "
    pieces: list[str] = []
    is_soft = False
    for line in text.split("\n"):
        is_own = not line.startswith(">")
        is_joined = is_soft and is_own and line != "-- "
        is_soft = is_own and line.endswith(" ") and line != "-- "
        # A space at the beginning is the format's.
        own = line.removeprefix(" ") if is_own else line
        own = own.removesuffix(" ") if is_soft else own
        pieces += [joint if is_joined else "\n", own]
    return "".join(pieces[1:])


def _other_readings(root: Part) -> list[_Reading]:
    """Return the text of an e-mail whose body is empty, at most one piece."""
    for section in _other_sections(root):
        reading = _reading(section)
        if _has_words(reading):
            return [reading]
    return []


def _other_sections(root: Part) -> Iterator[_Section]:
    """Yield what may be the text: a winmail.dat, another type, a file of text."""
    leaves = [part for part in root.walk() if not part.is_container]
    for part in leaves:
        packed = attachments.is_winmail(part) and tnef.read(payload(part.message))
        if packed:
            yield _Section(packed.text, packed.html)
    for part in leaves:
        if part.mimetype in OTHER_TYPES:
            yield _Section(html=content(part.message))
    # Gateways for telephones send what was typed as a file.
    for part in leaves:
        if part.mimetype in attachments.BODIES:
            yield _section(part)


def _has_words(reading: _Reading) -> bool:
    return any(line.text.strip() for line in reading.lines)


def _without_pgp(text: str) -> str:
    """Return a text without the signature in it (RFC 9580, 7)."""
    before, begin, signed = text.partition(_PGP_BEGIN)
    if not begin:
        return text
    _headers, _empty, signed = signed.partition("\n\n")
    own, _end, _signature = signed.partition(_PGP_END)
    lines = (line.removeprefix("- ") for line in own.split("\n"))
    return before + "\n".join(lines)


# The better of plain text and HTML


def _reading(section: _Section) -> _Reading:
    """Return the form of a section that says what the sender wrote.

    Plain text and HTML usually say the same. Then HTML is read if it marks what is
    quoted, because its marks are the same in every language. If one says more than the
    other, that one is read.
    """
    plain = quoting.lines(section.plain.strip("\n"))
    if not section.html:
        return _Reading(plain)
    marked = markup.lines(section.html)
    in_plain, in_html = _words(section.plain), _words(_text(marked))
    if not in_plain:
        return _Reading(marked, section.html)
    if not in_html:
        return _Reading(plain)
    both = len(in_plain & in_html)
    has_plain, has_html = both / len(in_plain), both / len(in_html)
    if has_plain >= MIN_SHARED and has_html >= MIN_SHARED:
        is_marked = any(line.is_quoted or line.starts_quote for line in marked)
        return _Reading(marked if is_marked else plain, section.html)
    if has_html >= MIN_SHARED:
        return _Reading(plain)
    is_stub = "html" in in_plain or len(in_html) >= len(in_plain)
    if has_plain >= MIN_SHARED or is_stub:
        return _Reading(marked, section.html)
    return _Reading(plain)


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:MAX_COMPARED].casefold()))


def _bounded(lines: list[Line]) -> list[Line]:
    """Return as many lines as fit into `MAX_TEXT`."""
    kept, size = [], 0
    for line in lines:
        room = MAX_TEXT - size
        if room <= 0:
            break
        kept.append(Line(line.text[:room], line.is_quoted, line.starts_quote))
        size += len(line.text) + 1
    return kept


def _with_mark(line: Line) -> str:
    is_marked = line.text.lstrip().startswith(">")
    return f"> {line.text}" if line.is_quoted and not is_marked else line.text
