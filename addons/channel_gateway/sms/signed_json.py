"""Texts as JSON, signed by HMAC-SHA256: for gateways without a format of their own.

Both directions are signed alike, with the time and the body as it is on the wire:
`HMAC-SHA256(secret, timestamp + "." + body)` in hexadecimal. `docs/sms.md` describes
it for those who connect a gateway.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from .parts import MAX_PARTS
from .received import Malformed, Receipt, ReceivedText, Status, bounded_key, clean, utc

SIGNATURE = "X-Signature"
TIMESTAMP = "X-Signature-Timestamp"
# What is older, or from further ahead, may have been recorded by somebody else.
TOLERANCE_SECONDS = 300
MAX_TIMESTAMP_LENGTH = 12
MAX_SIGNATURES = 10
MAX_MEDIA = 20
STATUSES: dict[str, Status] = {
    "sent": "sent",
    "delivered": "delivered",
    "failed": "failed",
}


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a body.

    Args:
        secret: the secret that both sides know.
        timestamp: seconds since 1970.
        body: the body as it is sent.
    """
    signed = str(timestamp).encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(
    signature: str, timestamp: str, body: bytes, secrets: Sequence[str], now: float
) -> bool:
    """Return whether a body has been signed just now.

    Args:
        signature: the header `SIGNATURE`; several, separated by spaces, while the
            sender replaces its secret.
        timestamp: the header `TIMESTAMP`.
        body: the body as it came.
        secrets: each that may have been used.
        now: seconds since 1970.
    """
    is_number = timestamp.isascii() and timestamp.isdigit()
    if not is_number or len(timestamp) > MAX_TIMESTAMP_LENGTH:
        return False
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    given = [one.lower().encode() for one in signature.split()[:MAX_SIGNATURES]]
    own = [sign(secret, int(timestamp), body).encode() for secret in secrets]
    return any(hmac.compare_digest(one, other) for one in own for other in given)


def parse(body: bytes) -> ReceivedText | Receipt:
    """Return what a request brings.

    Raises:
        Malformed: it is neither a text nor a receipt.
    """
    try:
        given: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("JSON") from error
    if not isinstance(given, dict):
        raise Malformed("JSON object")
    return _receipt(given) if given.get("type") == "receipt" else _received(given)


def _received(given: dict[str, Any]) -> ReceivedText:
    for name in ("id", "from"):
        if not _text(given, name):
            raise Malformed(name)
    part, count = _number(given, "part"), _number(given, "parts")
    group = _text(given, "group")
    if bool(part) != bool(count) or part > count or (count > 1 and not group):
        raise Malformed("part, parts, group")
    media = given.get("media") or []
    if not isinstance(media, list):
        raise Malformed("media")
    is_part = count > 1
    return ReceivedText(
        key=bounded_key(_text(given, "id")),
        sender=_text(given, "from"),
        recipient=_text(given, "to"),
        text=_text(given, "text"),
        sent_at=utc(_text(given, "sent_at")),
        media=tuple(clean(one) for one in media[:MAX_MEDIA] if isinstance(one, str)),
        part=part if is_part else 0,
        count=count if is_part else 0,
        group=bounded_key(group) if is_part else "",
    )


def _receipt(given: dict[str, Any]) -> Receipt:
    status = STATUSES.get(_text(given, "status"))
    if not status or not _text(given, "reference"):
        raise Malformed("reference, status")
    return Receipt(
        _text(given, "reference"),
        status,
        reason=_text(given, "reason")[:300],
        is_temporary=given.get("is_temporary") is True,
        at=utc(_text(given, "at")),
    )


def parse_answer(status: int, body: bytes) -> tuple[str, str]:
    """Return the state of a text that was handed over, and why it was refused.

    Args:
        status: status of the response.
        body: its JSON, perhaps with `error`.

    Returns:
        As `twilio.parse_answer`.
    """
    if 200 <= status < 300:
        return "success", ""
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError):
        answer = {}
    error = answer.get("error", "") if isinstance(answer, dict) else ""
    words = f"{status} {clean(str(error))[:300]}".strip()
    if status in (401, 403):
        return "unregistered", words
    if status in (408, 425, 429) or status >= 500:
        return "server_error", words
    return "rejected", words


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return clean(value) if isinstance(value, str) else ""


def _number(given: dict[str, Any], name: str) -> int:
    value = given.get(name)
    if value is None:
        return 0
    if not isinstance(value, int) or not 0 < value <= MAX_PARTS:
        raise Malformed(name)
    return value
