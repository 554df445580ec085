"""Defaults that a caller's context gives, kept from fields that nobody enters."""

from odoo.tools import clean_context

PREFIX = "default_"


def without_defaults(records, names):
    """Return `records` with a context that has no defaults for the fields `names`.

    Args:
        records: of any model.
        names: of its fields, a collection.
    """
    context = records.env.context
    kept = {
        key: value
        for key, value in context.items()
        if key.startswith(PREFIX) and key.removeprefix(PREFIX) not in names
    }
    return records.with_context(clean_context(context)).with_context(**kept)
