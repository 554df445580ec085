"""Reader of winmail.dat, in which Outlook packs text and files (MS-OXTNEF).

`tnefparse` was not used: it has had no release since 2021, copies the rest of the
stream at each attribute, and finds no text where that is RTF.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import islice

from . import rtf
from .contact import Attachment
from .decoding import clean, decode

TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
NAME = "winmail.dat"
# An attached e-mail may have e-mails attached.
MAX_DEPTH = 3
MAX_NAME = 200
# Far more than Outlook writes.
MAX_ATTRIBUTES = 20_000
MAX_PROPERTIES = 5_000

_SIGNATURE = 0x223E9F78
_ATTRIBUTE = struct.Struct("<BHHI")
_LONG = struct.Struct("<I")
# Attributes: MS-OXTNEF 2.1.3.2
_BODY, _ATTACH_DATA, _ATTACH_TITLE = 0x800C, 0x800F, 0x8010
_ATTACH_BEGIN, _MESSAGE, _ATTACHMENT, _CODEPAGE = 0x9002, 0x9003, 0x9005, 0x9007
# Properties: MS-OXPROPS
_SUBJECT, _PLAIN, _RTF, _HTML = 0x0037, 0x1000, 0x1009, 0x1013
_SENDER_NAME, _SENDER_ADDRESS, _INTERNET_CODEPAGE = 0x0C1A, 0x0C1F, 0x3FDE
_DISPLAY_NAME, _DATA, _SHORT_NAME = 0x3001, 0x3701, 0x3704
_METHOD, _LONG_NAME, _CONTENT_ID = 0x3705, 0x3707, 0x3712
_IS_MESSAGE = 5
# Types of properties: MS-OXCDATA 2.11.1. Sizes are padded to four bytes.
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_OBJECT, _STRING, _UNICODE, _BINARY = 0x0D, 0x1E, 0x1F, 0x102
_MULTIPLE = 0x1000
_NAMED = 0x8000
# Before an object, its type stands as a GUID.
_GUID = 16

Properties = dict[int, str | bytes | int]


@dataclass
class Winmail:
    """What a winmail.dat contains.

    Attributes:
        subject: subject of the e-mail.
        sender: its sender, as far as it is known.
        text: its text, where it has plain or rich text.
        html: its text, where it has HTML.
        files: its files.
        is_whole: whether it does not end too early.
    """

    subject: str = ""
    sender: str = ""
    text: str = ""
    html: str = ""
    files: list[Attachment] = field(default_factory=list)
    is_whole: bool = True


class _Malformed(ValueError):
    """The stream ends too early."""


def read(content: bytes, depth: int = 0) -> Winmail | None:
    """Return what a winmail.dat contains, as far as it can be read.

    Args:
        content: the file.
        depth: how many e-mails this one is attached to.

    Returns:
        Its content, or None if it is no such file.
    """
    if len(content) < 6 or _LONG.unpack_from(content)[0] != _SIGNATURE:
        return None
    found, codepage = Winmail(), "cp1252"
    files: list[Properties] = []
    for attribute, data in islice(_attributes(content), MAX_ATTRIBUTES):
        if data is None:
            found.is_whole = False
        elif attribute == _CODEPAGE and len(data) >= 4:
            codepage = f"cp{_LONG.unpack_from(data)[0]}"
        elif attribute == _BODY:
            found.text = found.text or _string(data, codepage)
        elif attribute == _MESSAGE:
            _read_message(found, dict(_properties(data, codepage)))
        elif attribute == _ATTACH_BEGIN:
            files.append({})
        elif files:
            _read_file(files[-1], attribute, data, codepage)
    found.files = [_file(one, depth) for one in files if one]
    return found


def _attributes(content: bytes) -> Iterator[tuple[int, bytes | None]]:
    """Yield the attributes with their data; None for data that is cut off."""
    at = 6
    while at + _ATTRIBUTE.size <= len(content):
        _level, attribute, _type, length = _ATTRIBUTE.unpack_from(content, at)
        at += _ATTRIBUTE.size
        yield (
            attribute,
            content[at : at + length] if at + length <= len(content) else None,
        )
        # A checksum of two bytes follows.
        at += length + 2


def _read_message(found: Winmail, properties: Properties) -> None:
    number = properties.get(_INTERNET_CODEPAGE)
    codepage = f"cp{number}" if isinstance(number, int) else "cp1252"
    html = properties.get(_HTML, "")
    found.html = _string(html, codepage) if isinstance(html, bytes) else str(html)
    found.text = found.text or _as_text(properties.get(_PLAIN), codepage)
    packed = properties.get(_RTF)
    if not found.text and isinstance(packed, bytes):
        found.text = rtf.unpack(packed)
    found.subject = _as_text(properties.get(_SUBJECT), codepage)
    found.sender = " ".join(
        filter(
            None,
            [
                _as_text(properties.get(_SENDER_NAME), codepage),
                _as_text(properties.get(_SENDER_ADDRESS), codepage),
            ],
        )
    )


def _read_file(
    properties: Properties, attribute: int, data: bytes, codepage: str
) -> None:
    if attribute == _ATTACH_TITLE:
        properties.setdefault(_SHORT_NAME, _string(data, codepage))
    elif attribute == _ATTACH_DATA:
        properties[_DATA] = data
    elif attribute == _ATTACHMENT:
        properties.update(_properties(data, codepage))


def _file(properties: Properties, depth: int) -> Attachment:
    content = properties.get(_DATA, b"")
    content = content if isinstance(content, bytes) else b""
    names = map(properties.get, (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME))
    name = next((_as_text(one, "cp1252") for one in names if one), "")
    if properties.get(_METHOD) == _IS_MESSAGE or content[
        _GUID : _GUID + 4
    ] == _LONG.pack(_SIGNATURE):
        attached = read(content[_GUID:], depth + 1) if depth < MAX_DEPTH else None
        if attached:
            return _as_email(name, attached)
    content_id = _as_text(properties.get(_CONTENT_ID), "cp1252")
    return Attachment(name[:MAX_NAME], "", content, content_id)


def _as_email(name: str, attached: Winmail) -> Attachment:
    """Return an attached e-mail as a file that every mail program opens."""
    message = EmailMessage()
    message["Subject"] = " ".join(attached.subject.split())
    # The address may be one of Exchange, which no header of an e-mail may contain.
    author = f"From: {attached.sender}\n\n" if attached.sender else ""
    message.set_content(author + (attached.text or attached.html))
    for file in attached.files:
        message.add_attachment(
            file.content,
            maintype="application",
            subtype="octet-stream",
            filename=file.name,
        )
    title = attached.subject or name
    return Attachment(
        f"{title[:MAX_NAME] or 'attachment'}.eml", "message/rfc822", message.as_bytes()
    )


# Properties


def _properties(data: bytes, codepage: str) -> Iterator[tuple[int, str | bytes | int]]:
    """Yield the properties of an attribute, up to the first that cannot be read."""
    cursor = _Cursor(data)
    try:
        for _number in range(min(cursor.long(), MAX_PROPERTIES)):
            kind, key = cursor.pair()
            if key >= _NAMED:
                cursor.skip_name()
            values = cursor.values(kind)
            if values:
                yield key, _value(kind & ~_MULTIPLE, values[0], codepage)
    except _Malformed:
        return


class _Cursor:
    """Position in the properties of an attribute."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise _Malformed
        self._at += size
        return piece

    def long(self) -> int:
        number: int = _LONG.unpack(self.take(4))[0]
        return number

    def pair(self) -> tuple[int, int]:
        kind, key = struct.unpack("<HH", self.take(4))
        return kind, key

    def skip_name(self) -> None:
        self.take(_GUID)
        if self.long():
            self.padded(self.long())
        else:
            self.long()

    def padded(self, size: int) -> bytes:
        piece = self.take(size)
        self._at += -size % 4
        return piece

    def values(self, kind: int) -> list[bytes]:
        single = kind & ~_MULTIPLE
        size = _SIZES.get(single)
        if size:
            count = self.long() if kind & _MULTIPLE else 1
            return [self.take(size) for _number in range(min(count, MAX_PROPERTIES))]
        if single not in (_OBJECT, _STRING, _UNICODE, _BINARY):
            raise _Malformed
        count = min(self.long(), MAX_PROPERTIES)
        return [self.padded(self.long()) for _number in range(count)]


def _value(kind: int, value: bytes, codepage: str) -> str | bytes | int:
    if kind == _UNICODE:
        return _string(value, "utf-16-le")
    if kind == _STRING:
        return _string(value, codepage)
    if kind in (_BINARY, _OBJECT):
        return value
    return int.from_bytes(value[:4], "little")


def _string(value: bytes, codepage: str) -> str:
    # Strings end with a NUL.
    return clean(decode(value, codepage))


def _as_text(value: str | bytes | int | None, codepage: str) -> str:
    return (
        value
        if isinstance(value, str)
        else (_string(value, codepage) if isinstance(value, bytes) else "")
    )
