"""An e-mail (RFC 5322) as a contact.

Letters come as they are: with a charset that does not exist, raw Latin-1 in the
headers, no Message-ID. Reading one never fails; what cannot be read is left out.
"""

import hashlib
import re
from email import errors, message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from . import authentication, markup, quoting
from .contact import Attachment, InboundContact

# The longest Message-ID that is taken as one: RFC 5322 allows lines of 998.
LONGEST_ID = 998
LONGEST_TEXT = 100_000
ANGLE_ID = re.compile(r"<[^<>\s]+>")
# RFC 3834, 2: what must not be answered. And what came before that standard.
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
    """What makes this letter the same one when it comes again: never ''.

    Its Message-ID, or a hash of its content where it has none.
    """
    letter = BytesHeaderParser().parsebytes(raw)
    found = ANGLE_ID.search(_header(letter, "Message-ID"))
    if found and len(found[0]) <= LONGEST_ID:
        return found[0]
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def read(raw: bytes) -> InboundContact:
    """Read a letter."""
    letter = message_from_bytes(raw)
    name, sender = _address(letter, "From")
    text, signature = quoting.split(_text(letter)[:LONGEST_TEXT])
    why = why_automatic(letter)
    return InboundContact(
        sender=sender.lower(),
        name="" if "@" in name else name,
        recipient=_address(letter, "Delivered-To")[1] or _address(letter, "To")[1],
        subject=_header(letter, "Subject"),
        text=text,
        signature=signature,
        attachments=tuple(_attachments(letter)),
        message_id=key(raw),
        references=_references(letter),
        why_automatic=why,
        bounced=_bounced(letter) if why else (),
        authentication=authentication.headers(letter),
    )


def repaired(raw: bytes) -> bytes:
    """The letter with its words in UTF-8, where their charset is wrong or unknown.

    Programs that trust the charset fail on such letters; sound ones stay as they are.
    """
    letter = message_from_bytes(raw)
    broken = [part for part in letter.walk() if _is_text(part) and not _decodes(part)]
    for part in broken:
        words = _content(part)
        del part["Content-Transfer-Encoding"]
        part.set_payload(words, "utf-8")
    return letter.as_bytes() if broken else raw


def head(raw: bytes) -> bytes:
    """The headers alone, with the empty line that ends them."""
    end = re.search(rb"\r?\n\r?\n", raw)
    return raw[: end.end()] if end else raw


def why_automatic(letter: Message) -> str:
    """By which sign no person has written `letter`, e.g. `Precedence: bulk`; or ''."""
    submitted = _header(letter, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return f"Auto-Submitted: {submitted}"
    precedence = _header(letter, "Precedence").lower()
    if precedence in AUTOMATIC_PRECEDENCE:
        return f"Precedence: {precedence}"
    for name in AUTOMATIC_HEADERS:
        if _header(letter, name):
            return name
    if _header(letter, "Return-Path") == "<>":
        return "Return-Path: <>"
    if letter.get_content_type() == "multipart/report":
        return "multipart/report"
    if _address(letter, "From")[1].split("@")[0].lower() in DAEMONS:
        return f"From: {_address(letter, 'From')[1]}"
    subject = AUTOMATIC_SUBJECT.match(_header(letter, "Subject"))
    return f"Subject: {subject[0]}" if subject else ""


def _bounced(letter: Message) -> tuple[str, ...]:
    """Message-IDs of the letters that a report of non-delivery gives back."""
    is_report = letter.get_content_type() == "multipart/report"
    local = _address(letter, "From")[1].split("@")[0].lower()
    if not (is_report or local in DAEMONS or _header(letter, "X-Failed-Recipients")):
        return ()
    found = []
    for part in letter.walk():
        if part.get_content_type() == "message/rfc822":
            found += [_header(inner, "Message-ID") for inner in _inner(part)]
        elif part.get_content_type() == "text/rfc822-headers":
            inner = BytesHeaderParser().parsebytes(part.get_payload(decode=True) or b"")
            found.append(_header(inner, "Message-ID"))
    return tuple(filter(None, found)) or _references(letter)


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return payload if isinstance(payload, list) else []


def _header(letter: Message, name: str) -> str:
    """The header's text, decoded and on one line; '' when it is missing."""
    return _words(_raw_header(letter, name))


def _raw_header(letter: Message, name: str) -> str:
    raw = next((v for k, v in letter.raw_items() if k.lower() == name.lower()), "")
    return " ".join(_decoded(str(raw).encode("utf-8", "surrogateescape")).split())


def _words(encoded: str) -> str:
    """RFC 2047's encoded words as text."""
    try:
        return str(make_header(decode_header(encoded)))
    except (errors.MessageError, LookupError, ValueError):
        return encoded


def _address(letter: Message, name: str) -> tuple[str, str]:
    """The first address of a header, as display name and address."""
    # Decoding comes second: a decoded name may hold commas and brackets.
    for display, address in getaddresses([_raw_header(letter, name)]):
        if "@" in address:
            return _words(display).strip(), address.strip()
    return "", ""


def _references(letter: Message) -> tuple[str, ...]:
    """Message-IDs of the letters this one answers, the nearest last."""
    both = f"{_header(letter, 'References')} {_header(letter, 'In-Reply-To')}"
    return tuple(dict.fromkeys(ANGLE_ID.findall(both)))


def _text(letter: Message) -> str:
    """The letter's words: of its plain part, or of its HTML where that is all."""
    plain, html = [], []
    for part in letter.walk():
        if part.is_multipart() or _is_attachment(part):
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_content(part))
        elif part.get_content_type() == "text/html":
            html.append(_content(part))
    words = "\n".join(plain).strip()
    return words or "\n".join(markup.text(page) for page in html)


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text" and not part.is_multipart()


def _decodes(part: Message) -> bool:
    try:
        charset = part.get_content_charset("ascii")
        (part.get_payload(decode=True) or b"").decode(charset)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attachments(letter: Message):
    for part in letter.walk():
        is_body = part.get_content_maintype() in ("text", "multipart", "message")
        if part.is_multipart() or (is_body and not _is_attachment(part)):
            continue
        size = len(part.get_payload(decode=True) or b"")
        name = part.get_filename() or "attachment"
        yield Attachment(name, part.get_content_type(), size)


def _content(part: Message) -> str:
    return _decoded(part.get_payload(decode=True) or b"", part.get_content_charset())


def _decoded(content: bytes, charset: str | None = None) -> str:
    """The text of `content`: in `charset` if that holds, else in the likeliest."""
    for candidate in filter(None, (charset, "utf-8")):
        try:
            return content.decode(candidate)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("cp1252", "replace")
