"""Requests as documents of GeoReport v2: what and where, never who."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from odoo.addons.service_catalog.phases import FINAL_PHASES

from . import schemas, statuses


class RequestRow(NamedTuple):
    """The columns of `service_request` that a document is made of.

    Times are W3C text, as PostgreSQL writes thousands of them faster.
    """

    id: int
    reference: str
    phase: str
    state_id: int
    outcome_id: int | None
    service_id: int
    team_id: int | None
    receiving_organisation_id: int | None
    channel_id: int | None
    property_id: int | None
    public_description: str | None
    media_url: str | None
    other_media_urls: str | None
    address: str | None
    postcode: str | None
    latitude: float | None
    longitude: float | None
    opened_at: str
    closed_at: str | None
    due_at: str | None
    write_date: str


#: Those of them that are times.
TIMES = ("opened_at", "closed_at", "due_at", "write_date")


class ServiceRow(NamedTuple):
    """What documents show of a service."""

    code: str
    name: str
    needs_location: bool


class Standing(NamedTuple):
    """What is published of a state or an outcome.

    Attributes:
        status: extended status.
        words: text for everybody; "" for none.
    """

    status: str
    words: str


@dataclass(frozen=True)
class Known:
    """What the ids of rows stand for, read once for all rows.

    Attributes:
        public_channel_id: the channel whose reporters know that all is published.
        notice: returns the sentence about the day on which something is due.
    """

    services: Mapping[int, ServiceRow]
    states: Mapping[int, Standing]
    outcomes: Mapping[int, Standing]
    names: Mapping[int | None, str]
    organisations: Mapping[int | None, str]
    uprns: Mapping[int | None, str]
    public_channel_id: int
    notice: Callable[[str], str]
    attributes: Mapping[int, tuple[schemas.GivenAnswer, ...]] = field(
        default_factory=dict
    )


def standing(row: RequestRow, known: Known) -> Standing:
    """Return how a request stands: by its outcome if it has one, else by its state."""
    if row.phase == "closed" and row.outcome_id:
        return known.outcomes[row.outcome_id]
    return known.states[row.state_id]


def request_values(
    row: RequestRow, known: Known, *, with_extensions: bool = False
) -> dict[str, Any]:
    """Return the fields of the Open311 document of one request, in their order.

    Args:
        row: its columns.
        known: what its ids stand for.
        with_extensions: whether to add the fields that GeoReport v2 does not define.

    Returns:
        Arguments of `schemas.Request`.
    """
    service = known.services[row.service_id]
    is_final = row.phase in FINAL_PHASES
    # For a service that needs a location, this is the place of the report. For any
    # other it may be somebody's home, shown only if they published it themselves.
    is_public = service.needs_location or row.channel_id == known.public_channel_id
    has_point = is_public and (row.latitude or row.longitude)
    values: dict[str, Any] = {
        "service_request_id": row.reference,
        # The specification knows two states.
        "status": statuses.CLOSED if is_final else statuses.OPEN,
        "status_notes": standing(row, known).words or None,
        "service_name": service.name,
        "service_code": service.code,
        "description": row.public_description or None,
        "agency_responsible": known.organisations.get(row.receiving_organisation_id)
        or known.names.get(row.team_id)
        or None,
        "service_notice": None
        if is_final or not row.due_at
        else known.notice(row.due_at),
        "requested_datetime": row.opened_at,
        "updated_datetime": row.closed_at or row.write_date,
        "expected_datetime": row.due_at,
        "address": (is_public and row.address) or None,
        "address_id": (is_public and known.uprns.get(row.property_id)) or None,
        "zipcode": (is_public and row.postcode) or None,
        "lat": row.latitude if has_point else None,
        "long": row.longitude if has_point else None,
        "media_url": row.media_url or None,
    }
    if with_extensions:
        values |= {
            "extended_status": standing(row, known).status,
            "media_urls": media_urls(row),
            "attributes": known.attributes.get(row.id, ()),
            "notes": _notes(row, known),
        }
    return values


def media_urls(row: RequestRow) -> tuple[str, ...]:
    """Return the addresses of all pictures that came with a request."""
    return tuple(
        filter(None, [row.media_url, *(row.other_media_urls or "").splitlines()])
    )


def _notes(row: RequestRow, known: Known) -> tuple[schemas.Note, ...]:
    notes = [schemas.Note(row.opened_at, "Opened", "opened")]
    if row.closed_at:
        words = standing(row, known).words or "Closed"
        notes.append(schemas.Note(row.closed_at, words, "closed"))
    return tuple(notes)
