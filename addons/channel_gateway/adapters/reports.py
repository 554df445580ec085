"""E-mails that no person wrote, and what they report about e-mails of ours.

Only the signs of RFC 3834 (automatic responses), RFC 3464 (delivery reports) and RFC
8098 (read receipts) make an e-mail automatic. A mailing list, or a subject that sounds
automatic, does not: a person may have written it, who at most gets no automatic answer.
"""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from .decoding import POLICY, header, parsed
from .mailboxes import is_for_another, mailboxes
from .payloads import content, inner
from .threads import references

# RFC 5321, 4.5.5: what comes from here is answered by nobody.
NULL_SENDER = "<>"
# RFC 3464 and RFC 8098; RFC 6533 for addresses beyond ASCII.
DELIVERY_STATUS = {"message/delivery-status", "message/global-delivery-status"}
RECEIPT = {
    "message/disposition-notification",
    "message/global-disposition-notification",
}
REPORT_TYPES = {"delivery-status", "disposition-notification"}
RETURNED = {"message/rfc822", "message/global"}
RETURNED_HEADERS = {"text/rfc822-headers", "message/global-headers"}
# RFC 3834, 2: common addresses of responders.
DAEMONS = {"mailer-daemon", "postmaster"}
# RFC 2919, RFC 2369, and customs older than RFC 3834.
UNANSWERED = (
    "List-Id", "List-Post", "List-Unsubscribe", "X-Autoreply", "X-Autorespond",
    "X-Auto-Response-Suppress", "X-Failed-Recipients",
)  # fmt: skip
UNANSWERED_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
MAX_PARTS = 20
MAX_RECIPIENTS = 100
MAX_IDS = 100

_COMMENT = re.compile(r"\([^()]*\)")
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


def why_automatic(message: Message) -> str:
    """Return the sign that a machine wrote an e-mail, e.g. `Auto-Submitted: …`.

    Args:
        message: parsed e-mail.

    Returns:
        The sign, or "" for an e-mail that a person may have written.
    """
    # RFC 3834, 5: a keyword, comments and parameters.
    field = _COMMENT.sub(" ", header(message, "Auto-Submitted")).lower()
    submitted = field.partition(";")[0].strip()
    is_for_somebody = submitted == "auto-generated" and is_for_another(message)
    if submitted and submitted != "no" and not is_for_somebody:
        return f"Auto-Submitted: {submitted}"
    if _report_type(message):
        return f"multipart/report: {_report_type(message)}"
    if message.get_content_type() in DELIVERY_STATUS | RECEIPT:
        return message.get_content_type()
    if header(message, "Return-Path") == NULL_SENDER:
        return f"Return-Path: {NULL_SENDER}"
    return ""


def why_unanswered(message: Message) -> str:
    """Return the sign that an e-mail must not be answered automatically.

    Args:
        message: parsed e-mail.

    Returns:
        The sign, or "" for an e-mail that may be answered.
    """
    automatic = why_automatic(message)
    if automatic:
        return automatic
    if header(message, "Auto-Submitted").lower().startswith("auto"):
        return "Auto-Submitted"
    precedence = header(message, "Precedence").lower()
    if precedence in UNANSWERED_PRECEDENCE:
        return f"Precedence: {precedence}"
    for name in UNANSWERED:
        if header(message, name):
            return name
    if message.get_content_type() == "multipart/report":
        return "multipart/report"
    if _is_of_daemon(message):
        return f"From: {mailboxes(message, 'From')[0].address}"
    return ""


def returned(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the e-mails that a report is about.

    Args:
        message: parsed e-mail that is automatic.

    Returns:
        Those of the e-mails in it; if there are none, those it replies to.
    """
    found = [header(one, "Message-ID") for one in _returned(message)]
    for part in _parts(message):
        if part.get_content_type() in RECEIPT:
            found += [header(one, "Original-Message-ID") for one in _groups(part)]
    known = dict.fromkeys(filter(None, found))
    return tuple(known)[:MAX_IDS] or references(message)


def is_failure(message: Message) -> bool:
    """Return whether an automatic e-mail reports that an e-mail was not delivered.

    RFC 3464, 2.3.3: of the actions, only "failed" means that. A delay, a delivery, a
    relay to another system and a read receipt do not.

    Args:
        message: parsed e-mail that is automatic.
    """
    if _report_type(message) == "disposition-notification":
        return False
    outcomes = [*filter(None, map(_outcome, _recipients(message)))]
    if outcomes:
        return "failed" in outcomes
    # Servers that predate RFC 3464 return the e-mail without a report.
    if header(message, "X-Failed-Recipients"):
        return True
    if _report_type(message) == "delivery-status":
        return True
    return _is_of_daemon(message) and any(_returned(message))


def _report_type(message: Message) -> str:
    """Return the type of a report (RFC 6522), "" for anything else."""
    if message.get_content_type() != "multipart/report":
        return ""
    stated = parsed(lambda: str(message.get_param("report-type", "")))
    named = str(stated).strip("\"' ").lower()
    if named in REPORT_TYPES:
        return named
    types = {part.get_content_type() for part in _parts(message)}
    if types & DELIVERY_STATUS:
        return "delivery-status"
    return "disposition-notification" if types & RECEIPT else ""


def _is_of_daemon(message: Message) -> bool:
    return any(one.local in DAEMONS for one in mailboxes(message, "From")[:1])


def _returned(message: Message) -> Iterator[Message]:
    """Yield the e-mails that a report returns, or their headers."""
    for part in _parts(message):
        if part.get_content_type() not in RETURNED | RETURNED_HEADERS:
            continue
        yield from inner(part)
        if not part.is_multipart():
            yield _headers(content(part))


def _recipients(message: Message) -> Iterator[Message]:
    """Yield the fields of each recipient in a report on delivery."""
    for part in _parts(message):
        if part.get_content_type() in DELIVERY_STATUS:
            yield from _groups(part)


def _groups(part: Message) -> list[Message]:
    """Return the groups of fields in the status, which blank lines separate."""
    groups = inner(part)
    if any(one[name] for one in groups for name in ("Action", "Status", "Disposition")):
        return groups[:MAX_RECIPIENTS]
    # The library reads neither encoded ones nor those of RFC 6533.
    status = content(part)
    if groups:
        encoded = Message(policy=POLICY)
        encoded["Content-Transfer-Encoding"] = header(part, "Content-Transfer-Encoding")
        lines = b"\n\n".join(map(content, groups))
        encoded.set_payload(lines.decode("ascii", "surrogateescape"))
        status = content(encoded)
    return [_headers(piece) for piece in _BLANK_LINE.split(status)[:MAX_RECIPIENTS]]


def _outcome(group: Message) -> str:
    """Return what became of one recipient: "failed", another action, or ""."""
    action = _COMMENT.sub(" ", header(group, "Action")).split()
    if action:
        return action[0].lower().strip(";,.")
    status = header(group, "Status")[:1]
    return {"5": "failed", "4": "delayed", "2": "delivered"}.get(status, "")


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a report, those of a part that a gateway added included."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in inner(message)[:MAX_PARTS]:
        yield part
        if part.get_content_maintype() == "multipart":
            yield from inner(part)[:MAX_PARTS]


def _headers(text: bytes) -> Message:
    return BytesHeaderParser(policy=POLICY).parsebytes(text)
