"""Documents of other bodies' Open311 servers, in XML, which all of them speak."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

from odoo.addons.constituent_crm.gazetteer import coordinates

from . import statuses
from .dates import period
from .shorten import shorten

MAX_TEXT_LENGTH = 4000
MAX_ID_LENGTH = 200
# Of one document; the pages of a list have a thousand at most.
MAX_ROWS = 10_000


@dataclass(frozen=True)
class Service:
    """A service that they offer."""

    code: str
    name: str


@dataclass(frozen=True)
class Receipt:
    """What they answer to a report: a reference, or a token until there is one."""

    reference: str
    token: str


@dataclass(frozen=True)
class Update:
    """What has become of a request.

    Attributes:
        status: extended status; "" for one that is not known here.
    """

    update_id: str
    reference: str
    status: str
    description: str
    at: datetime | None


@dataclass(frozen=True)
class Request:
    """A request of theirs."""

    reference: str
    service_code: str
    status: str
    status_notes: str
    description: str
    address: str
    latitude: float | None
    longitude: float | None
    media_url: str
    requested_at: datetime | None
    updated_at: datetime | None


def services(body: bytes) -> list[Service]:
    """Read the answer to GET services.

    Args:
        body: the document.

    Returns:
        Their services that have a code.

    Raises:
        ValueError: it is no XML, and so for all functions of this module.
    """
    return [
        Service(code, row.get("service_name") or code)
        for row in _rows(body)
        if (code := _id(row, "service_code"))
    ]


def receipt(body: bytes) -> Receipt:
    """Read the answer to POST requests, or to GET tokens.

    Args:
        body: the document.

    Raises:
        ValueError: also when there is neither a reference nor a token.
    """
    for row in _rows(body):
        found = Receipt(_id(row, "service_request_id"), _id(row, "token"))
        if found.reference or found.token:
            return found
    raise ValueError("There is no service_request_id")


def updates(body: bytes) -> list[Update]:
    """Read the answer to GET servicerequestupdates.

    Args:
        body: the document.

    Returns:
        The updates that name their request.
    """
    return [
        _update(row, reference)
        for row in _rows(body)
        if (reference := _id(row, "service_request_id"))
    ]


def requests(body: bytes) -> list[Request]:
    """Read the answer to GET requests.

    Args:
        body: the document.

    Returns:
        The requests that have a reference.
    """
    return [
        _request(row, reference)
        for row in _rows(body)
        if (reference := _id(row, "service_request_id"))
    ]


def errors(body: bytes) -> str:
    """Read what they say of an error; "" where that is no document of Open311.

    Args:
        body: the document.
    """
    try:
        words = [row.get("description", "") for row in _rows(body)]
    except ValueError:
        return ""
    return shorten(" ".join(filter(None, words)), 500)


def as_update(request: Request) -> Update:
    """Return how a request stands as an update: for servers without updates.

    The same standing is the same update.

    Args:
        request: as they have listed it.
    """
    return Update(
        update_id=_digest(request.status, request.status_notes),
        reference=request.reference,
        status=request.status,
        description=request.status_notes,
        at=request.updated_at,
    )


def _update(row: dict[str, str], reference: str) -> Update:
    status = row.get("status", "")
    at = row.get("updated_datetime", "")
    words = shorten(row.get("description", ""), MAX_TEXT_LENGTH)
    return Update(
        update_id=_id(row, "update_id") or _digest(status, at, words),
        reference=reference,
        status=statuses.parse(status),
        description=words,
        at=_moment(at),
    )


def _request(row: dict[str, str], reference: str) -> Request:
    place = coordinates.parse(row.get("lat"), row.get("long"))
    latitude, longitude = place or (None, None)
    return Request(
        reference=reference,
        service_code=_id(row, "service_code"),
        status=statuses.parse(row.get("status", "")),
        status_notes=shorten(row.get("status_notes", ""), MAX_TEXT_LENGTH),
        description=shorten(row.get("description", ""), MAX_TEXT_LENGTH),
        address=shorten(row.get("address", ""), MAX_ID_LENGTH),
        latitude=latitude,
        longitude=longitude,
        media_url=row.get("media_url", ""),
        requested_at=_moment(row.get("requested_datetime", "")),
        updated_at=_moment(row.get("updated_datetime", "")),
    )


def _rows(body: bytes) -> Iterator[dict[str, str]]:
    """Yield the entries of a list, as texts by the names of their elements."""
    # Entities are declared in a document type only, and Open311 has none.
    if b"<!DOCTYPE" in body.upper():
        raise ValueError("The document has a document type")
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise ValueError(f"This is no XML: {error}") from error
    for number, entry in enumerate(root):
        if number == MAX_ROWS:
            return
        yield {
            element.tag.rpartition("}")[2]: (element.text or "").strip()
            for element in entry
        }


def _id(row: dict[str, str], name: str) -> str:
    text = row.get(name, "")
    return text if len(text) <= MAX_ID_LENGTH else ""


def _moment(text: str) -> datetime | None:
    try:
        return period(text)[0]
    except ValueError:
        return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
