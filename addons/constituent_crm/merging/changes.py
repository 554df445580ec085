"""Changes that a merge has made to rows, and their reversal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Rows = Mapping[str, Mapping[tuple, Row]]


@dataclass(frozen=True)
class Change:
    """A changed row; `was` and `became` are values by column."""

    key: Row
    was: Row
    became: Row

    def values_to_restore(self, now: Row) -> Row:
        """Return the values to restore, without those that have changed since.

        Args:
            now: current values of the row.

        Returns:
            Former values by column.
        """
        return {
            name: value
            for name, value in self.was.items()
            if name in now and now[name] == self.became[name]
        }


@dataclass
class TableChanges:
    """Rows of one table that were removed, created and changed."""

    removed: list[Row] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.removed or self.made or self.changed)


Changes = dict[str, TableChanges]


def between(before: Rows, after: Rows, keys: Mapping[str, list[str]]) -> Changes:
    """Return the differences between two states of rows.

    Args:
        before: rows by table and primary key.
        after: rows by table and primary key.
        keys: columns of each table's primary key.

    Returns:
        Changes by table, without tables that are unchanged.
    """
    changes_by_table = {}
    for table in {**before, **after}:
        old, new = before.get(table, {}), after.get(table, {})
        changes = TableChanges(
            removed=[row for key, row in old.items() if key not in new],
            made=[_columns_of(new[key], keys[table]) for key in new if key not in old],
            changed=[
                change
                for key, row in old.items()
                if key in new and (change := _find_change(row, new[key], keys[table]))
            ],
        )
        if changes:
            changes_by_table[table] = changes
    return changes_by_table


def to_json(changes: Changes) -> dict:
    """Convert changes to values that JSON can represent.

    Args:
        changes: result of `between`.

    Returns:
        Dict of table to its lists removed, made and changed.
    """
    return {
        table: {
            "removed": table_changes.removed,
            "made": table_changes.made,
            "changed": [
                [row.key, row.was, row.became] for row in table_changes.changed
            ],
        }
        for table, table_changes in changes.items()
    }


def from_json(changes_by_table: Mapping) -> Changes:
    """Convert the result of `to_json` back.

    Args:
        changes_by_table: result of `to_json`.

    Returns:
        Changes by table.
    """
    return {
        table: TableChanges(
            table_changes["removed"],
            table_changes["made"],
            [Change(*row) for row in table_changes["changed"]],
        )
        for table, table_changes in changes_by_table.items()
    }


def _find_change(was: Row, became: Row, key: list[str]) -> Change | None:
    names = [name for name in was if was[name] != became.get(name)]
    if not names:
        return None
    return Change(
        _columns_of(was, key), _columns_of(was, names), _columns_of(became, names)
    )


def _columns_of(row: Row, names: list[str]) -> Row:
    return {name: row.get(name) for name in names}
