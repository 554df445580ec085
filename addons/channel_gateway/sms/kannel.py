"""Kannel: requests of its smsbox, and what its answers mean.

Source: the user's guide of Kannel 1.4.5, and how that version behaves: see
`docs/sms.md`.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from .received import (
    Malformed,
    Receipt,
    ReceivedText,
    Status,
    bounded_key,
    clean,
    epoch,
    international,
    utc,
)

# A delivery report's type is the sum of these.
DELIVERED, FAILED, QUEUED, ACCEPTED, REJECTED = 1, 2, 4, 8, 16
# The reports that we ask for. That a text waits tells nothing new.
MASK = DELIVERED | FAILED | ACCEPTED | REJECTED
BINARY, UNICODE = "1", "2"
MAX_FIELDS = 100
# Parameters of a request, and the headers in which `post-url` gives the same.
HEADERS = {
    "from": "X-Kannel-From",
    "to": "X-Kannel-To",
    "time": "X-Kannel-Time",
    "coding": "X-Kannel-Coding",
    "charset": "X-Kannel-Charset",
    "smsc": "X-Kannel-SMSC",
}
# The token of the endpoint is none of the message's business.
SECRET = "token"
CHARSET = re.compile(r"charset=\"?([\w.:-]{1,40})", re.I)
ANSWER = re.compile(r"^(\d{1,3}):")
SUCCESS = {0, 3}


def normalise(query: bytes, headers: Mapping[str, str], body: bytes) -> bytes:
    """Return a request as one query string, whichever way it came.

    Args:
        query: the query string; it may hold the parameters themselves.
        headers: headers of the request; those of `post-url` are read.
        body: body of `post-url`: the text.
    """
    pairs = [pair for pair in _pairs(query) if pair[0] != SECRET]
    known = {name for name, _value in pairs}
    pairs += [
        (name, headers[header].encode("latin-1", "replace").strip())
        for name, header in HEADERS.items()
        if name not in known and headers.get(header)
    ]
    if body and "text" not in known:
        pairs.append(("text", body))
        stated = CHARSET.search(headers.get("Content-Type", ""))
        if stated and "charset" not in {name for name, _value in pairs}:
            pairs.append(("charset", stated[1].encode()))
    return urlencode(pairs).encode()


def parse(query: bytes) -> ReceivedText | Receipt:
    """Return what a request brings.

    Args:
        query: what `normalise` returned.

    Raises:
        Malformed: it is neither a text nor a delivery report.
    """
    raw = dict(_pairs(query))
    given = {
        name: clean(value.decode("utf-8", "replace")).strip()
        for name, value in raw.items()
        if name != "text"
    }
    if "sms" in given:
        return _receipt(given)
    if not given.get("from"):
        raise Malformed("from")
    coding = given.get("coding", "")
    is_binary = coding == BINARY
    text = "" if is_binary else _decode(raw.get("text", b""), coding, given)
    return ReceivedText(
        key=bounded_key(given.get("id", "")),
        sender=international(given["from"]),
        recipient=given.get("to", ""),
        text=text,
        sent_at=_time(given.get("time", "")),
        problem="binary" if is_binary else "",
    )


def _pairs(query: bytes) -> list[tuple[str, bytes]]:
    try:
        # Latin-1 keeps each byte, so that the text can be decoded as it says.
        found = parse_qsl(
            query.decode("latin-1"),
            keep_blank_values=True,
            encoding="latin-1",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:
        raise Malformed("too many parameters") from error
    return [(name, value.encode("latin-1", "replace")) for name, value in found]


def _decode(text: bytes, coding: str, given: Mapping[str, str]) -> str:
    """Return the text, whether or not the smsbox was told to recode it."""
    charset = given.get("charset") or ("utf-16-be" if coding == UNICODE else "utf-8")
    for name in (charset, "utf-8"):
        try:
            return clean(text.decode(name))
        except (LookupError, UnicodeError):
            continue
    return clean(text.decode("cp1252", "replace"))


def _time(text: str) -> datetime | None:
    # %T is in seconds since 1970, %t in UTC without a zone.
    return epoch(text) if text.isdigit() else utc(text)


def _receipt(given: Mapping[str, str]) -> Receipt:
    """Return the delivery report whose address has our key as `sms`."""
    try:
        kind = int(given.get("type", ""))
        part = int(given.get("part") or 0)
    except ValueError as error:
        raise Malformed("type, part") from error
    return Receipt(
        given["sms"],
        _status(kind),
        # Some networks repeat the beginning of the text at the end.
        reason=given.get("reply", "").partition(" text:")[0][:300],
        at=epoch(given.get("at", "")),
        part=part,
    )


def _status(kind: int) -> Status:
    if kind & DELIVERED:
        return "delivered"
    if kind & (FAILED | REJECTED):
        return "failed"
    return "sent" if kind & ACCEPTED else ""


def parse_answer(status: int, body: bytes) -> tuple[str, str]:
    """Return the state of a text that was handed to Kannel, and why it was refused.

    Args:
        status: status of the response.
        body: its text, e.g. `0: Accepted for delivery`.

    Returns:
        As `twilio.parse_answer`.
    """
    text = body[:300].decode("utf-8", "replace")
    words = " ".join(f"{status} {text}".split())
    stated = ANSWER.match(text.lstrip())
    if 200 <= status < 300 and (not stated or int(stated[1]) in SUCCESS):
        return "success", ""
    if status in (401, 403):
        return "unregistered", words
    if status == 429 or status >= 500 or status < 300:
        return "server_error", words
    return "rejected", words
