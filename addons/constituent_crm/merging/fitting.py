"""Adjustment of changes to records that have been deleted since a merge."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .changes import Changes, Row, TableChanges
from .links import ForeignKey

Existing = Callable[[str, set[int]], set[int]]


def drop_unrestorable(
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
        has_cascaded = False
        for target, links in keys.items():
            restored = {row["id"] for row in _removed_rows(remaining, target)}
            for link in links:
                table_changes = remaining.get(link.table)
                if not table_changes:
                    continue
                referenced = _referenced_ids(table_changes, link.column) - restored
                missing = (
                    referenced - existing(target, referenced) if referenced else set()
                )
                if missing:
                    remaining[link.table] = _without_references(
                        table_changes, link, missing
                    )
                    has_cascaded |= link.is_cascading
        if not has_cascaded:
            return remaining


def _removed_rows(changes: Changes, table: str) -> list[Row]:
    return changes[table].removed if table in changes else []


def _referenced_ids(table_changes: TableChanges, column: str) -> set[int]:
    rows: Iterable[Row] = (
        *table_changes.removed,
        *(change.was for change in table_changes.changed),
    )
    return {row[column] for row in rows if row.get(column)}


def _without_references(
    table_changes: TableChanges, link: ForeignKey, missing: set[int]
) -> TableChanges:
    for change in table_changes.changed:
        if change.was.get(link.column) in missing:
            change.was[link.column] = None
    if link.is_cascading:
        kept = [row for row in table_changes.removed if row[link.column] not in missing]
        return TableChanges(kept, table_changes.made, table_changes.changed)
    if link.on_delete == "n":
        for row in table_changes.removed:
            if row[link.column] in missing:
                row[link.column] = None
    return table_changes
