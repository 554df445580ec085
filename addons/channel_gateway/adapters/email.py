"""Parser that turns an e-mail (RFC 5322) into a contact.

Real e-mails are often malformed: unknown charsets, raw Latin-1 in the headers, no
Message-ID. Parsing never fails; unreadable parts are omitted. Its cost is proportional
to the length of the e-mail, because headers, parts and their nesting are bounded before
the standard library reads them.
"""

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from email import errors, message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from email.utils import getaddresses
from itertools import islice
from typing import Any

from . import authentication, markup, quoting
from .contact import Attachment, InboundContact

# A longer Message-ID, or one with other characters, is replaced by its hash: PostgreSQL
# indexes at most 2,704 bytes.
MAX_ID_LENGTH = 255
MAX_TEXT = 100_000
MAX_HEADER = 16_384
# For headers that describe a part (Content-…). Real ones are far shorter.
MAX_PART_HEADER = 2_048
# For a header whose words or addresses are decoded.
MAX_DECODED = 4_096
MAX_NAME = 200
# RFC 5321, 4.5.3.1: 64 before the @ and 255 after it.
MAX_ADDRESS = 320
MAX_CONTAINERS = 100
MAX_PARTS = 500
MAX_ATTACHMENTS = 100
MAX_REFERENCES = 100

_CONTAINER = re.compile(rb"content-type:\s{0,20}(?:multipart|message)/", re.I)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,255}")
# Control characters that PostgreSQL or a reader cannot use. Tab and line feed stay.
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), 127])
# Python codecs that are no charsets of e-mails, or slow.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
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


class _BoundedPolicy(Compat32):
    """Policy that truncates headers while they are parsed, to bound their cost."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        is_of_part = name[:8].lower() == "content-"
        return name, value[: MAX_PART_HEADER if is_of_part else MAX_HEADER]


_POLICY = _BoundedPolicy()


def key(raw: bytes) -> str:
    """Return a key that identifies an e-mail when it is delivered again.

    Args:
        raw: the e-mail as it was received.

    Returns:
        The Message-ID, or its hash if it is long or not printable ASCII, or a hash of
        the whole e-mail if there is none. Never "".
    """
    return _key(BytesHeaderParser(policy=_POLICY).parsebytes(head(raw)), raw)


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
    is_complex = len(_CONTAINER.findall(raw)) > MAX_CONTAINERS
    if is_complex:
        message = BytesHeaderParser(policy=_POLICY).parsebytes(head(raw))
        parts = []
    else:
        message = message_from_bytes(raw, policy=_POLICY)
        parts = list(islice(_walk(message), MAX_PARTS + 1))
    words, html = _bodies(parts)
    whole = (words or markup.text(html))[:MAX_TEXT]
    text, signature = quoting.split(whole)
    files = _attachments(parts[:MAX_PARTS])
    name, sender = _address(message, "From")
    why = why_automatic(message)
    return InboundContact(
        sender=sender.lower(),
        name="" if "@" in name else name,
        recipient=_address(message, "Delivered-To")[1] or _address(message, "To")[1],
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        subject=_header(message, "Subject"),
        text=text,
        signature=signature,
        html=html if _is_whole_email(parts, words, html) else "",
        whole_text=whole,
        attachments=tuple(files[:MAX_ATTACHMENTS]),
        message_id=_key(message, raw),
        references=_references(message),
        why_automatic=why,
        bounced=_bounced(message, parts) if why else (),
        authentication=authentication.headers(message),
        is_incomplete=is_complex
        or len(parts) > MAX_PARTS
        or len(files) > MAX_ATTACHMENTS,
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
    submitted = _header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted}"
    precedence = _header(message, "Precedence").lower()
    if precedence in AUTOMATIC_PRECEDENCE:
        return f"Precedence: {precedence}"
    for name in AUTOMATIC_HEADERS:
        if _header(message, name):
            return name
    if _header(message, "Return-Path") == "<>":
        return "Return-Path: <>"
    if message.get_content_type() == "multipart/report":
        return "multipart/report"
    if _address(message, "From")[1].split("@")[0].lower() in DAEMONS:
        return f"From: {_address(message, 'From')[1]}"
    subject = AUTOMATIC_SUBJECT.match(_header(message, "Subject"))
    return f"Subject: {subject[0]}" if subject else ""


def _bounced(message: Message, parts: list[Message]) -> tuple[str, ...]:
    """Return the Message-IDs of the e-mails that a non-delivery report returns."""
    is_report = message.get_content_type() == "multipart/report"
    local = _address(message, "From")[1].split("@")[0].lower()
    if not (is_report or local in DAEMONS or _header(message, "X-Failed-Recipients")):
        return ()
    found = []
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            found += [_header(inner, "Message-ID") for inner in _inner(part)]
        elif part.get_content_type() == "text/rfc822-headers":
            inner = BytesHeaderParser(policy=_POLICY).parsebytes(_payload(part))
            found.append(_header(inner, "Message-ID"))
    return tuple(filter(None, found))[:MAX_REFERENCES] or _references(message)


def _inner(part: Message) -> list[Message]:
    payload: Any = part.get_payload()
    return payload if isinstance(payload, list) else []


# Headers


def _header(message: Message, name: str) -> str:
    """Return the decoded text of a header on one line; "" when it is missing."""
    return _words(_raw_header(message, name))


def _raw_header(message: Message, name: str) -> str:
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    # Line breaks become spaces, and other control characters are removed.
    return _clean(
        " ".join(_decoded(str(raw).encode("utf-8", "surrogateescape")).split())
    )


def _words(encoded: str) -> str:
    """Return encoded words (RFC 2047) as text on one line."""
    encoded = encoded[:MAX_DECODED]
    try:
        words = str(make_header(decode_header(encoded)))
    except (errors.MessageError, LookupError, ValueError):
        words = encoded
    return " ".join(_clean(words).split())


def _address(message: Message, name: str) -> tuple[str, str]:
    """Return the first address of a header, as display name and address."""
    for display, address in _pairs(message, name):
        if "@" in address and len(address) <= MAX_ADDRESS:
            return _words(display).strip()[:MAX_NAME], address.strip()
    return "", ""


def _addresses(message: Message, name: str) -> str:
    """Return the addresses of a header without names, separated by commas."""
    found = (address.strip() for _display, address in _pairs(message, name))
    return ", ".join(dict.fromkeys(one for one in found if "@" in one))


def _pairs(message: Message, name: str) -> list[tuple[str, str]]:
    # Decode afterwards: a decoded name may contain commas and brackets.
    header = _raw_header(message, name)[:MAX_DECODED]
    try:
        found = getaddresses([header], **_LENIENT)
    except (IndexError, RecursionError, ValueError):
        found = []
    # A malformed header may still contain an address.
    return found or [("", address) for address in _ADDRESS.findall(header)]


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
    header = _raw_header(message, name)
    if "=?" in header:
        # Some programs encode values that are too long for a line.
        header = _words(header)
    pieces = (piece.partition(">") for piece in header.split("<")[1:])
    return [f"<{one}>" for one, end, _rest in pieces if end and len(one.split()) == 1]


# Parts


def _walk(message: Message) -> Iterator[Message]:
    """Yield the parts of an e-mail; an e-mail attached to it is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_inner(part)))


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
    disposition = _parsed(part.get_content_disposition)
    return disposition == "attachment" or bool(_parsed(part.get_filename))


