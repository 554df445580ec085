"""What stays the same of an e-mail, whichever way it comes.

Servers add headers on the way (Received, Return-Path), encode a text anew, change line
breaks, and replace zero bytes: Dovecot delivers 0x80 in their place by IMAP. The
fingerprint contains none of that.
"""

import hashlib
from collections.abc import Iterator
from email.message import Message
from email.utils import mktime_tz, parsedate_tz
from typing import Any

from .charsets import codec_of
from .decoding import header, parsed
from .mailboxes import mailboxes
from .threads import message_id

MAX_PARTS = 500
_CHANGED = b"\0\x80 \t\r\n\v\f"


def of(message: Message) -> str:
    """Return the fingerprint of an e-mail.

    Args:
        message: parsed e-mail. If only its headers have been parsed, its body is one
            part.

    Returns:
        64 hexadecimal digits of who wrote it, when, to whom, with which Message-ID,
        subject, words and files. The same for the same e-mail by SMTP and by IMAP.
    """
    digest = hashlib.sha256()
    for piece in (*_headers(message), *_contents(message)):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def is_dated(message: Message) -> bool:
    """Return whether an e-mail says when it was written.

    Args:
        message: parsed e-mail.
    """
    return bool(header(message, "Date"))


def _headers(message: Message) -> Iterator[bytes]:
    yield message_id(message).encode("utf-8", "replace")
    yield _date(header(message, "Date")).encode("utf-8", "replace")
    yield _subject(message)
    for name in ("From", "To", "Cc"):
        found = sorted(box.address.lower() for box in mailboxes(message, name))
        yield ", ".join(found).encode("utf-8", "replace")


def _subject(message: Message) -> bytes:
    fields = ((name.lower(), str(value)) for name, value in message.raw_items())
    raw = next((value for name, value in fields if name == "subject"), "")
    text = header(message, "Subject") if "=?" in raw else raw
    return _canonical(text.encode("utf-8", "surrogateescape"))


def _date(text: str) -> str:
    """Return a date as seconds, as some servers write it in another form."""
    try:
        moment = parsedate_tz(text)
        return str(mktime_tz(moment)) if moment else text
    except (IndexError, OverflowError, TypeError, ValueError):
        return text


def _contents(message: Message) -> Iterator[bytes]:
    """Yield the contents of the parts, attached e-mails included."""
    waiting, count = [message], 0
    while waiting and count < MAX_PARTS:
        part, count = waiting.pop(), count + 1
        payload: Any = part.get_payload()
        if isinstance(payload, list):
            waiting.extend(reversed(payload))
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield _canonical(content, parsed(part.get_content_charset))


def _canonical(content: bytes, charset: str | None = None) -> bytes:
    """Return what is left of a text, or of a file, on every way."""
    if b"\0" not in content:
        for codec in filter(None, (codec_of(charset), "utf-8")):
            try:
                text = content.decode(codec)
            except ValueError:
                continue
            return "".join(text.split()).encode("utf-8", "replace")
    return content.translate(None, _CHANGED)
