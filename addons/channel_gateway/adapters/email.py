"""Parser that turns an e-mail (RFC 5322) into a contact.

Real e-mails are often malformed: unknown charsets, raw Latin-1 in the headers, no
Message-ID. Parsing never fails; unreadable parts are omitted. Its cost is proportional
to the length of the e-mail, because headers, parts and their nesting are bounded before
the standard library reads them.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email import errors, message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

from . import (
    authentication,
    charsets,
    decoding,
    fingerprint,
    mailboxes,
    markup,
    payloads,
    quoting,
    reports,
    threads,
)
from .contact import Attachment, InboundContact
from .decoding import POLICY, clean, decode, header, parsed, raw_header, words

HASHED = "sha256:"
# A longer Message-ID, or one with other characters, is replaced by its hash: PostgreSQL
# indexes at most 2,704 bytes.
MAX_ID_LENGTH = 255
MAX_TEXT = 200_000
MAX_NAME = 200
# RFC 5321, 4.5.4.1: a server tries for four to five days. An e-mail with neither
# Message-ID nor Date is a repetition for so long, and another one later.
REPETITION_DAYS = 5
MAX_CONTAINERS = 100
MAX_PARTS = 500
MAX_ATTACHMENTS = 100

_CONTAINER = re.compile(rb"content-type:\s{0,20}(?:multipart|message)/", re.I)


def key(raw: bytes) -> str:
    """Return the Message-ID of an e-mail, or a key in its place.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The Message-ID, or its hash if it is long or not printable ASCII, or the
        `content_key` if there is none. Never "".
    """
    name = threads.message_id(_read_headers(_prepared(raw)))
    return _key(name) or content_key(raw)


def content_key(raw: bytes) -> str:
    """Return a key that only the same e-mail has, whichever way it comes.

    Programs may use one Message-ID for all their e-mails.

    Args:
        raw: the e-mail as it was received.

    Returns:
        A hash of its `fingerprint`.
    """
    return _content_key(_read(_prepared(raw))[0])


def is_same(one: bytes, other: bytes) -> bool:
    """Return whether two e-mails are the same, see `fingerprint.is_same`.

    Args:
        one: an e-mail as it was received.
        other: another one.
    """
    messages = (_read(_prepared(raw))[0] for raw in (one, other))
    return one == other or fingerprint.is_same(*messages)


def keys(raw: bytes, now: datetime) -> tuple[str, ...]:
    """Return the keys under which an e-mail may have been stored before.

    Args:
        raw: the e-mail as it was received.
        now: current time.

    Returns:
        First the key to store it under. There is a second one for an e-mail without
        Message-ID and Date: that of the period before.
    """
    message = _read_headers(_prepared(raw))
    first = key(raw)
    if threads.message_id(message) or fingerprint.is_dated(message):
        return (first,)
    period = now.toordinal() // REPETITION_DAYS
    return tuple(_hashed(f"{first} {number}") for number in (period, period - 1))


def _key(name: str) -> str:
    is_plain = len(name) <= MAX_ID_LENGTH and name.isascii() and name.isprintable()
    return name if is_plain else _hashed(name)


def _content_key(message: Message) -> str:
    return f"{HASHED}{fingerprint.of(message)}"


def _hashed(text: str) -> str:
    return f"{HASHED}{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def parse_email(raw: bytes) -> InboundContact:
    """Parse an e-mail.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The contact. Parts beyond the bounds of this module are omitted, and
        `is_incomplete` is set.
    """
    message, is_complex = _read(_prepared(raw))
    parts = [] if is_complex else list(islice(_walk(message), MAX_PARTS + 1))
    plain, html = _bodies(parts)
    whole = (plain or markup.text(html))[:MAX_TEXT]
    text, signature = quoting.split(whole)
    files = _attachments(parts[:MAX_PARTS])
    writer = mailboxes.writer(message)
    # Servers verify the address in From alone.
    is_for_another = not writer.is_same(mailboxes.sender(message))
    why = reports.why_automatic(message)
    about = reports.returned(message) if why else ()
    return InboundContact(
        sender=writer.address.lower(),
        name=writer.name,
        recipient=_recipient(message),
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        subject=header(message, "Subject"),
        text=text,
        signature=signature,
        html=html if _is_whole_email(parts, plain, html) else "",
        whole_text=whole,
        attachments=tuple(files[:MAX_ATTACHMENTS]),
        message_id=_key(threads.message_id(message)) or _content_key(message),
        references=threads.references(message),
        why_automatic=why,
        why_unanswered=reports.why_unanswered(message),
        returned=about,
        bounced=about if why and reports.is_failure(message) else (),
        authentication=() if is_for_another else authentication.headers(message),
        is_incomplete=is_complex
        or len(parts) > MAX_PARTS
        or len(files) > MAX_ATTACHMENTS,
    )


def outline(raw: bytes) -> InboundContact:
    """Return what can be read of an e-mail without parsing it.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The contact, with its first From and Subject and all text as it stands, and the
        e-mail itself as a file.
    """
    text = decoding.clean(charsets.decode(_prepared(raw)[:MAX_TEXT]))
    top, _blank, rest = text.partition("\n\n")
    fields: dict[str, str] = {}
    for line in top.split("\n"):
        name, _colon, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip()[: decoding.MAX_DECODED])
    box = next(iter(mailboxes.parse(fields.get("from", ""))), mailboxes.Mailbox())
    whole = rest.strip() or text.strip()
    return InboundContact(
        sender=box.address.lower(),
        name=box.name,
        subject=decoding.words(fields.get("subject", "")),
        text=whole,
        whole_text=whole,
        attachments=(Attachment("original.eml", "message/rfc822", raw),),
        is_incomplete=True,
    )


def _prepared(raw: bytes) -> bytes:
    """Return an e-mail in a charset and with line breaks that the library reads."""
    raw = charsets.transcode(raw).lstrip(b"\r\n")
    is_doubled = b"\r\r\n" in raw[: decoding.MAX_PART_HEADER]
    return raw.replace(b"\r\r\n", b"\r\n") if is_doubled else raw


def _read(raw: bytes) -> tuple[Message, bool]:
    """Return an e-mail, and whether it is too complex to read more than its headers."""
    if len(_CONTAINER.findall(raw)) > MAX_CONTAINERS:
        return _read_headers(raw), True
    return message_from_bytes(raw, policy=POLICY), False


def _read_headers(raw: bytes) -> Message:
    return BytesHeaderParser(policy=POLICY).parsebytes(head(raw))


def _recipient(message: Message) -> str:
    for name in ("Delivered-To", "To"):
        for box in mailboxes.mailboxes(message, name):
            return box.address
    return ""


def _addresses(message: Message, name: str) -> str:
    """Return the addresses of a header without names, separated by commas."""
    found = (box.address for box in mailboxes.mailboxes(message, name))
    return ", ".join(dict.fromkeys(found))


def head(raw: bytes) -> bytes:
    """Return the headers of an e-mail, with the empty line that ends them.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The headers as bytes; all of `raw` if there is no empty line.
    """
    size = len(raw)
    for mark in (b"\r\n\r\n", b"\n\n", b"\r\r"):
        end = raw.find(mark, 0, size) + len(mark)
        if end > 4:
            size = end
    return raw[:size]


# Parts


def _walk(message: Message) -> Iterator[Message]:
    """Yield the parts of an e-mail; an e-mail attached to it is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(payloads.inner(part)))


