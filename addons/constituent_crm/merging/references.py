"""How rows of the database refer to records: by a key, or by a model's name."""

from functools import cache

from . import links
from .about import rows_about
from .rows import Tables

# Look-up texts are derived and made anew; core's wizard is at work in its own tables.
LEFT_OUT = ("constituent_lookup", "base_partner_merge_")


def rows_about_records(records):
    """Return every row of the database that is one of `records` or refers to one.

    Returns:
        A dict of table to a dict of primary key to row.
    """
    records.env.flush_all()
    tables = Tables(records.env.cr)
    to = links_to(records.env, tables)
    return rows_about(tables, to, records._table, records.ids)


def links_to(env, tables):
    """Return a function from a table to the links by which rows refer to its rows."""
    keys = links.foreign_keys(env.cr)
    names = {Model._table: name for name, Model in env.registry.items()}

    @cache
    def to(table):
        found = [*keys.get(table, ())]
        if table in names:
            found += _links_by_field(env, names[table])
        return [
            link
            for link in dict.fromkeys(found)
            if link.table in tables.keys and not link.table.startswith(LEFT_OUT)
        ]

    return to


def _links_by_field(env, model):
    """Return the links to records of `model` that are not foreign keys."""
    found = []
    for Model in env.registry.values():
        for field in Model._fields.values() if Model._auto else ():
            if field.type == "reference" and field.store:
                # One may refer to some models only, as a menu to its actions.
                if model in field.get_values(env):
                    found.append(links.Named(Model._table, field.name, model))
            elif field.type == "many2one_reference" and field.store:
                named = Model._fields[field.model_field]
                if named.store:
                    found.append(
                        links.Numbered(Model._table, field.name, named.name, model)
                    )
    return found + _links_by_company(env, model)


def _links_by_company(env, model):
    fields = env.registry.many2one_company_dependents[model]
    if not fields:
        return []
    Fields = env["ir.model.fields"]
    numbers = [Fields._get_ids(field.model_name)[field.name] for field in fields]
    return [
        *(
            links.ByCompany(env[field.model_name]._table, field.name)
            for field in fields
        ),
        links.Fallback("ir_default", "json_value", tuple(numbers)),
    ]