def _attachments(parts: list[Message]) -> list[Attachment]:
    return [
        Attachment(
            _file_name(part),
            part.get_content_type(),
            _payload(part),
            _raw_header(part, "Content-ID").strip("<>"),
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
    name = _words(str(_parsed(part.get_filename) or ""))[:MAX_NAME]
    if name:
        return name
    is_email = part.get_content_type() == "message/rfc822"
    subject = "".join(_header(inner, "Subject") for inner in _inner(part))
    return f"{subject[:MAX_NAME] or 'attachment'}.eml" if is_email else "attachment"


def _payload(part: Message) -> bytes:
    if part.is_multipart():
        return b"\n".join(_flattened(inner) for inner in _inner(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _flattened(message: Message) -> bytes:
    """Return an attached e-mail as bytes; b"" if the library cannot serialise it."""
    try:
        return message.as_bytes(policy=_POLICY)
    except (errors.MessageError, LookupError, UnicodeError, ValueError, TypeError):
        return b""


def _content(part: Message) -> str:
    return _clean(_decoded(_payload(part), _parsed(part.get_content_charset)))


def _parsed(what: Callable[[], str | None]) -> str | None:
    """Return a parameter of a part; None if it cannot be parsed."""
    try:
        return what()
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None


def _decoded(content: bytes, charset: str | None = None) -> str:
    """Decode `content` by `charset` if possible, else as UTF-8 or Windows-1252.

    The sender names the charset, so that it may be unknown, wrong or missing.
    """
    for candidate in filter(None, (charset, "utf-8")):
        try:
            codec = codecs.lookup(candidate)
            if codec.name.replace("_", "-") not in _NO_CHARSETS:
                return content.decode(codec.name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _clean(text: str) -> str:
    """Return `text` with line feeds only, without characters PostgreSQL rejects."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    # Lone surrogates, which some charsets let through.
    return text.encode("utf-8", "replace").decode("utf-8")
