"""Serialisation of documents as XML and as JSON.

XML has everything as text in named elements. JSON follows the Spark convention of the
specification (lists are plain arrays, wrapping elements are dropped) with the types of
the official JSON schemas: booleans, numbers, and null for empty values.
"""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape

from . import schemas

# Characters that XML 1.0 does not allow, not even escaped
# (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Root and item elements of the documents that are lists.
LISTS = {
    schemas.Service: ("services", "service"),
    schemas.Request: ("service_requests", "request"),
    schemas.Receipt: ("service_requests", "request"),
    schemas.TokenAnswer: ("service_requests", "request"),
    schemas.Update: ("service_request_updates", "request_update"),
    schemas.UpdateReceipt: ("service_request_updates", "request_update"),
    schemas.Error: ("errors", "error"),
}
# Root elements of the documents that are no lists.
ROOTS = {
    schemas.ServiceDefinition: "service_definition",
    schemas.Discovery: "discovery",
}


def listing(kind: type, rows: Sequence[Any], form: str) -> tuple[bytes, str]:
    """Serialise a document that is a list.

    Args:
        kind: dataclass of the rows, a key of `LISTS`.
        rows: instances of `kind`, or dicts of their fields in order, which are made in
            half the time.
        form: "xml" or "json".

    Returns:
        The body in UTF-8 and its content type.
    """
    if form == "json":
        return _json(rows)
    root, item = LISTS[kind]
    parts = [f"<{root}>"]
    for row in rows:
        parts.append(f"<{item}>")
        _add_elements(parts, kind, row)
        parts.append(f"</{item}>")
    return _xml([*parts, f"</{root}>"])


def single(document: Any, form: str) -> tuple[bytes, str]:
    """Serialise a document that is no list.

    Args:
        document: a `ServiceDefinition` or a `Discovery`.
        form: "xml" or "json".

    Returns:
        The body in UTF-8 and its content type.
    """
    if form == "json":
        return _json(document)
    root = ROOTS[type(document)]
    parts = [f"<{root}>"]
    _add_elements(parts, type(document), document)
    return _xml([*parts, f"</{root}>"])


def w3c(moment: datetime) -> str:
    """Return a time in the W3C profile of ISO 8601, to the second, with its offset.

    Args:
        moment: aware time.

    Returns:
        For example "2026-05-03T09:30:00Z".
    """
    if moment.tzinfo is UTC:
        return f"{moment.isoformat()[:19]}Z"
    return moment.isoformat(timespec="seconds")


@dataclass(frozen=True)
class _Plan:
    """How instances of a dataclass are written: found out once, as lists are long.

    Attributes:
        names: names of its fields.
        values: returns the values of an instance, in their order.
        optional: names of those that are left out when they are None.
        elements: for each field its name, the element of an entry where the value is
            a list, and whether it is optional.
    """

    names: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    optional: tuple[str, ...]
    elements: tuple[tuple[str, str, bool], ...]


_plans: dict[type, _Plan] = {}


def _plan_of(kind: type) -> _Plan:
    if kind not in _plans:
        elements = tuple(
            (one.name, one.metadata.get("item", ""), bool(one.metadata.get("absent")))
            for one in fields(kind)
        )
        names = tuple(name for name, _item, _optional in elements)
        optional = tuple(name for name, _item, is_optional in elements if is_optional)
        _plans[kind] = _Plan(names, attrgetter(*names), optional, elements)
    return _plans[kind]


# JSON


def _record(thing: Any) -> dict[str, Any]:
    plan = _plan_of(type(thing))
    values = plan.values(thing)
    if "" in values:
        values = tuple(None if value == "" else value for value in values)
    record = dict(zip(plan.names, values, strict=True))
    for name in plan.optional:
        if record[name] is None:
            del record[name]
    return record


def _encode(value: object) -> object:
    """Return what the encoder of the standard library can write."""
    return w3c(value) if isinstance(value, datetime) else _record(value)


def _finite(value: Any) -> Any:
    """Return a document without numbers that JSON has not."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    if is_dataclass(value):
        value = _record(value)
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return value


def _json(content: object) -> tuple[bytes, str]:
    try:
        body = json.dumps(content, ensure_ascii=False, allow_nan=False, default=_encode)
    except ValueError:
        body = json.dumps(_finite(content), ensure_ascii=False, default=_encode)
    return body.encode(errors="replace"), f"{schemas.JSON}; charset=utf-8"


# XML


def _add_elements(parts: list[str], kind: type, thing: Any) -> None:
    plan = _plan_of(kind)
    values = thing.values() if isinstance(thing, dict) else plan.values(thing)
    # A dict may lack the optional fields at the end.
    for (name, item, is_optional), value in zip(plan.elements, values, strict=False):
        if isinstance(value, str):
            parts.append(f"<{name}>{_escape(value)}</{name}>")
        elif value is None:
            if not is_optional:
                parts.append(f"<{name}/>")
        elif isinstance(value, tuple):
            parts.append(f"<{name}>")
            for inner in value:
                parts.append(f"<{item}>")
                if is_dataclass(inner):
                    _add_elements(parts, type(inner), inner)
                else:
                    parts.append(_escape(inner))
                parts.append(f"</{item}>")
            parts.append(f"</{name}>")
        else:
            parts.append(f"<{name}>{_text(value)}</{name}>")


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return w3c(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return str(value)


def _escape(text: str) -> str:
    if not text.isprintable():
        text = _NOT_XML.sub("", text)
    if "&" in text or "<" in text or ">" in text:
        return escape(text)
    return text


def _xml(parts: list[str]) -> tuple[bytes, str]:
    body = "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', *parts])
    return body.encode(), f"{schemas.XML}; charset=utf-8"
