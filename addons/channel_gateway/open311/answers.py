"""A report's attributes as answers to the questions of its service."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from .parse import moment

# Open311 knows words only: a place may be written as a point, and files have no way in.
POINT = re.compile(r"^\s*+(-?\d{1,3}\.\d{1,15})\s*+,\s*+(-?\d{1,3}\.\d{1,15})\s*+$")
# Those of GeoReport v2; for clients, every other datatype is a text.
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
    """The answers among the attributes, as `service.type._check_answers` takes them.

    Attributes that are no question of the service are left out: clients such as
    FixMyStreet send their own (easting, northing, …), and the envelope keeps them.

    Args:
        form: as `service.type._form` gives it.
        attributes: the values sent for each attribute code.
    """
    return {
        asked["code"]: _answer(asked["datatype"], attributes[asked["code"]])
        for asked in form
        if asked["is_input"]
        and asked["datatype"] not in NOT_ASKED
        and asked["code"] in attributes
    }


def _answer(datatype: str, values: tuple[str, ...]) -> Any:
    if datatype == "multivaluelist" or len(values) > 1:
        return list(values)
    value = values[0]
    if datatype == "datetime":
        # A `+` that came as a blank is understood; the rest the catalogue tells.
        with suppress(ValueError, OverflowError):
            return moment(value).isoformat() if ":" in value else value
    if datatype == "place" and (found := POINT.match(value)):
        return {"latitude": found[1], "longitude": found[2]}
    return value
