"""Columns of a catalogue table, and the context of one import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .names import Names


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: its heading.
        field: the field of the model.
        by: for a relation, the fields that name the related records, the most
            specific first. The first one is written by exports.
        help: explanation for the user.
        synonyms: other headings that mean this column.
    """

    name: str
    field: str
    by: tuple[str, ...] = ()
    help: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass
class Reading:
    """The context of one import: its options, and for each column the known names."""

    options: Mapping[str, Any] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)
