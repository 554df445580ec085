"""What stays the same of an e-mail, whichever way it comes.

Servers add headers on the way (Received, Return-Path), encode a text anew, change line
breaks, and replace zero bytes: Dovecot delivers 0x80 in their place by IMAP. The
fingerprint contains none of that.
"""

import hashlib
from collections.abc import Iterator
from email.message import Message
from email.utils import mktime_tz, parsedate_tz

from .charsets import codec_of
from .decoding import header, parsed
from .mailboxes import mailboxes, writer
from .payloads import content, inner
from .threads import message_id

MAX_PARTS = 500
# RFC 2919: header of a mailing list.
LIST = "List-Id"
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


def is_same(one: Message, other: Message) -> bool:
    """Return whether two e-mails are the same.

    A mailing list may add to the subject and the text of what it passes on, so that
    somebody who writes to the list and to us is read twice.

    Args:
        one: parsed e-mail.
        other: parsed e-mail.
    """
    if of(one) == of(other):
        return True
    if not (header(one, LIST) or header(other, LIST)) or _origin(one) != _origin(other):
        return False
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and shorter in longer


def is_dated(message: Message) -> bool:
    """Return whether an e-mail says when it was written.

    Args:
        message: parsed e-mail.
    """
    return bool(header(message, "Date"))


def _origin(message: Message) -> tuple[str, str, str]:
    sent = _date(header(message, "Date"))
    return message_id(message), sent, writer(message).address.lower()


def _words(message: Message) -> bytes:
    """Return the first text of an e-mail, as `_canonical` returns it."""
    for part in _leaves(message):
        if part.get_content_maintype() == "text":
            return _content(part)
    return b""


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
    return map(_content, _leaves(message))


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts with content of their own, those of attached e-mails included."""
    waiting, count = [message], 0
    while waiting and count < MAX_PARTS:
        part, count = waiting.pop(), count + 1
        if part.is_multipart():
            waiting.extend(reversed(inner(part)))
        else:
            yield part


def _content(part: Message) -> bytes:
    return _canonical(content(part), parsed(part.get_content_charset))


def _canonical(text: bytes, charset: str | None = None) -> bytes:
    """Return what is left of a text, or of a file, on every way."""
    if b"\0" not in text:
        for codec in filter(None, (codec_of(charset), "utf-8")):
            try:
                words = text.decode(codec).split()
            except ValueError:
                continue
            return "".join(words).encode("utf-8", "replace")
    return text.translate(None, _CHANGED)
