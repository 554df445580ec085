"""Serialisation of documents as XML and as JSON.

XML has everything as text in named elements. JSON follows the Spark convention of the
specification (lists are plain arrays, wrapping elements are dropped) with the types of
the official JSON schemas: booleans, numbers, and null for empty values.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

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
        rows: instances of `kind`.
        form: "xml" or "json".

    Returns:
        The body in UTF-8 and its content type.
    """
    if form == "json":
        return _json([_plain(row) for row in rows])
    root, item = LISTS[kind]
    element = ElementTree.Element(root)
    for row in rows:
        _fill(ElementTree.SubElement(element, item), row)
    return _xml(element)


def single(document: Any, form: str) -> tuple[bytes, str]:
    """Serialise a document that is no list.

    Args:
        document: a `ServiceDefinition` or a `Discovery`.
        form: "xml" or "json".

    Returns:
        The body in UTF-8 and its content type.
    """
    if form == "json":
        return _json(_plain(document))
    element = ElementTree.Element(ROOTS[type(document)])
    _fill(element, document)
    return _xml(element)


def w3c(moment: datetime) -> str:
    """Return a time in the W3C profile of ISO 8601, to the second, with its offset.

    Args:
        moment: aware time.

    Returns:
        For example "2026-05-03T09:30:00Z".
    """
    text = moment.isoformat(timespec="seconds")
    return text.replace("+00:00", "Z") if moment.tzinfo is UTC else text


def _written(thing: Any) -> list[tuple[Field[Any], object]]:
    pairs = [(field, getattr(thing, field.name)) for field in fields(thing)]
    return [
        (field, value)
        for field, value in pairs
        if value is not None or not field.metadata.get("absent")
    ]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(inner) for field, inner in _written(value)}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return w3c(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return None if value == "" else value


def _fill(element: ElementTree.Element, thing: Any) -> None:
    for field, value in _written(thing):
        child = ElementTree.SubElement(element, field.name)
        if not isinstance(value, tuple):
            child.text = _text(value)
            continue
        for inner in value:
            entry = ElementTree.SubElement(child, field.metadata["item"])
            if is_dataclass(inner):
                _fill(entry, inner)
            else:
                entry.text = _text(inner)


def _text(value: object) -> str | None:
    plain = _plain(value)
    if plain is None:
        return None
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return _NOT_XML.sub("", str(plain))


def _json(content: object) -> tuple[bytes, str]:
    body = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return body.encode(errors="replace"), f"{schemas.JSON}; charset=utf-8"


def _xml(element: ElementTree.Element) -> tuple[bytes, str]:
    body = ElementTree.tostring(element, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + body).encode(), f"{schemas.XML}; charset=utf-8"
