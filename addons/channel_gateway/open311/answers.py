"""Conversion of a report's attributes into answers to a service's questions."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from .parse import moment

# Open311 has text values only: a place may be written as a point, and files cannot be
# sent.
POINT = re.compile(r"^\s*+(-?\d{1,3}\.\d{1,15})\s*+,\s*+(-?\d{1,3}\.\d{1,15})\s*+$")
# Those of GeoReport v2. Clients see every other datatype as a string.
DATATYPES = (
    "string",
    "number",
    "datetime",
    "text",
    "singlevaluelist",
    "multivaluelist",
)
NOT_ASKED = ("file",)


def given(
    form: Iterable[Mapping[str, Any]], attributes: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return the attributes as answers for `service.type._check_answers`.

    Attributes that match no question of the service are omitted. Clients such as
    FixMyStreet send their own (easting, northing, …), which remain in the stored
    message.

    Args:
        form: result of `service.type._form`.
        attributes: the values sent for each attribute code.

    Returns:
        Dict of question code to a text, a list of texts or a dict of coordinates.
    """
    return {
        asked["code"]: _answer(asked, attributes[asked["code"]])
        for asked in form
        if asked["is_input"]
        and asked["datatype"] not in NOT_ASKED
        and asked["code"] in attributes
    }


def _answer(asked: Mapping[str, Any], values: tuple[str, ...]) -> Any:
    datatype = asked["datatype"]
    if datatype == "multivaluelist":
        return _chosen(asked.get("options") or (), values)
    if len(values) > 1:
        return list(values)
    value = values[0]
    if datatype == "datetime":
        # A `+` that arrived as a space is accepted. The catalogue reports other errors.
        with suppress(ValueError, OverflowError):
            return moment(value).isoformat() if ":" in value else value
    if datatype == "place" and (found := POINT.match(value)):
        return {"latitude": found[1], "longitude": found[2]}
    return value


def _chosen(options: Iterable[Mapping[str, str]], values: tuple[str, ...]) -> list[str]:
    """Return the values of a list, of which some clients send all in one."""
    known = {word.casefold() for one in options for word in (one["code"], one["name"])}
    chosen: list[str] = []
    for value in values:
        parts = [part.strip() for part in value.split(",")]
        are_known = all(part.casefold() in known for part in parts)
        chosen += parts if are_known else [value]
    return chosen