def _is_whole_email(parts: list[Message], words: str, html: str) -> bool:
    """Return whether the HTML represents the whole e-mail and is within its bounds."""
    is_alternative = any(
        part.get_content_type() == "multipart/alternative" for part in parts
    )
    if not html or (words and not is_alternative) or not markup.is_bounded(html):
        return False
    return "<img" in html or bool(markup.text(html))


def _bodies(parts: list[Message]) -> tuple[str, str]:
    """Return the text of the plain parts and that of the HTML parts."""
    plain, html = [], []
    for part in parts[:MAX_PARTS]:
        if part.is_multipart() or _is_attachment(part):
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_content(part))
        elif part.get_content_type() == "text/html":
            html.append(_content(part))
    return "\n".join(plain).strip()[:MAX_TEXT], "\n".join(html)[: markup.MAX_LENGTH]


def _is_attachment(part: Message) -> bool:
    disposition = parsed(part.get_content_disposition)
    return disposition == "attachment" or bool(parsed(part.get_filename))


def _attachments(parts: list[Message]) -> list[Attachment]:
    return [
        Attachment(
            _file_name(part),
            part.get_content_type(),
            _payload(part),
            raw_header(part, "Content-ID").strip("<>"),
        )
        for part in parts
        if _is_file(part)
    ]


def _is_file(part: Message) -> bool:
    if part.get_content_maintype() == "multipart":
        return False
    is_body = part.get_content_type() in ("text/plain", "text/html")
    return not is_body or _is_attachment(part)


def _file_name(part: Message) -> str:
    name = words(str(parsed(part.get_filename) or ""))[:MAX_NAME]
    if name:
        return name
    is_email = part.get_content_type() == "message/rfc822"
    subject = "".join(header(inner, "Subject") for inner in payloads.inner(part))
    return f"{subject[:MAX_NAME] or 'attachment'}.eml" if is_email else "attachment"


def _payload(part: Message) -> bytes:
    if part.is_multipart():
        return b"\n".join(_flattened(inner) for inner in payloads.inner(part))
    return payloads.content(part)


def _flattened(message: Message) -> bytes:
    """Return an attached e-mail as bytes; b"" if the library cannot serialise it."""
    try:
        return message.as_bytes(policy=POLICY)
    except (errors.MessageError, LookupError, UnicodeError, ValueError, TypeError):
        return b""


def _content(part: Message) -> str:
    return clean(decode(_payload(part), parsed(part.get_content_charset)))
