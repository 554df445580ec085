"""Serialisation of documents as XML and as JSON.

XML has everything as text in named elements. JSON follows the Spark convention of the
specification (lists are plain arrays, wrapping elements are dropped) with the types of
the official JSON schemas: booleans, numbers, and null for empty values.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
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
        rows: instances of `kind`.
        form: "xml" or "json".

    Returns:
        The body in UTF-8 and its content type.
    """
    if form == "json":
        return _json([_plain(row) for row in rows])
    root, item = LISTS[kind]
    parts = [f"<{root}>"]
    for row in rows:
        parts += (f"<{item}>", *_elements(row), f"</{item}>")
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
        return _json(_plain(document))
    root = ROOTS[type(document)]
    return _xml([f"<{root}>", *_elements(document), f"</{root}>"])


def w3c(moment: datetime) -> str:
    """Return a time in the W3C profile of ISO 8601, to the second, with its offset.

    Args:
        moment: aware time.

    Returns:
        For example "2026-05-03T09:30:00Z".
    """
    text = moment.isoformat(timespec="seconds")
    return text.replace("+00:00", "Z") if moment.tzinfo is UTC else text


class _Field(NamedTuple):
    name: str
    # The element of an entry, where the value is a list.
    item: str
    # Whether it is left out when it is None.
    is_optional: bool


_known_fields: dict[type, tuple[_Field, ...]] = {}


def _fields(kind: type) -> tuple[_Field, ...]:
    found = _known_fields.get(kind)
    if found is None:
        found = _known_fields[kind] = tuple(
            _Field(
                one.name, one.metadata.get("item", ""), bool(one.metadata.get("absent"))
            )
            for one in fields(kind)
        )
    return found


def _plain(value: Any) -> Any:
    # The most frequent first: lists have thousands of values.
    if value is None or value == "":
        return None
    if isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return w3c(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return {
        field.name: _plain(inner)
        for field in _fields(type(value))
        if (inner := getattr(value, field.name)) is not None or not field.is_optional
    }


def _elements(thing: Any) -> Iterator[str]:
    for name, item, is_optional in _fields(type(thing)):
        value = getattr(thing, name)
        if value is None and is_optional:
            continue
        if isinstance(value, tuple):
            yield f"<{name}>"
            for inner in value:
                yield f"<{item}>"
                yield from _elements(inner) if is_dataclass(inner) else [_text(inner)]
                yield f"</{item}>"
            yield f"</{name}>"
        elif text := _text(value):
            yield f"<{name}>{text}</{name}>"
        else:
            yield f"<{name}/>"


def _text(value: object) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    text = str(plain)
    if not text.isprintable():
        text = _NOT_XML.sub("", text)
    return escape(text)


def _json(content: object) -> tuple[bytes, str]:
    body = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return body.encode(errors="replace"), f"{schemas.JSON}; charset=utf-8"


def _xml(parts: list[str]) -> tuple[bytes, str]:
    body = "".join(['<?xml version="1.0" encoding="UTF-8"?>\n', *parts])
    return body.encode(), f"{schemas.XML}; charset=utf-8"
