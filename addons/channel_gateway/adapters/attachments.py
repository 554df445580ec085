"""Files of an e-mail: their names (RFC 2047, RFC 2231) and their contents."""

import mimetypes
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from urllib.parse import unquote_to_bytes

from . import tnef
from .contact import Attachment
from .decoding import (
    MAX_HEADER,
    POLICY,
    clean,
    decode,
    header,
    parsed,
    raw_header,
    words,
)
from .parts import Part, payload

MAX_ATTACHMENTS = 100
MAX_NAME = 200
MAX_EXTENSION = 20
# What no person attaches: signatures of the text, and the text again. The original of
# the e-mail contains them.
NO_FILES = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/x-amp-html",
}
BODIES = ("text/plain", "text/html")
NAMELESS = "attachment"

_PARAMETER = re.compile(
    r";\s{0,99}([a-z-]{1,20})(\*\d{1,3})?(\*)?\s{0,99}=\s{0,99}", re.I
)
_EXTENDED = re.compile(r"^([\w.:-]{0,40})'[\w-]{0,40}'")
# A slash elsewhere is a part of the name: "Invoice 11/2026.pdf".
_PATH = re.compile(r"^(?:[a-z]:|~|\.{1,2})?[/\\]", re.I)
# Right-to-left marks may disguise the extension of a name.
_UNSEEN = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)


def read(root: Part) -> list[Attachment]:
    """Return the files of an e-mail.

    Args:
        root: the e-mail.

    Returns:
        The files in their order. Those in a winmail.dat take its place.
    """
    return [file for part in root.walk() for file in _files(part, root)]


def is_attachment(message: Message) -> bool:
    """Return whether a part with text is a file rather than a piece of the body.

    Args:
        message: parsed part.
    """
    disposition = parsed(message.get_content_disposition)
    return disposition == "attachment" or bool(name(message))


def name(message: Message) -> str:
    """Return the name that the sender gave a file.

    Args:
        message: parsed part.

    Returns:
        The name without folders; "" for none.
    """
    found = parameter(message, "Content-Disposition", "filename") or parameter(
        message, "Content-Type", "name"
    )
    return _base_name(found)


def _base_name(found: str) -> str:
    """Return a name on one line, without folders, with its extension if it is long."""
    found = " ".join(clean(found).translate(_UNSEEN).split())
    if _PATH.match(found):
        found = re.split(r"[/\\]", found)[-1].strip()
    stem, dot, extension = found.rpartition(".")
    if len(found) <= MAX_NAME or not dot or len(extension) > MAX_EXTENSION:
        return found[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(extension) - 1]}.{extension}"


def is_winmail(part: Part) -> bool:
    """Return whether a part is a winmail.dat of Outlook.

    Args:
        part: part of an e-mail.
    """
    return part.mimetype in tnef.TYPES or (
        part.mimetype == "application/octet-stream"
        and name(part.message).lower() == tnef.NAME
    )


def _files(part: Part, root: Part) -> Iterator[Attachment]:
    message, mimetype = part.message, part.mimetype
    is_body = mimetype in BODIES or (
        part is root and message.get_content_maintype() == "text"
    )
    is_body = is_body and not is_attachment(message)
    if part.is_container or is_body or (mimetype in NO_FILES and part is not root):
        return
    content = payload(message)
    packed = tnef.read(content) if is_winmail(part) else None
    if packed:
        yield from map(_named, packed.files)
    if packed and packed.is_whole:
        return
    yield Attachment(
        name(message) or _default_name(message),
        mimetype,
        content,
        raw_header(message, "Content-ID").strip("<>"),
    )


def _named(file: Attachment) -> Attachment:
    """Return a file of a winmail.dat with its type and a name."""
    kind = file.mimetype or mimetypes.guess_type(file.name)[0]
    found = _base_name(file.name) or NAMELESS
    return Attachment(
        found, kind or "application/octet-stream", file.content, file.content_id
    )


def _default_name(message: Message) -> str:
    if message.get_content_type() != "message/rfc822":
        extension = mimetypes.guess_extension(message.get_content_type()) or ""
        return f"{NAMELESS}{extension}"
    attached = payload(message)[:MAX_HEADER]
    subject = header(BytesHeaderParser(policy=POLICY).parsebytes(attached), "Subject")
    described = subject or header(message, "Content-Description")
    return f"{described[:MAX_NAME] or NAMELESS}.eml"


# Parameters of a header


def parameter(message: Message, header_name: str, name: str) -> str:
    """Return a parameter of a header as text.

    RFC 2231 has a form for characters beyond ASCII, which is preferred to the plain
    form beside it (RFC 6266, 4.3). Many programs write encoded words instead.

    Args:
        message: parsed part.
        header_name: name of the header.
        name: name of the parameter in lower case.

    Returns:
        The text; "" if there is none.
    """
    pieces: dict[str, tuple[str, bool]] = {}
    for key, section, is_extended, value in _parameters(
        raw_header(message, header_name)
    ):
        if key == name:
            pieces.setdefault(
                section or ("*" if is_extended else ""), (value, is_extended)
            )
    numbered = [pieces[f"*{number}"] for number in _count(pieces)]
    extended = [pieces["*"]] if "*" in pieces else numbered
    if extended:
        return _extended(extended)
    plain = pieces.get("", ("", False))[0]
    return words(plain) if "=?" in plain else plain


def _count(pieces: dict[str, tuple[str, bool]]) -> range:
    """Return the numbers of the pieces of a value, up to the first one missing."""
    number = 0
    while f"*{number}" in pieces:
        number += 1
    return range(number)


def _parameters(value: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield the parameters: name, number of the piece, whether extended, and text."""
    found = _PARAMETER.search(value)
    while found:
        start = found.end()
        if value[start : start + 1] == '"':
            text, start = _quoted(value, start + 1)
            following = _PARAMETER.search(value, start)
        else:
            # An unquoted name may contain spaces: it ends at the next parameter.
            following = _PARAMETER.search(value, start)
            end = following.start() if following else len(value)
            text = value[start:end].strip("; ")
        yield found[1].lower(), found[2] or "", bool(found[3]), text
        found = following


def _quoted(value: str, start: int) -> tuple[str, int]:
    """Return a quoted text, and where it ends."""
    signs, at = [], start
    while at < len(value) and value[at] != '"':
        # A backslash before another sign is one of a folder of Windows.
        at += value[at] == "\\" and value[at + 1 : at + 2] in ('"', "\\")
        signs.append(value[at : at + 1])
        at += 1
    return "".join(signs), at + 1


def _extended(pieces: list[tuple[str, bool]]) -> str:
    """Return a value of RFC 2231 as text."""
    charset, content = "", b""
    for number, (text, is_extended) in enumerate(pieces):
        marked = _EXTENDED.match(text) if is_extended and not number else None
        if marked:
            charset, text = marked[1], text[marked.end() :]
        is_encoded = is_extended or (bool(charset) and "%" in text)
        content += unquote_to_bytes(text) if is_encoded else text.encode()
    text = decode(content, charset or None)
    return words(text) if "=?" in text else text
