"""Tables of named records: their columns, and what reading one needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .names import Names


@dataclass(frozen=True)
class Column:
    """A column of a table, and the field that it tells.

    `by`: for a field that leads to other records, the fields by which those are named,
    the surest first, which is also the one that is written; `synonyms`: headings
    under which others have it.
    """

    name: str
    field: str
    by: tuple[str, ...] = ()
    help: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass
class Reading:
    """One reading of a table: its options, and the names each column can lead to."""

    options: Mapping[str, Any] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)
