"""Parser that turns an e-mail (RFC 5322) into a contact.

Real e-mails are often malformed: unknown charsets, raw Latin-1 in the headers, no
Message-ID. Parsing never fails; unreadable parts are omitted. Its cost is proportional
to the length of the e-mail, because headers, parts and their nesting are bounded before
the standard library reads them.
"""

import hashlib
import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from . import attachments, authentication, body, parts, quoting
from .contact import InboundContact
from .decoding import MAX_DECODED, POLICY, header, raw_header, words

# A longer Message-ID, or one with other characters, is replaced by its hash: PostgreSQL
# indexes at most 2,704 bytes.
MAX_ID_LENGTH = 255
MAX_NAME = 200
# RFC 5321, 4.5.3.1: 64 before the @ and 255 after it.
MAX_ADDRESS = 320
MAX_REFERENCES = 100

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,255}")
# RFC 3834, 2: e-mails that must not be answered. The rest predates that standard.
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "List-Id")
AUTOMATIC_SUBJECT = re.compile(
    r"^(automatic reply|auto(matic)?[- ]?reply|out of (the )?office|autoantwort"
    r"|undeliver(able|ed)|delivery status notification|mail delivery (failed|system)"
    r"|returned mail)\b",
    re.I,
)
DAEMONS = {"mailer-daemon", "postmaster"}


def key(raw: bytes) -> str:
    """Return a key that identifies an e-mail when it is delivered again.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The Message-ID, or its hash if it is long or not printable ASCII, or a hash of
        the whole e-mail if there is none. Never "".
    """
    return _key(BytesHeaderParser(policy=POLICY).parsebytes(head(raw)), raw)


def _key(message: Message, raw: bytes) -> str:
    """Return the `key` of the e-mail whose headers have been parsed already."""
    name = next(iter(_ids(message, "Message-ID")), "")
    if not name:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if len(name) <= MAX_ID_LENGTH and name.isascii() and name.isprintable():
        return name
    return f"sha256:{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"


def parse_email(raw: bytes) -> InboundContact:
    """Parse an e-mail.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The contact. Parts beyond the bounds of this module are omitted, and
        `is_incomplete` is set.
    """
    is_complex = parts.is_nested_deeply(raw)
    if is_complex:
        message = BytesHeaderParser(policy=POLICY).parsebytes(head(raw))
        root, is_whole = parts.Part(Message()), False
    else:
        message = message_from_bytes(raw, policy=POLICY)
        root, is_whole = parts.read(message)
    subject = header(message, "Subject")
    references = _references(message)
    said = body.read(
        root,
        is_forward=quoting.is_forward(subject),
        is_reply=bool(references) or quoting.is_reply(subject),
    )
    files = [] if is_complex else attachments.read(root)
    name, sender = _address(message, "From")
    why = why_automatic(message)
    return InboundContact(
        sender=sender.lower(),
        name="" if "@" in name else name,
        recipient=_address(message, "Delivered-To")[1] or _address(message, "To")[1],
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        subject=subject,
        text=said.parts.text,
        own_text=said.parts.own,
        signature=said.parts.signature,
        html=said.html,
        whole_text=said.whole_text,
        attachments=tuple(files[: attachments.MAX_ATTACHMENTS]),
        message_id=_key(message, raw),
        references=references,
        why_automatic=why,
        bounced=_bounced(message, root) if why else (),
        authentication=authentication.headers(message),
        is_incomplete=not is_whole or len(files) > attachments.MAX_ATTACHMENTS,
    )


def head(raw: bytes) -> bytes:
    """Return the headers of an e-mail, with the empty line that ends them.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The headers as bytes; all of `raw` if there is no empty line.
    """
    ends = [raw.find(mark) + len(mark) for mark in (b"\r\n\r\n", b"\n\n")]
    return raw[: min((end for end in ends if end > 4), default=len(raw))]


def why_automatic(message: Message) -> str:
    """Return the sign that a machine wrote an e-mail, e.g. `Precedence: bulk`.

    Args:
        message: parsed e-mail.

    Returns:
        The sign (RFC 3834, 2, and older customs), or "" for an e-mail of a person.
    """
    submitted = header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted}"
    precedence = header(message, "Precedence").lower()
    if precedence in AUTOMATIC_PRECEDENCE:
        return f"Precedence: {precedence}"
    for name in AUTOMATIC_HEADERS:
        if header(message, name):
            return name
    if header(message, "Return-Path") == "<>":
        return "Return-Path: <>"
    if message.get_content_type() == "multipart/report":
        return "multipart/report"
    if _address(message, "From")[1].split("@")[0].lower() in DAEMONS:
        return f"From: {_address(message, 'From')[1]}"
    subject = AUTOMATIC_SUBJECT.match(header(message, "Subject"))
    return f"Subject: {subject[0]}" if subject else ""


def _bounced(message: Message, root: parts.Part) -> tuple[str, ...]:
    """Return the Message-IDs of the e-mails that a non-delivery report returns."""
    is_report = message.get_content_type() == "multipart/report"
    local = _address(message, "From")[1].split("@")[0].lower()
    if not (is_report or local in DAEMONS or header(message, "X-Failed-Recipients")):
        return ()
    found = []
    for part in (one.message for one in root.walk()):
        if part.get_content_type() == "message/rfc822":
            found += [header(inner, "Message-ID") for inner in parts.inner(part)]
        elif part.get_content_type() == "text/rfc822-headers":
            inner = BytesHeaderParser(policy=POLICY).parsebytes(parts.payload(part))
            found.append(header(inner, "Message-ID"))
    return tuple(filter(None, found))[:MAX_REFERENCES] or _references(message)


# Headers


def _address(message: Message, name: str) -> tuple[str, str]:
    """Return the first address of a header, as display name and address."""
    for display, address in _pairs(message, name):
        if "@" in address and len(address) <= MAX_ADDRESS:
            return words(display).strip()[:MAX_NAME], address.strip()
    return "", ""


def _addresses(message: Message, name: str) -> str:
    """Return the addresses of a header without names, separated by commas."""
    found = (address.strip() for _display, address in _pairs(message, name))
    return ", ".join(dict.fromkeys(one for one in found if "@" in one))


def _pairs(message: Message, name: str) -> list[tuple[str, str]]:
    # Decode afterwards: a decoded name may contain commas and brackets.
    value = raw_header(message, name)[:MAX_DECODED]
    try:
        found = getaddresses([value], **_LENIENT)
    except (IndexError, RecursionError, ValueError):
        found = []
    # A malformed header may still contain an address.
    return found or [("", address) for address in _ADDRESS.findall(value)]


# Strict parsing, where Python has it, rejects addresses that phones and copiers write.
_LENIENT = (
    {"strict": False} if "strict" in getaddresses.__code__.co_varnames[:2] else {}
)


def _references(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the e-mails this one replies to, the nearest last."""
    found = _ids(message, "References") + _ids(message, "In-Reply-To")
    return tuple(dict.fromkeys(found))[-MAX_REFERENCES:]


def _ids(message: Message, name: str) -> list[str]:
    """Return the Message-IDs in a header, with their angle brackets."""
    value = raw_header(message, name)
    if "=?" in value:
        # Some programs encode values that are too long for a line.
        value = words(value)
    pieces = (piece.partition(">") for piece in value.split("<")[1:])
    return [f"<{one}>" for one, end, _rest in pieces if end and len(one.split()) == 1]
