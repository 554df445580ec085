"""Search of personal rows without a partner, by what they hold of a person."""

from odoo.tools import SQL

DIGITS = "regexp_replace(%s, '[^0-9]', '', 'g')"


def rows_by_digits(records, column, partners):
    """Return rows without a partner whose `column` is a phone number of `partners`."""
    digits = [*partners._own_addresses()["digits"]]
    if not digits:
        return records.browse()
    records.flush_model([column, "partner_id"])
    number = SQL(DIGITS, SQL.identifier(column))  # pylint: disable=sql-injection
    condition = SQL("partner_id IS NULL AND %s = ANY(%s)", number, digits)
    return records.browse(ids_where(records, condition))


def ids_where(records, condition):
    """Return the ids of rows of the model of `records` by an SQL condition."""
    table = SQL.identifier(records._table)
    rows = records.env.execute_query(
        SQL("SELECT id FROM %s WHERE %s ORDER BY id", table, condition)
    )
    return [row_id for (row_id,) in rows]
