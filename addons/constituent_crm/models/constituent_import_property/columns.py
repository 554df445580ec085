"""The columns of the gazetteer that an import writes, and their values in SQL."""

from odoo.tools import SQL

from ...addresses import SEARCH_KEYS
from ...gazetteer import entries

# Columns of the table that a file may set.
COLUMNS = (
    "uprn",
    "parent_uprn",
    "usrn",
    *entries.PARTS,
    "house",
    "organisation",
    "street",
    *entries.LINES,
    "name",
    "address_order",
    "search_text",
    *SEARCH_KEYS,
    "other_keys",
    "status",
    "blpu_class",
    "usage",
    "start_date",
    "end_date",
    "other_addresses",
    "ward_id",
    "latitude",
    "longitude",
)
# An address is replaced as a whole: parts that a row lacks become empty.
ADDRESS = (*entries.PARTS, "house", "organisation", "street", *entries.LINES)
ADDRESS_PARTS = {"house", "street", *entries.PARTS}


def json_value(value):
    """Return a value as in JSON; empty values of any type become None."""
    return value.isoformat() if hasattr(value, "isoformat") else value or None


def identifiers(names):
    return SQL(", ").join(map(SQL.identifier, names))
