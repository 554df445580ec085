"""The ways in which rows of the database refer to a record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from odoo.tools import SQL


@dataclass(frozen=True)
class Link:
    """A column with the id of a record, such as a foreign key."""

    table: str
    column: str

    def where(self, ids: Iterable[int]) -> SQL:
        """Return the SQL condition for rows that refer to one of `ids`.

        Args:
            ids: ids of records.

        Returns:
            Condition on the table with the alias t.
        """
        return SQL("%s IN %s", SQL.identifier("t", self.column), tuple(ids))

    @property
    def is_cascading(self) -> bool:
        """Return whether the row is deleted with the record that it refers to."""
        return False


@dataclass(frozen=True)
class ForeignKey(Link):
    """A foreign key; `on_delete` is PostgreSQL's `confdeltype`: c, n, r, a or d."""

    on_delete: str

    @property
    def is_cascading(self) -> bool:
        """Return whether the row is deleted in cascade."""
        return self.on_delete == "c"


@dataclass(frozen=True)
class Numbered(Link):
    """An id of a record, with the name of its model in another column."""

    model_column: str
    model: str

    @property
    def is_cascading(self) -> bool:
        """Return True: Odoo deletes such rows with their record."""
        return True

    def where(self, ids: Iterable[int]) -> SQL:
        """Return the SQL condition for rows with this model and one of `ids`."""
        return SQL(
            "%s = %s AND %s",
            SQL.identifier("t", self.model_column),
            self.model,
            super().where(ids),
        )


@dataclass(frozen=True)
class Named(Link):
    """Model and id in one text, as in Odoo's reference fields."""

    model: str

    def where(self, ids: Iterable[int]) -> SQL:
        """Return the SQL condition for rows that refer to one of `ids`."""
        references = tuple(f"{self.model},{number}" for number in ids)
        return SQL("%s IN %s", SQL.identifier("t", self.column), references)


@dataclass(frozen=True)
class ByCompany(Link):
    """An id for each company, as JSON."""

    def where(self, ids: Iterable[int]) -> SQL:
        """Return the SQL condition for rows that have one of `ids` for any company."""
        either = " || ".join(f"@ == {int(number)}" for number in ids)
        column = SQL.identifier("t", self.column)
        return SQL("%s @? %s", column, f"$.* ? ({either})")


@dataclass(frozen=True)
class Fallback(Link):
    """Default value of a company-dependent field."""

    fields: tuple[int, ...]

    def where(self, ids: Iterable[int]) -> SQL:
        """Return the SQL condition for defaults of `fields` with one of `ids`."""
        return SQL(
            "%s IN %s AND t.field_id IN %s",
            SQL.identifier("t", self.column),
            tuple(json.dumps(number) for number in ids),
            self.fields,
        )


def foreign_keys(cr) -> dict[str, list[ForeignKey]]:
    """Return the foreign keys to the id of each table.

    Args:
        cr: database cursor.

    Returns:
        Foreign keys by the table that they refer to.
    """
    cr.execute(
        "SELECT target.relname, source.relname, a.attname, c.confdeltype::text"
        " FROM pg_constraint c"
        " JOIN pg_class source ON source.oid = c.conrelid"
        " JOIN pg_class target ON target.oid = c.confrelid"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
        " JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]"
        " WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1"
        " AND f.attname = 'id' AND c.conparentid = 0"
        " AND target.relnamespace = current_schema::regnamespace"
        " ORDER BY source.relname, a.attnum"
    )
    keys_by_table: dict[str, list[ForeignKey]] = {}
    for target, table, column, on_delete in cr.fetchall():
        keys_by_table.setdefault(target, []).append(
            ForeignKey(table, column, on_delete)
        )
    return keys_by_table


def restricted_columns(cr) -> set[tuple[str, str]]:
    """Return the columns that occur in a check or in a unique index.

    An index on expressions counts for each column in them.

    Args:
        cr: database cursor.

    Returns:
        Pairs of table and column.
    """
    cr.execute(
        "SELECT r.relname, a.attname FROM pg_class r"
        " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0"
        " WHERE r.relnamespace = current_schema::regnamespace AND EXISTS ("
        "  SELECT FROM pg_constraint c WHERE c.conrelid = r.oid"
        "  AND c.contype IN ('c', 'u', 'x') AND a.attnum = ANY(c.conkey)"
        "  UNION ALL"
        "  SELECT FROM pg_index i JOIN pg_depend d"
        "   ON d.objid = i.indexrelid AND d.classid = 'pg_class'::regclass"
        "   AND d.refobjid = r.oid AND d.refobjsubid = a.attnum"
        "  WHERE i.indrelid = r.oid AND i.indisunique AND NOT i.indisprimary)"
    )
    return set(cr.fetchall())
