"""Validity from a first to a last day, both inclusive; an empty one is unlimited."""

from odoo.fields import Domain


def holding(day, begins="valid_from", ends="valid_to"):
    """Return the domain of the rows that are valid on a day.

    Args:
        day: the day as a date.
        begins: name of the field with the first day.
        ends: name of the field with the last day.

    Returns:
        A `Domain`.
    """
    begun = Domain(begins, "=", False) | Domain(begins, "<=", day)
    return begun & (Domain(ends, "=", False) | Domain(ends, ">=", day))


def holds(row, day, begins="valid_from", ends="valid_to"):
    """Return whether a row is valid on a day.

    Args:
        row: record with the two fields.
        day: the day as a date.
        begins: name of the field with the first day.
        ends: name of the field with the last day.

    Returns:
        Whether it is valid.
    """
    return (row[begins] or day) <= day <= (row[ends] or day)
