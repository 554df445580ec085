"""Messages of the generic webhook: JSON, as `static/schema/message.json` has it."""

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .contact import Attachment, InboundContact

# What the message is called in a document with `type` and `data`.
TYPE = "message.received"
MAX_TEXT = 100_000
MAX_LINE = 500
MAX_KEY = 200
MAX_ATTACHMENTS = 20
MAX_ANSWERS = 200


class Problem(ValueError):
    """What the sender of a message has to mend, in words."""


@dataclass(frozen=True)
class Location:
    """Where something is; None or "" where a part is missing."""

    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class WebhookContact(InboundContact):
    """A message from a person, as a chat service, kiosk or voice bot sends it.

    Attributes:
        account: name of who wrote it in the other service.
        conversation: key of the conversation in the other service.
        language: language tag of the text.
        sent_at: time at which it was written, in UTC.
        location: where it is.
        service: code of the service that was chosen.
        answers: answers to questions of the service, by code.
    """

    account: str = ""
    conversation: str = ""
    language: str = ""
    sent_at: datetime | None = None
    location: Location = Location()
    service: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def load(body: bytes) -> dict[str, Any] | None:
    """Return the document of a message.

    Args:
        body: JSON, as it came.

    Returns:
        The message; None for a document of another type, which brings none.

    Raises:
        Problem: it is no JSON object.
    """
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise Problem("The document is nested too deeply.") from error
    except ValueError as error:
        raise Problem("The body is no JSON document in UTF-8.") from error
    if not isinstance(document, dict):
        raise Problem("The document is no object.")
    if "type" not in document:
        return document
    if document["type"] != TYPE:
        return None
    data = document.get("data")
    if not isinstance(data, dict):
        raise Problem("“data” is no object.")
    return {"sent_at": document.get("timestamp"), **data}


def sender(document: Mapping[str, Any]) -> str:
    """Return the address of who wrote a message: e-mail, phone number or account.

    Raises:
        Problem: the sender is not of the schema.
    """
    given = _object(document, "sender")
    return (
        _line(given, "email", "sender.").lower()
        or _line(given, "phone", "sender.")
        or _key(given, "account", "sender.")
        or _key(document, "conversation")
    )


def parse(document: Mapping[str, Any]) -> WebhookContact:
    """Return a message.

    Args:
        document: what `load` has returned.

    Raises:
        Problem: a value is not of the schema.
    """
    given = _object(document, "sender")
    contact = WebhookContact(
        sender=sender(document),
        name=_line(given, "name", "sender."),
        phone=_line(given, "phone", "sender."),
        subject=_line(document, "subject"),
        text=_text(document, "text", MAX_TEXT).strip(),
        attachments=tuple(_attachments(document)),
        account=_key(given, "account", "sender."),
        conversation=_key(document, "conversation"),
        language=_line(document, "language"),
        sent_at=_time(document, "sent_at"),
        location=_location(document),
        service=_key(document, "service"),
        answers=_answers(document),
    )
    if not contact.sender:
        raise Problem(
            "“sender” needs “email”, “phone” or “account”, or there is a"
            " “conversation”."
        )
    if not contact.text and not contact.attachments and not contact.service:
        raise Problem("There is no “text”, no file in “attachments” and no “service”.")
    return contact


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _value(document: Mapping[str, Any], name: str, kind: type, words: str) -> Any:
    """Return a value, None where it is missing or null."""
    value = document.get(name)
    if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    raise Problem(f"“{name}” is no {words}.")


def _object(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _value(document, name, dict, "object") or {}
    return found


def _text(document: Mapping[str, Any], name: str, limit: int, within: str = "") -> str:
    value = document.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Problem(f"“{within}{name}” is no text.")
    if len(value) > limit:
        raise Problem(f"“{within}{name}” is longer than {limit:,} characters.")
    # PostgreSQL stores neither; JSON can name both.
    text = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "")


def _line(document: Mapping[str, Any], name: str, within: str = "") -> str:
    return " ".join(_text(document, name, MAX_LINE, within).split())


def _key(document: Mapping[str, Any], name: str, within: str = "") -> str:
    value = document.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:MAX_KEY]
    return " ".join(_text(document, name, MAX_KEY, within).split())


def _time(document: Mapping[str, Any], name: str) -> datetime | None:
    text = _line(document, name)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise Problem(
            f"“{name}” is no time with a zone, such as 2026-11-30T09:15:00Z."
        ) from error


def _location(document: Mapping[str, Any]) -> Location:
    given = _object(document, "location")
    latitude = _number(given, "latitude", 90)
    longitude = _number(given, "longitude", 180)
    if (latitude is None) != (longitude is None):
        raise Problem("“location” has one of “latitude” and “longitude” only.")
    return Location(
        address=_line(given, "address", "location."),
        postcode=_line(given, "postcode", "location."),
        latitude=latitude,
        longitude=longitude,
    )


def _number(document: Mapping[str, Any], name: str, limit: int) -> float | None:
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Problem(f"“location.{name}” is no number.")
    if not -limit <= value <= limit or not math.isfinite(value):
        raise Problem(f"“location.{name}” is not between -{limit} and {limit}.")
    return float(value)


def _answers(document: Mapping[str, Any]) -> Mapping[str, Any]:
    given = _object(document, "answers")
    if len(given) > MAX_ANSWERS:
        raise Problem(f"There are more than {MAX_ANSWERS} answers.")
    return {_clean(code): _answer(value) for code, value in given.items()}


def _clean(text: str) -> str:
    return _text({"answers": text}, "answers", MAX_TEXT)


def _answer(value: Any) -> Any:
    if isinstance(value, list):
        return [_answer(one) for one in value if not isinstance(one, list)]
    if isinstance(value, str):
        return _clean(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise Problem("“answers” has a value that is no text, number, truth or list.")


def _attachments(document: Mapping[str, Any]) -> list[Attachment]:
    given = _value(document, "attachments", list, "list") or []
    if len(given) > MAX_ATTACHMENTS:
        raise Problem(f"There are more than {MAX_ATTACHMENTS} attachments.")
    return [_attachment(one) for one in given]


def _attachment(given: Any) -> Attachment:
    if not isinstance(given, dict):
        raise Problem("“attachments” has an item that is no object.")
    within = "attachments."
    content = given.get("content")
    # A path is no name of a file.
    name = _line(given, "name", within).replace("\\", "/").rpartition("/")[2]
    if not isinstance(content, str) or not name:
        raise Problem("Each of “attachments” needs “name” and “content”.")
    try:
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(f"“content” of “{name}” is no standard base64.") from error
    mimetype = _line(given, "type", within) or "application/octet-stream"
    return Attachment(name, mimetype, decoded)
