"""Rows in every table that refers to a record, for tests of what must find them all."""

from psycopg2 import Error

from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from ..merging.links import ByCompany, Fallback, Named, Numbered

# Made anew, or of no matter to anybody's data.
PASSING = (
    "base_partner_merge_",
    "bus_",
    "constituent_lookup",
    "constituent_match_pending",
    "constituent_merge",
    "ir_cron",
    "orm_signaling_",
)
BY_TYPE = {
    "bool": "false",
    "int4": "1",
    "int8": "1",
    "numeric": "1",
    "float8": "1",
    "date": "2026-01-15",
    "timestamp": "2026-01-15 10:00:00",
    "jsonb": "{}",
}


class RowMaker:
    """Inserts rows by SQL, whatever their table, with no more than they need."""

    def __init__(self, env):
        self.env = env
        self.models = {Model._table: Model for Model in env.registry.values()}
        self.made = 0

    def refer(self, link, record):
        """Insert a row that refers to `record` by `link`; whether there is one now."""
        values = {link.column: str(record.id)}
        if isinstance(link, Numbered):
            values[link.model_column] = link.model
        elif isinstance(link, Named):
            values[link.column] = f"{link.model},{record.id}"
        elif isinstance(link, ByCompany):
            values[link.column] = f'{{"{self.env.company.id}": {record.id}}}'
        elif isinstance(link, Fallback):
            values["field_id"] = str(link.fields[0])
        # Where a check or a unique index forbids one choice of the rest, another.
        return any(self._insert(link.table, values, choice) for choice in range(4))

    def settle(self):
        """Have stored counts tell of the rows, which were made past the ORM."""
        for Model in self.models.values():
            for field in Model._fields.values():
                if field.store and field.type == "integer" and self._counts(field):
                    every = self.env[Model._name].with_context(active_test=False)
                    self.env.add_to_compute(field, every.search(Domain.TRUE))
        self.env.flush_all()

    def _counts(self, field):
        """Whether `field` is computed from the lines of its record."""
        names = {
            path.partition(".")[0] for path in self.env.registry.field_depends[field]
        }
        lines = self.env[field.model_name]._fields
        return any(lines[name].type == "one2many" for name in names if name in lines)

    def _insert(self, table, values, choice=0, depth=0):
        values = {**self._needed(table, values.keys(), choice, depth), **values}
        if not values:
            values = {"create_date": BY_TYPE["timestamp"]}
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL(
                        "INSERT INTO %s (%s) VALUES %s RETURNING *",
                        SQL.identifier(table),
                        SQL(", ").join(map(SQL.identifier, values)),
                        tuple(values.values()),
                    )
                )
                return self.env.cr.dictfetchone()
        except Error:
            return None

    def _needed(self, table, given, choice, depth):
        """Values of the columns that must have one."""
        self.made += 1
        self.env.cr.execute(
            SQL(
                "SELECT a.attname, ty.typname, target.relname"
                " FROM pg_attribute a JOIN pg_type ty ON ty.oid = a.atttypid"
                " LEFT JOIN pg_constraint c ON c.conrelid = a.attrelid"
                "  AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum]"
                " LEFT JOIN pg_class target ON target.oid = c.confrelid"
                " WHERE a.attrelid = %s::regclass AND a.attnum > 0"
                " AND NOT a.attisdropped AND NOT a.atthasdef"
                " AND (a.attnotnull OR (target.relname = 'res_partner' AND %s))",
                table,
                choice == 3,
            )
        )
        return {
            name: self._some(table, name, kind, target, choice, depth)
            for name, kind, target in self.env.cr.fetchall()
            if name not in given
        }

    def _some(self, table, name, kind, target, choice, depth):
        if target:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM %s ORDER BY id OFFSET %s LIMIT 1",
                    SQL.identifier(target),
                    choice,
                )
            )
            row = self.env.cr.fetchone()
            if not row and depth < 3:
                made = self._insert(target, {}, choice, depth + 1)
                row = made and [made["id"]]
            return row and row[0]
        field = self.models[table]._fields.get(name) if table in self.models else None
        if field is not None and field.type == "selection":
            values = field.get_values(self.env)
            return values[choice % len(values)]
        return BY_TYPE.get(kind, f"row_{self.made}")


def database(env):
    """Every row of the database by table, as text, but for what is passing.

    Who wrote it last, and when, is left out: a count that is right again was written.
    """
    env.flush_all()
    env.cr.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = current_schema::regnamespace"
    )
    by_table = {}
    for (table,) in env.cr.fetchall():
        if not table.startswith(PASSING):
            env.cr.execute(
                SQL(
                    "SELECT (to_jsonb(t) - '{write_uid,write_date}'::text[])::text"
                    " FROM %s t",
                    SQL.identifier(table),
                )
            )
            by_table[table] = {row for (row,) in env.cr.fetchall()}
    return by_table


def differences(before, after):
    """The rows of two `database` that are in one of them only, by table."""
    by_table = {}
    for table in before.keys() | after.keys():
        lost = before.get(table, set()) - after.get(table, set())
        new = after.get(table, set()) - before.get(table, set())
        if lost or new:
            by_table[table] = (sorted(lost), sorted(new))
    return by_table
