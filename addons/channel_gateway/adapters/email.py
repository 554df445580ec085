"""Parser that turns an e-mail (RFC 5322) into a contact.

Real e-mails are often malformed: unknown charsets, raw Latin-1 in the headers, no
Message-ID. Parsing never fails; unreadable parts are omitted. Its cost is proportional
to the length of the e-mail, because headers, parts and their nesting are bounded before
the standard library reads them.
"""

import hashlib
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from . import (
    attachments,
    authentication,
    body,
    charsets,
    decoding,
    fingerprint,
    mailboxes,
    parts,
    quoting,
    reports,
    threads,
)
from .contact import Attachment, InboundContact
from .decoding import POLICY, header

HASHED = "sha256:"
# A longer Message-ID, or one with other characters, is replaced by its hash: PostgreSQL
# indexes at most 2,704 bytes.
MAX_ID_LENGTH = 255
# RFC 5321, 4.5.4.1: a server tries for four to five days. An e-mail with neither
# Message-ID nor Date is a repetition for so long, and another one later.
REPETITION_DAYS = 5


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
    name = threads.message_id(message)
    first = _key(name) or content_key(raw)
    if name or fingerprint.is_dated(message):
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
    root, is_whole = parts.read(Message() if is_complex else message)
    subject = header(message, "Subject")
    references = threads.references(message)
    writer = mailboxes.writer(message)
    said = body.read(
        root,
        is_forward=quoting.is_forward(subject),
        is_reply=bool(references) or quoting.is_reply(subject),
        writer=writer.name,
    )
    files = [] if is_complex else attachments.read(root)
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
        subject=subject,
        text=said.parts.text,
        own_text=said.parts.own,
        signature=said.parts.signature,
        html=said.html,
        whole_text=said.whole_text,
        attachments=tuple(files[: attachments.MAX_ATTACHMENTS]),
        message_id=_key(threads.message_id(message)) or _content_key(message),
        references=references,
        why_automatic=why,
        why_unanswered=reports.why_unanswered(message),
        returned=about,
        bounced=about if why and reports.is_failure(message) else (),
        authentication=() if is_for_another else authentication.headers(message),
        is_incomplete=is_complex
        or not is_whole
        or len(files) > attachments.MAX_ATTACHMENTS,
    )


def outline(raw: bytes) -> InboundContact:
    """Return what can be read of an e-mail without parsing it.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The contact, with its first From and Subject and all text as it stands, and the
        e-mail itself as a file.
    """
    text = decoding.clean(charsets.decode(_prepared(raw)[: body.MAX_TEXT]))
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
        own_text=whole,
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
    if parts.is_nested_deeply(raw):
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
