"""Collection of all rows that refer to given records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from .links import Link, restricted_columns
from .rows import Rows, Tables

Links = Callable[[str], Iterable[Link]]


def rows_about(tables: Tables, links: Links, table: str, ids: Collection[int]) -> Rows:
    """Return rows of a table, and every row that refers to them.

    A merge may delete such a row where two become equal. Therefore the rows that depend
    on it are included.

    Args:
        tables: access to the database.
        links: function from a table to the links to its rows.
        table: name of the table.
        ids: ids of its rows.

    Returns:
        Rows by table and primary key.
    """
    rows: Rows = defaultdict(dict)
    rows[table] = tables.current(table, [{"id": number} for number in ids])
    restricted = restricted_columns(tables.cr)
    pending = []
    for link in links(table):
        found = tables.matching(link.table, link.where(ids))
        rows[link.table] |= found
        if (link.table, link.column) in restricted and link.table != table:
            pending.append((link.table, found))
    while pending:
        deleted_from, found = pending.pop()
        numbers = [row["id"] for row in found.values() if "id" in row]
        for link in links(deleted_from) if numbers else ():
            found = tables.matching(link.table, link.where(numbers))
            new = {key: found[key] for key in found if key not in rows[link.table]}
            rows[link.table] |= new
            if link.is_cascading and new:
                pending.append((link.table, new))
    return {name: found for name, found in rows.items() if found}


def rows_now(tables: Tables, known: Rows) -> Rows:
    """Return the current state of rows.

    Args:
        tables: access to the database.
        known: rows by table and primary key.

    Returns:
        Rows by table and primary key, without those that no longer exist.
    """
    return {
        table: tables.current(table, rows.values()) for table, rows in known.items()
    }
