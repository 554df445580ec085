"""What a merge has changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Rows = Mapping[str, Mapping[tuple, Row]]


@dataclass(frozen=True)
class Change:
    """A row that has other values than before: `was` and `became` by column."""

    key: Row
    was: Row
    became: Row

    def back(self, now: Row) -> Row:
        """The values to give back: what has been changed since stays as it is."""
        return {
            name: value
            for name, value in self.was.items()
            if name in now and now[name] == self.became[name]
        }


@dataclass
class TableChanges:
    removed: list[Row] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.removed or self.made or self.changed)


Changes = dict[str, TableChanges]


def between(before: Rows, after: Rows, keys: Mapping[str, list[str]]) -> Changes:
    """What has become of the rows `before`, and which are new `after`.

    Args:
        before, after: rows by table and primary key.
        keys: the columns of each table's primary key.
    """
    changes_by_table = {}
    for table in {**before, **after}:
        old, new = before.get(table, {}), after.get(table, {})
        changes = TableChanges(
            removed=[row for key, row in old.items() if key not in new],
            made=[_only(new[key], keys[table]) for key in new if key not in old],
            changed=[
                change
                for key, row in old.items()
                if key in new and (change := _change(row, new[key], keys[table]))
            ],
        )
        if changes:
            changes_by_table[table] = changes
    return changes_by_table


def to_json(changes: Changes) -> dict:
    return {
        table: {
            "removed": one.removed,
            "made": one.made,
            "changed": [[row.key, row.was, row.became] for row in one.changed],
        }
        for table, one in changes.items()
    }


def from_json(changes_by_table: Mapping) -> Changes:
    return {
        table: TableChanges(
            one["removed"], one["made"], [Change(*row) for row in one["changed"]]
        )
        for table, one in changes_by_table.items()
    }


def _change(was: Row, became: Row, key: list[str]) -> Change | None:
    names = [name for name in was if was[name] != became.get(name)]
    if not names:
        return None
    return Change(_only(was, key), _only(was, names), _only(became, names))


def _only(row: Row, names: list[str]) -> Row:
    return {name: row.get(name) for name in names}
