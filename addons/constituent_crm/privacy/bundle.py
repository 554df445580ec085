"""The file of a subject access request."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

MAX_FILE_NAME_LENGTH = 100


@dataclass(frozen=True)
class DisclosedValue:
    """A field of a row: technical name, label, and value as text."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Entry:
    """A row that is disclosed to the person."""

    number: int
    title: str
    values: tuple[DisclosedValue, ...]


@dataclass(frozen=True)
class Section:
    """The disclosed rows of one model."""

    model: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Withheld:
    """Data that is withheld from the person, and why."""

    label: str
    reason: str


@dataclass(frozen=True)
class Bundle:
    """The content of the file; `files` are contents by name."""

    sections: tuple[Section, ...]
    withheld: tuple[Withheld, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """Convert an entry to values that JSON can represent.

    Args:
        entry: the entry.

    Returns:
        Dict of number, title and fields.
    """
    return {
        "number": entry.number,
        "title": entry.title,
        "fields": {
            values.name: {"label": values.label, "value": values.value}
            for values in entry.values
        },
    }


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """Convert the result of `entry_to_json` back.

    Args:
        data: result of `entry_to_json`.

    Returns:
        The entry.
    """
    values = tuple(
        DisclosedValue(name, value["label"], value["value"])
        for name, value in data["fields"].items()
    )
    return Entry(data["number"], data["title"], values)


def as_json(bundle: Bundle, about: Mapping[str, str]) -> bytes:
    """Serialise a bundle as JSON.

    Article 20 of the UK GDPR asks for a structured, commonly used and machine-readable
    format.

    Args:
        bundle: content of the file.
        about: details of the request.

    Returns:
        JSON in UTF-8.
    """
    data = {
        **about,
        "sections": [
            {
                "model": section.model,
                "label": section.label,
                "records": [entry_to_json(entry) for entry in section.entries],
            }
            for section in bundle.sections
        ],
        "withheld": [
            {"what": withheld.label, "why": withheld.reason}
            for withheld in bundle.withheld
        ],
        "attachments": list(bundle.files),
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def unique_names(names: Iterable[str]) -> list[str]:
    """Return unique file names that are safe on every system.

    >>> unique_names(["a/b.txt", "../a_b.txt", ""])
    ['a_b.txt', 'a_b (2).txt', 'file']

    Args:
        names: names as given by strangers.

    Returns:
        One name for each, in their order.
    """
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", name or "").strip("._ ")
        path = PurePosixPath(clean[-MAX_FILE_NAME_LENGTH:] or "file")
        key = path.name.casefold()
        seen[key] = seen.get(key, 0) + 1
        again = f" ({seen[key]})" if seen[key] > 1 else ""
        unique.append(f"{path.stem}{again}{path.suffix}")
    return unique


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files.

    Args:
        files: contents by name.

    Returns:
        Content of the archive.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()
