"""Requests as documents of GeoReport v2: what and where, never who."""

from datetime import UTC
from typing import Any

from odoo.models import BaseModel

from odoo.addons.service_catalog.forms.question import LISTS
from odoo.addons.service_catalog.phases import FINAL_PHASES

from . import schemas


def request_document(
    request: BaseModel, *, with_extensions: bool = False
) -> schemas.Request:
    """Return the Open311 document of one `service.request`.

    Args:
        request: one `service.request`.
        with_extensions: whether to add the fields that GeoReport v2 does not define.
    """
    return schemas.Request(
        service_request_id=request.reference,
        # The specification knows two states.
        status="closed" if request.phase in FINAL_PHASES else "open",
        status_notes=request._open311_status_notes(),
        service_name=request.service_id.name,
        service_code=request.service_id.code,
        description=request.public_description or None,
        agency_responsible=request.receiving_organisation_name
        or request.team_id.name
        or None,
        service_notice=request._open311_notice(),
        requested_datetime=request.opened_at.replace(tzinfo=UTC),
        updated_datetime=(request.closed_at or request.write_date).replace(
            microsecond=0, tzinfo=UTC
        ),
        expected_datetime=request.due_at.replace(tzinfo=UTC)
        if request.due_at
        else None,
        media_url=request.media_url or None,
        **_place(request),
        **(_extensions(request) if with_extensions else {}),
    )


def _place(request: BaseModel) -> dict[str, Any]:
    """Return the fields of the location, empty if it may be somebody's home.

    For a service that needs a location, this is the place of the report. For any other
    it is the constituent's own address, shown only if they published it themselves.
    """
    is_public = request.service_id.needs_location or request._open311_came_in_public()
    has_point = is_public and (request.latitude or request.longitude)
    return {
        "address": (is_public and request.address) or None,
        "address_id": (is_public and request.property_id.uprn) or None,
        "zipcode": (is_public and request.postcode) or None,
        "lat": request.latitude if has_point else None,
        "long": request.longitude if has_point else None,
    }


def _extensions(request: BaseModel) -> dict[str, Any]:
    """Return the fields beyond GeoReport v2: answers chosen from lists, and events.

    Free text is left out: it may identify its author.
    """
    answers = tuple(
        schemas.GivenAnswer(answer.code, answer.name, answer.text)
        for answer in request.answer_ids
        if answer.datatype in LISTS
    )
    notes = [schemas.Note(request.opened_at.replace(tzinfo=UTC), "Opened", "opened")]
    if request.closed_at:
        words = request._open311_status_notes() or "Closed"
        moment = request.closed_at.replace(tzinfo=UTC)
        notes.append(schemas.Note(moment, words, "closed"))
    return {"attributes": answers, "notes": tuple(notes)}
