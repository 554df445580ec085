"""A report's attributes against the questions of its service."""

import math

from .parse import moment
from .problems import bad_request
from .schemas import Attribute, ServiceDefinition

LISTS = ("singlevaluelist", "multivaluelist")


def check(
    definition: ServiceDefinition, given: dict[str, tuple[str, ...]]
) -> dict[str, str | list[str]]:
    """The answers to the questions of `definition`, as `service.request._open` takes.

    Attributes that are no question of the service are left out: clients such as
    FixMyStreet send their own (easting, northing, …), and the envelope keeps them.

    Args:
        given: the values sent for each attribute code.

    Returns:
        For each answered code its value, a list for a `multivaluelist`.

    Raises:
        Problem: 400, one sentence for each required answer that is missing and each
            value that does not fit.
    """
    faults: list[str] = []
    answers: dict[str, str | list[str]] = {}
    for asked in definition.attributes:
        values = given.get(asked.code, ())
        if not asked.variable:
            continue
        if not values:
            if asked.required:
                faults.append(
                    f"attribute[{asked.code}] is required: {asked.description}"
                )
            continue
        if fault := _fault(asked, values):
            faults.append(f"attribute[{asked.code}] {fault}")
        is_many = asked.datatype == "multivaluelist"
        answers[asked.code] = list(values) if is_many else values[0]
    if faults:
        raise bad_request(*faults)
    return answers


def _fault(asked: Attribute, values: tuple[str, ...]) -> str:
    """What is wrong with `values`; '' when nothing is."""
    if asked.datatype != "multivaluelist" and len(values) > 1:
        return "takes one value."
    if asked.datatype in LISTS:
        keys = [value.key for value in asked.values]
        if unknown := [value for value in values if value not in keys]:
            return f"is one of {', '.join(keys)}, not {', '.join(unknown)}."
    elif asked.datatype == "number" and not _is_number(values[0]):
        return f"is a number, not {values[0]}."
    elif asked.datatype == "datetime" and not _is_moment(values[0]):
        return f"is a date such as 2010-01-01T00:00:00Z, not {values[0]}."
    return ""


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        moment(text)
    except (ValueError, OverflowError):
        return False
    return True
