"""The documents of GeoReport v2, its extensions and service discovery.

Field names and their order are those of the specification. A field whose metadata has
`absent` is omitted when it is None; every other field is always written. The metadata
`item` names the XML element that wraps one entry of a list.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
XML = "text/xml"
JSON = "application/json"


def _listed(item: str, **kwargs: Any) -> Any:
    return field(metadata={"item": item}, **kwargs)


def _absent(**metadata: Any) -> Any:
    return field(default=None, metadata={"absent": True, **metadata})


@dataclass(frozen=True)
class Service:
    """One entry of GET services."""

    service_code: str
    service_name: str
    description: str | None
    metadata: bool
    type: str = "realtime"
    keywords: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Value:
    """An option of an attribute that is chosen from a list."""

    key: str
    name: str


@dataclass(frozen=True)
class Attribute:
    """A question of a service; `variable` is False for text that is only shown."""

    variable: bool
    code: str
    datatype: str
    required: bool
    datatype_description: str | None
    order: int
    description: str
    values: tuple[Value, ...] = _listed("value", default=())


@dataclass(frozen=True)
class ServiceDefinition:
    """GET services/<service_code>."""

    service_code: str
    attributes: tuple[Attribute, ...] = _listed("attribute", default=())


@dataclass(frozen=True)
class Receipt:
    """The response to POST requests: an id or a token, never both."""

    service_request_id: str | None = _absent()
    token: str | None = _absent()
    service_notice: str | None = None
    account_id: str | None = None


@dataclass(frozen=True)
class TokenAnswer:
    """The response to GET tokens/<token>."""

    service_request_id: str
    token: str


@dataclass(frozen=True)
class GivenAnswer:
    """Extension: one answer to a service's question, as the client may show it."""

    code: str
    label: str
    value: str


@dataclass(frozen=True)
class Note:
    """Extension: an event in the life of the request."""

    datetime: datetime | str
    description: str
    type: str


@dataclass(frozen=True)
class Request:
    """One entry of GET requests; coordinates are degrees of WGS 84.

    Times are aware, or W3C text.
    """

    service_request_id: str
    status: str
    status_notes: str | None
    service_name: str
    service_code: str
    description: str | None
    agency_responsible: str | None
    service_notice: str | None
    requested_datetime: datetime | str
    updated_datetime: datetime | str | None
    expected_datetime: datetime | str | None
    address: str | None
    address_id: str | None
    zipcode: str | None
    lat: float | None
    long: float | None
    media_url: str | None
    # Extensions
    extended_status: str | None = _absent()
    media_urls: tuple[str, ...] | None = _absent(item="media_url")
    attributes: tuple[GivenAnswer, ...] | None = _absent(item="attribute")
    notes: tuple[Note, ...] | None = _absent(item="note")


@dataclass(frozen=True)
class Update:
    """One entry of GET servicerequestupdates, mySociety's extension."""

    update_id: str
    service_request_id: str
    status: str
    updated_datetime: datetime
    description: str
    media_url: str | None = None


@dataclass(frozen=True)
class UpdateReceipt:
    """The response to POST servicerequestupdates."""

    update_id: str
    account_id: str | None = _absent()


@dataclass(frozen=True)
class Endpoint:
    """One endpoint in the discovery document."""

    specification: str
    url: str
    changeset: str
    type: str
    formats: tuple[str, ...] = _listed("format", default=(XML, JSON))


@dataclass(frozen=True)
class Discovery:
    """GET discovery: all fields are required by the specification."""

    changeset: str
    contact: str
    key_service: str
    endpoints: tuple[Endpoint, ...] = _listed("endpoint", default=())


@dataclass(frozen=True)
class Error:
    """One fault; `code` is the HTTP status."""

    code: int
    description: str
