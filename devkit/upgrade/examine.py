"""What a database holds, read in Odoo's shell: values, tables and shipped records.

Piped into the shell, so that the log is Odoo's own; see `run.examined`.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from odoo import sql_db
from odoo.api import Environment
from odoo.fields import Field
from odoo.models import BaseModel
from odoo.sql_db import BaseCursor
from odoo.tools import SQL

# They change whenever a record is written.
BOOKKEEPING = {"id", "write_date", "write_uid"}
# Models of core whose rows refer to a record by the name of its model.
ATTACHED = {
    "ir.attachment": "res_model",
    "mail.activity": "res_model",
    "mail.followers": "res_model",
    "mail.message": "model",
}
# What records in noupdate data hold that the use of a database changes.
COUNTERS = {
    "ir.cron": {"failure_count", "first_failure_date", "lastcall", "nextcall"},
    "ir.sequence": {"number_next"},
}
REFERRING = {"many2one", "many2one_reference", "reference", "datetime"}

# Tables of the models that the addons define or extend, and relations they add.
TABLES = """
    SELECT replace(f.model, '.', '_') FROM ir_model_data d
        JOIN ir_model_fields f ON f.id = d.res_id
        WHERE d.model = 'ir.model.fields' AND d.module = ANY(%(addons)s)
    UNION SELECT r.name FROM ir_model_relation r
        JOIN ir_module_module m ON m.id = r.module WHERE m.name = ANY(%(addons)s)
"""
COLUMNS = """
    SELECT c.relname || '.' || a.attname,
        format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attnotnull THEN ', not null' ELSE '' END
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')
        AND c.relname = ANY(%(tables)s) AND a.attnum > 0 AND NOT a.attisdropped
"""
# Odoo keeps a definition as the comment of what it creates. PostgreSQL spells it in
# another way after a dump and its restoration.
INDEXES = """
    SELECT c.relname || '.' || i.relname,
        coalesce(obj_description(i.oid, 'pg_class'), pg_get_indexdef(i.oid))
    FROM pg_index x
        JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%(tables)s)
