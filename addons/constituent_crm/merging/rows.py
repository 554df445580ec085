"""Reading and restoring rows of any table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from odoo.tools import SQL

Row = dict[str, Any]
# The values of the primary key, in the order of its columns.
Key = tuple
Rows = dict[str, dict[Key, Row]]


class Tables:
    """The tables of a database that have a primary key, through one cursor.

    Attributes:
        cr: database cursor.
        keys: columns of each table's primary key.
    """

    def __init__(self, cr) -> None:
        self.cr = cr
        cr.execute(
            "SELECT r.relname, array_agg(a.attname::text ORDER BY a.attnum)"
            " FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid"
            " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indisprimary AND r.relkind IN ('r', 'p')"
            " AND r.relnamespace = current_schema::regnamespace GROUP BY r.relname"
        )
        self.keys: dict[str, list[str]] = dict(cr.fetchall())

    def matching(self, table: str, where: SQL) -> dict[Key, Row]:
        """Return the rows of a table that fulfil a condition.

        Args:
            table: name of the table, which has the alias t.
            where: SQL condition.

        Returns:
            Rows by primary key.
        """
        self.cr.execute(
            SQL("SELECT to_jsonb(t) FROM %s t WHERE %s", SQL.identifier(table), where)
        )
        return self._by_key(table)

    def current(self, table: str, known: Iterable[Mapping[str, Any]]) -> dict[Key, Row]:
        """Return the current state of rows, found by their primary keys.

        Args:
            table: name of the table.
            known: rows with at least the columns of the primary key.

        Returns:
            Rows by primary key.
        """
        keys = [{name: row[name] for name in self.keys[table]} for row in known]
        self.cr.execute(
            SQL(
                "SELECT to_jsonb(t) FROM %s t JOIN %s k ON %s",
                SQL.identifier(table),
                _recordset(table, keys),
                self._same_key(table),
            )
        )
        return self._by_key(table)

    def existing(self, table: str, ids: Iterable[int]) -> set[int]:
        """Return those of `ids` that exist in a table.

        Args:
            table: name of the table.
            ids: ids to look for, at least one.

        Returns:
            Ids of rows.
        """
        self.cr.execute(
            SQL("SELECT id FROM %s WHERE id IN %s", SQL.identifier(table), tuple(ids))
        )
        return {number for (number,) in self.cr.fetchall()}

    def insert(self, rows: Mapping[str, list[Row]]) -> None:
        """Insert rows of several tables in one statement.

        Each row may refer to any other, because PostgreSQL checks foreign keys at the
        end of the statement.

        Args:
            rows: complete rows by table.
        """
        parts = [
            SQL(
                "%s AS (INSERT INTO %s SELECT * FROM %s k)",
                SQL.identifier(f"part_{number}"),
                SQL.identifier(table),
                _recordset(table, columns),
            )
            for number, (table, columns) in enumerate(rows.items())
            if columns
        ]
        if parts:
            self.cr.execute(SQL("WITH %s SELECT 1", SQL(", ").join(parts)))

    def update(self, table: str, key: Row, values: Row) -> None:
        """Update the row of a table that has a primary key.

        Args:
            table: name of the table.
            key: values of the primary key by column.
            values: new values by column.
        """
        self.cr.execute(
            SQL(
                "UPDATE %s t SET (%s) = ROW(%s) FROM %s k WHERE %s",
                SQL.identifier(table),
                SQL(", ").join(SQL.identifier(name) for name in values),
                SQL(", ").join(SQL.identifier("k", name) for name in values),
                _recordset(table, [{**key, **values}]),
                self._same_key(table),
            )
        )

    def delete(self, table: str, keys: list[Row]) -> None:
        """Delete rows of a table.

        Args:
            table: name of the table.
            keys: values of the primary key by column, for each row.
        """
        self.cr.execute(
            SQL(
                "DELETE FROM %s t USING %s k WHERE %s",
                SQL.identifier(table),
                _recordset(table, keys),
                self._same_key(table),
            )
        )

    def _same_key(self, table: str) -> SQL:
        return SQL(" AND ").join(
            SQL("%s = %s", SQL.identifier("t", name), SQL.identifier("k", name))
            for name in self.keys[table]
        )

    def _by_key(self, table: str) -> dict[Key, Row]:
        rows = [row for (row,) in self.cr.fetchall()]
        return {tuple(row[name] for name in self.keys[table]): row for row in rows}


def _recordset(table: str, rows: list[Row]) -> SQL:
    return SQL(
        "jsonb_populate_recordset(NULL::%s, %s::jsonb)",
        SQL.identifier(table),
        json.dumps(rows),
    )
