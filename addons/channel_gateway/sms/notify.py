"""GOV.UK Notify: callbacks, received texts that are polled, and its API.

Source: https://docs.notifications.service.gov.uk/rest-api.html (version 2).
"""

import base64
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass
from typing import Any

from .received import Malformed, Receipt, ReceivedText, Status, bounded_key, clean, utc

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
API_KEY = re.compile(rf"(?P<service>{UUID})-(?P<secret>{UUID})")
API_KEY_LENGTH = 73
STATUSES: dict[str, Status] = {
    "sending": "sent",
    "pending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "permanent-failure": "failed",
    "temporary-failure": "failed",
    "technical-failure": "failed",
}
# Notify itself could not hand the text over. Its documentation says to send it again.
TO_SEND_AGAIN = "technical-failure"


@dataclass(frozen=True)
class ApiKey:
    """An API key: the name that was given to it, the service, and its secret."""

    service: str
    secret: str


def parse_api_key(text: str) -> ApiKey | None:
    """Return the parts of an API key, None for what is none.

    Args:
        text: the key as Notify shows it once, `<name>-<service>-<secret>`.
    """
    found = API_KEY.fullmatch(text.strip()[-API_KEY_LENGTH:])
    return ApiKey(found["service"], found["secret"]) if found else None


def bearer(key: ApiKey, now: float | None = None) -> str:
    """Return the token of a call, a JSON Web Token (RFC 7519) signed by HMAC-SHA256.

    Args:
        key: the API key.
        now: seconds since 1970. Notify takes a token for 30 seconds.
    """
    header = {"typ": "JWT", "alg": "HS256"}
    claims = {"iss": key.service, "iat": int(time.time() if now is None else now)}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    digest = hmac.new(key.secret.encode(), signed, hashlib.sha256).digest()
    return b".".join([signed, _base64(digest)]).decode()


def _base64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def parse(body: bytes) -> ReceivedText | Receipt:
    """Return what a callback brings, or one item of the list of received texts.

    Raises:
        Malformed: it is neither a text nor a receipt.
    """
    try:
        given: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("JSON") from error
    if not isinstance(given, dict):
        raise Malformed("JSON object")
    if "notification_type" in given or "status" in given:
        return parse_receipt(given)
    # A callback names them otherwise than the list.
    sender = _text(given, "source_number") or _text(given, "user_number")
    key = _text(given, "id")
    if not key or not sender:
        raise Malformed("id, source_number")
    return ReceivedText(
        key=bounded_key(key),
        sender=sender,
        recipient=_text(given, "destination_number") or _text(given, "notify_number"),
        text=_text(given, "message") or _text(given, "content"),
        sent_at=utc(_text(given, "date_received") or _text(given, "created_at")),
    )


def parse_receipt(given: dict[str, Any]) -> Receipt:
    """Return the receipt in a callback, or in a notification that was asked for."""
    status = _text(given, "status")
    return Receipt(
        _text(given, "reference"),
        STATUSES.get(status, ""),
        reason=status,
        is_temporary=status == TO_SEND_AGAIN,
        at=utc(_text(given, "completed_at")),
    )


def parse_answer(status: int, body: bytes) -> tuple[str, str]:
    """Return the state of a text that was handed to Notify, and why it was refused.

    Args:
        status: status of the response.
        body: its JSON.

    Returns:
        As `twilio.parse_answer`.
    """
    if 200 <= status < 300:
        return "success", ""
    words = f"{status} {_errors(body)}".strip()
    if status in (401, 403):
        return "unregistered", words
    if status == 429 or status >= 500:
        return "server_error", words
    return ("wrong_number_format" if "phone_number" in words else "rejected"), words


def _errors(body: bytes) -> str:
    try:
        errors = json.loads(body)["errors"]
        return "; ".join(str(one["message"]) for one in errors[:5])
    except (ValueError, LookupError, TypeError):
        return ""


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return clean(value) if isinstance(value, str) else ""
