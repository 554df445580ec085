"""Every trace of a word: in each column of the database and in the file store.

For tests that erase somebody: `mark` writes a word wherever a row about a person can
hold it, `traces` tells where texts stand still.
"""

import base64
import io
import os
import zipfile

from odoo.tools import SQL

TEXTS = ("char", "text", "html", "json", "binary")
# Names of models, fields and keys by which code finds rows: no words of anybody.
KEYS = {
    "constituent.erasure": {"result"},
    "constituent.interaction.correction": {"field_name"},
    "constituent.subject.access.item": {"res_model"},
    "constituent.subject.access.part": {"model", "record_ids"},
    "ir.attachment": {"checksum", "res_field", "res_model", "store_fname", "mimetype"},
    "mail.activity": {"res_model"},
    "mail.followers": {"res_model"},
    "mail.message": {"email_layout_xmlid", "model"},
    "mail.scheduled.message": {"model", "notification_parameters", "send_context"},
    "privacy.lookup.wizard.line": {"res_model"},
    "res.partner": {"lang", "tz", "legal_hold", "ref"},
}
# Rows of these may be another person's, though they hang on a row about the person.
MAY_BE_OF_OTHERS = {
    "channel.call",
    "channel.message",
    "channel.visit",
    "constituent.interaction",
    "service.request",
    "service.co.report",
}
# Nothing a person says, or no row that an erasure is about.
PASSED_OVER = {"res.partner", "constituent.privacy.register", "bus.bus"}


# What stands where


def traces(env, texts):
    """Pairs of table and column that hold one of `texts`; of file and "" in the store.

    Looked at are the texts as they are and in base64, within workbooks and archives,
    whatever their case.
    """
    env.flush_all()
    patterns = [f"%{one}%" for one in _spelt(texts)]
    found = []
    for table, columns in _columns(env).items():
        name = SQL.identifier(table)
        row = SQL(
            "SELECT FROM %s AS _row WHERE lower(_row::text) LIKE ANY(%s)",
            name,
            patterns,
        )
        if env.execute_query(SQL("SELECT EXISTS (%s)", row))[0][0]:
            found += [
                (table, column)
                for column in columns
                if _column_holds(env, table, column, patterns)
            ]
        for column, kind in columns.items():
            if kind == "bytea" and any(
                holds(bytes(value), texts) for value in _values(env, table, column)
            ):
                found.append((table, column))
    return sorted(found)


def traces_in_store(env, texts):
    """The files of Odoo's file store that hold one of `texts`."""
    found = []
    for folder, _folders, names in os.walk(env["ir.attachment"]._filestore()):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                if holds(file.read(), texts):
                    found.append(path)
    return found


def holds(data, texts):
    """Whether bytes hold one of `texts`, however they are packed."""
    if _holds_plainly(data, texts):
        return True
    try:
        return _holds_plainly(base64.b64decode(data, validate=True), texts)
    except ValueError:
        return False


def _holds_plainly(data, texts):
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(holds(archive.read(one), texts) for one in archive.namelist())
    low = data.lower()
    return any(one.encode() in low for one in _spelt(texts))


def _spelt(texts):
    """`texts` in lower case, and what is the same in each base64 of a longer text."""
    found = {text.lower() for text in texts}
    for text in texts:
        for shift in range(3):
            encoded = (
                base64.b64encode(b"\0" * shift + text.encode()).decode().rstrip("=")
            )
            found.add(encoded[4 if shift else 0 : -2].lower())
    return found


def _columns(env):
    found = {}
    for table, column, kind in env.execute_query(
        SQL(
            "SELECT c.table_name, c.column_name, c.data_type"
            " FROM information_schema.columns c JOIN information_schema.tables t"
            " USING (table_schema, table_name)"
            " WHERE table_schema = current_schema AND t.table_type = 'BASE TABLE'"
        )
    ):
        found.setdefault(table, {})[column] = kind
    return found


def _column_holds(env, table, column, patterns):
    query = SQL(
        "SELECT EXISTS (SELECT FROM %s WHERE lower(%s::text) LIKE ANY(%s))",
        SQL.identifier(table),
        SQL.identifier(column),
        patterns,
    )
    return env.execute_query(query)[0][0]


def _values(env, table, column):
    name = SQL.identifier(column)
    query = SQL(
        "SELECT %s FROM %s WHERE %s IS NOT NULL", name, SQL.identifier(table), name
    )
    return [value for (value,) in env.execute_query(query)]


# Rows about a person


def rows_about(partner):
    """All rows that hang on a person, however far: model name → records."""
    env = partner.sudo().with_context(active_test=False).env
    partner = partner.with_env(env)
    found, new = {partner._name: partner}, [partner]
    while new:
        records = new.pop()
        for model, rows in _referring(records):
            if records != partner and model in MAY_BE_OF_OTHERS:
                rows = rows.filtered(lambda row: _is_of(row, partner))
            rows -= found.get(model, rows.browse())
            if rows:
                found[model] = found.get(model, rows.browse()) | rows
                new.append(rows)
    return found


def _is_of(row, partner):
    people = [row[name] for name in row._fields if row._is_of_persons(name)]
    return not any(people) or any(one == partner for one in people)


def _referring(records):
    env = records.env
    for name in env:
        model = env[name]
        if model._abstract or not model._auto or name in PASSED_OVER:
            continue
        for field in model._fields.values():
            domain = _referring_by(model, field, records)
            # Without the rules of a model's own search: files of fields are files too.
            if domain and (rows := model.search([*domain, ("id", "!=", 0)])):
                yield name, rows


def _referring_by(model, field, records):
    if not field.store or field.related:
        return None
    if field.type in ("many2one", "many2many") and field.comodel_name == records._name:
        # What is chosen for several is of none of them.
        if field.type == "many2many" and model._name != "ir.attachment":
            return None
        return [(field.name, "in", records.ids)]
    if field.type == "many2one_reference":
        named = model._fields[field.model_field]
        if named.store:
            return [(named.name, "=", records._name), (field.name, "in", records.ids)]
    return None


# Writing the word


def mark(partner, word, spared=()):
    """Write `word` in each column of each row about a person that can hold it.

    Args:
        spared: pairs of model and field that keep what they have.

    Returns:
        The pairs of model and field that were marked.
    """
    marked = set()
    env = partner.env
    for name, rows in rows_about(partner).items():
        for field in rows._fields.values():
            if (
                field.store
                and field.column_type
                and field.type in TEXTS
                and field.name not in KEYS.get(name, ())
                and (name, field.name) not in spared
                and not (name == "ir.attachment" and field.name == "db_datas")
            ):
                _mark(rows, field, word)
                marked.add((name, field.name))
    env.invalidate_all(flush=False)
    return marked


def _mark(rows, field, word):
    rows.env.flush_all()
    column = SQL.identifier(field.name)
    if field.type == "json":
        value = SQL("%s::jsonb", f'["{word}"]')
    elif field.type == "binary":
        value = SQL("%s", base64.b64encode(word.encode()))
    elif field.company_dependent:
        company = rows.env.company.id
        value = SQL("%s::jsonb", f'{{"{company}": "{word}"}}')
    elif field.translate:
        value = SQL("%s::jsonb", f'{{"en_US": "{word}"}}')
    else:
        # Each its own, where no two may be the same.
        value = SQL("concat(%s, ' ', %s, ' ', id)", column, word)
    rows.env.cr.execute(
        SQL(
            "UPDATE %s SET %s = %s WHERE id = ANY(%s)",
            SQL.identifier(rows._table),
            column,
            value,
            rows.ids,
        )
    )
