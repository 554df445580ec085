"""Adjustment of changes to records that have been deleted since a merge."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .changes import Changes, Row, TableChanges
from .links import ForeignKey

Existing = Callable[[str, set[int]], set[int]]


def let_go(
    changes: Changes, keys: dict[str, list[ForeignKey]], existing: Existing
) -> Changes:
    """Apply to `changes` what the database would have done on deletion of a record.

    A row that would have been deleted in cascade is not restored. A column that would
    have been set to null is restored as null. A reference that would have prevented the
    deletion stays, so that inserting its row fails.

    Args:
        changes: changes by table.
        keys: foreign keys to each table, by that table.
        existing: function from a table and ids to those that exist.

    Returns:
        The changes that can be reversed.
    """
    remaining = dict(changes)
    while True:
        fallen = False
        for target, links in keys.items():
            back = {row["id"] for row in _removed(remaining, target)}
            for link in links:
                one = remaining.get(link.table)
                if not one:
                    continue
                asked = _numbers(one, link.column) - back
                missing = asked - existing(target, asked) if asked else set()
                if missing:
                    remaining[link.table] = _without(one, link, missing)
                    fallen |= link.falls
        if not fallen:
            return remaining


def _removed(changes: Changes, table: str) -> list[Row]:
    return changes[table].removed if table in changes else []


def _numbers(one: TableChanges, column: str) -> set[int]:
    rows: Iterable[Row] = (*one.removed, *(change.was for change in one.changed))
    return {row[column] for row in rows if row.get(column)}


def _without(one: TableChanges, link: ForeignKey, missing: set[int]) -> TableChanges:
    for change in one.changed:
        if change.was.get(link.column) in missing:
            change.was[link.column] = None
    if link.falls:
        kept = [row for row in one.removed if row[link.column] not in missing]
        return TableChanges(kept, one.made, one.changed)
    if link.on_delete == "n":
        for row in one.removed:
            if row[link.column] in missing:
                row[link.column] = None
    return one