"""
# NOT NULL is a property of the column.
CONSTRAINTS = """
    SELECT c.relname || '.' || k.conname,
        coalesce(obj_description(k.oid, 'pg_constraint'), pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = 'public'::regnamespace AND k.contype <> 'n'
        AND c.relname = ANY(%(tables)s)
"""
# Demo data, whose names begin with demo_, is nothing that a council has.
SHIPPED = """
    SELECT model, module || '.' || name, res_id, noupdate FROM ir_model_data
    WHERE module = ANY(%(addons)s) AND left(name, 5) <> 'demo_'
"""


def write(env: Environment, path: str, addons: list[str], fresh: str = "") -> None:
    """Write what the database of `env` holds to a JSON file.

    Args:
        env: environment of the superuser.
        path: path of the file.
        addons: names of our addons.
        fresh: a database in which they are freshly installed; its tables and shipped
            records are noted, too.
    """
    env = env(context={"active_test": False})
    found = {
        **survey(env, addons),
        "schema": schema(env.cr, addons),
        "shipped": shipped(env, env.cr, addons),
        "unresolved": unresolved(env, addons),
    }
    if fresh:
        with sql_db.db_connect(fresh).cursor() as cursor:
            found["fresh"] = {
                "schema": schema(cursor, addons),
                "shipped": shipped(env, cursor, addons),
            }
    with open(path, "w") as file:
        json.dump(found, file, default=_text)


def _text(value: object) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


# Values


def survey(env: Environment, addons: list[str]) -> dict[str, Any]:
    """Return how many records there are, and their values.

    Left out are the records that the addons ship: an upgrade overwrites them.
    """
    shipped_ids = defaultdict(set)
    for model, _name, res_id, _noupdate in _shipped_rows(env.cr, addons):
        shipped_ids[model].add(res_id)
    values, counts, ours = {}, {}, set()
    for name in sorted(env):
        Model = env[name]
        if Model._abstract or Model._transient or not Model._auto:
            continue
        own = Model._original_module in addons
        fields = [f for f in Model._fields.values() if _is_noted(f, own, addons)]
        records = Model.search([], order="id").filtered(
            lambda record, name=name: record.id not in shipped_ids[name]
        )
        if own:
            ours.add(name)
            counts[name] = len(records)
        if fields:
            values[name] = _values(records, fields)
    return {"records": counts, "values": values, "attached": _attached(env, ours)}


def _is_noted(field: Field, own: bool, addons: list[str]) -> bool:
    has_values = field.column_type or field.type in ("binary", "many2many")
    return (
        field.store
        and has_values
        and field.name not in BOOKKEEPING
        and (own or bool(set(addons) & set(field._modules)))
    )


def _values(records: BaseModel, fields: list[Field]) -> dict[str, dict[int, Any]]:
    """Return for each field the values that are not empty, by id."""
    found: dict[str, dict[int, Any]] = {field.name: {} for field in fields}
    many = {field.name for field in fields if field.type == "many2many"}
    # The ids of linked records, not their names.
    for row in records.read(list(found), load=""):
        for name, value in row.items():
            if name != "id" and value:
                found[name][row["id"]] = sorted(value) if name in many else value
    return found


def _attached(env: Environment, ours: set[str]) -> dict[str, int]:
    """Return how many messages, files and the like our models' records have."""
    found = {}
    for name, column in ATTACHED.items():
        for model, count in env[name]._read_group(
            [(column, "in", list(ours))], [column], ["__count"]
        ):
            found[f"{name} of {model}"] = count
    return found


# Tables


def schema(cursor: BaseCursor, addons: list[str]) -> dict[str, dict[str, str]]:
    """Return columns, indexes and constraints of the addons' tables, in words."""
    cursor.execute(SQL(TABLES, addons=addons))
    tables = [table for (table,) in cursor.fetchall()]
    found = {}
    for kind, query in (
        ("column", COLUMNS),
        ("index", INDEXES),
        ("constraint", CONSTRAINTS),
    ):
        cursor.execute(SQL(query, tables=tables))
        found[kind] = dict(cursor.fetchall())
    return found


# Shipped records


def _shipped_rows(
    cursor: BaseCursor, addons: list[str]
) -> list[tuple[str, str, int, bool]]:
    cursor.execute(SQL(SHIPPED, addons=addons))
    rows: list[tuple[str, str, int, bool]] = cursor.fetchall()
    return rows


def shipped(
    env: Environment, cursor: BaseCursor, addons: list[str]
) -> dict[str, dict[str, Any]]:
    """Return the records that the addons ship, by XML id.

    Those of noupdate data come with their values, as an update does not touch them.
    What refers to other records is left out: ids differ between databases.
    """
    found: dict[str, dict[str, Any]] = {}
    kept: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for model, xmlid, res_id, noupdate in _shipped_rows(cursor, addons):
        found[xmlid] = {}
        if noupdate and model in env:
            kept[model][res_id] = xmlid
    for model, xmlids in kept.items():
        for values in _rows(env[model], cursor, list(xmlids)):
            found[xmlids[values.pop("id")]] = values
    return found


def _rows(
    Model: BaseModel, cursor: BaseCursor, ids: list[int]
) -> Iterator[dict[str, Any]]:
    counters = {"create_date", "parent_path", *COUNTERS.get(Model._name, ())}
    left_out = BOOKKEEPING - {"id"} | counters
    names = {
        field.name
        for field in Model._fields.values()
        if field.store and field.column_type and field.type not in REFERRING
    }
    query = "SELECT to_jsonb(r) FROM %s r WHERE id = ANY(%s)"
    cursor.execute(SQL(query, SQL.identifier(Model._table), ids))
    for (row,) in cursor.fetchall():
        yield {key: row[key] for key in sorted((names - left_out) & set(row))}


def unresolved(env: Environment, addons: list[str]) -> list[str]:
    """Return XML ids of the addons, with demo data, that lead to no record."""
    data = env["ir.model.data"].search([("module", "in", addons)])
    found = []
    for model, rows in data.grouped("model").items():
        there = (
            set(env[model].browse(rows.mapped("res_id")).exists().ids)
            if model in env
            else set()
        )
        found += [row.complete_name for row in rows if row.res_id not in there]
    return sorted(found)
