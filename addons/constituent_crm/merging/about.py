"""All that a database says of some records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from .links import Link, restricted_columns
from .rows import Rows, Tables

Links = Callable[[str], Iterable[Link]]


def rows_about(tables: Tables, links: Links, table: str, ids: Collection[int]) -> Rows:
    """The rows of `table` with the numbers `ids`, and every row that refers to them.

    Where such a row may fall away, as one of two that say the same, what depends on it
    is told too.

    Args:
        links: gives for a table how rows refer to its rows.
    """
    rows: Rows = defaultdict(dict)
    rows[table] = tables.again(table, [{"id": number} for number in ids])
    restricted = restricted_columns(tables.cr)
    falling = []
    for link in links(table):
        found = tables.matching(link.table, link.where(ids))
        rows[link.table] |= found
        if (link.table, link.column) in restricted and link.table != table:
            falling.append((link.table, found))
    while falling:
        fallen, found = falling.pop()
        numbers = [row["id"] for row in found.values() if "id" in row]
        for link in links(fallen) if numbers else ():
            found = tables.matching(link.table, link.where(numbers))
            new = {key: found[key] for key in found if key not in rows[link.table]}
            rows[link.table] |= new
            if link.falls and new:
                falling.append((link.table, new))
    return {name: found for name, found in rows.items() if found}


def rows_now(tables: Tables, known: Rows) -> Rows:
    """What the rows `known` are now; those that are no more are missing."""
    return {table: tables.again(table, rows.values()) for table, rows in known.items()}
