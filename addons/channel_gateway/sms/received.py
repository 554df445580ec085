"""What gateways send: a resident's text, or what became of one of ours."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Status = Literal["sent", "delivered", "failed", ""]
MAX_KEY_LENGTH = 200
MIN_INTERNATIONAL_DIGITS = 11
DIGITS = re.compile(r"[1-9]\d{6,14}")
NUL = "\0"


class Malformed(ValueError):
    """What came is not of its format; the words say what is missing."""


@dataclass(frozen=True)
class ReceivedText:
    """A text of a resident; "" or None where the gateway does not say.

    Attributes:
        key: the gateway's key of the text, the same when it is repeated.
        sender: number or name that it came from.
        recipient: our number that it was sent to.
        text: what it says.
        sent_at: when it was sent (UTC, naive).
        media: addresses of its pictures, each with its type in front.
        action: "stop" or "start" where the gateway itself has understood such a word.
        part: which part of a longer text it is, from 1; 0 if it is whole.
        count: number of those parts.
        group: key of the longer text, the same for all its parts.
        problem: why the text could not be read.
    """

    key: str
    sender: str
    recipient: str = ""
    text: str = ""
    sent_at: datetime | None = None
    media: tuple[str, ...] = ()
    action: str = ""
    part: int = 0
    count: int = 0
    group: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Receipt:
    """What became of a text that we sent.

    Attributes:
        reference: our key of the text.
        status: "" for a state that says nothing new, such as a text that waits.
        reason: why it failed, in the gateway's words.
        is_temporary: whether it may be sent again.
        at: when (UTC, naive).
        part: which part it is about, from 1; 0 for the whole text.
    """

    reference: str
    status: Status
    reason: str = ""
    is_temporary: bool = False
    at: datetime | None = None
    part: int = 0


def clean(text: str) -> str:
    """Return a text without the characters that no database stores."""
    return text.replace(NUL, "").encode(errors="replace").decode()


def bounded_key(key: str) -> str:
    """Return a key of a length that can be indexed."""
    key = clean(key)
    if len(key) <= MAX_KEY_LENGTH:
        return key
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def international(sender: str) -> str:
    """Return a number with the plus sign that gateways leave out.

    >>> [international(one) for one in ("447700900123", "07700900123", "60060")]
    ['+447700900123', '07700900123', '60060']

    Args:
        sender: number or name, as a gateway gives it.
    """
    sender = clean(sender).strip()
    digits = sender.removeprefix("00")
    is_long = len(digits) >= MIN_INTERNATIONAL_DIGITS
    return f"+{digits}" if is_long and DIGITS.fullmatch(digits) else sender


def utc(text: str) -> datetime | None:
    """Return an ISO 8601 time as naive UTC; one without a zone is UTC.

    Args:
        text: the time, perhaps with a zone; anything else is None.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except OverflowError:
        return None


def epoch(text: str) -> datetime | None:
    """Return a time in seconds since 1970 as naive UTC; anything else is None."""
    try:
        return datetime.fromtimestamp(int(text), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
