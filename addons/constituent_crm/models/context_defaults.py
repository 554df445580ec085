"""Removal of context defaults for fields that users may not set."""

from odoo.tools import clean_context

PREFIX = "default_"


def without_defaults(records, names):
    """Return records whose context has no defaults for some fields.

    Args:
        records: records of any model.
        names: names of the fields.

    Returns:
        The records. Defaults for other fields are kept.
    """
    context = records.env.context
    kept = {
        key: value
        for key, value in context.items()
        if key.startswith(PREFIX) and key.removeprefix(PREFIX) not in names
    }
    return records.with_context(clean_context(context)).with_context(**kept)
