"""What holds from a day to a day, both included; an empty end is open."""

from odoo.fields import Domain


def holding(day, begins="valid_from", ends="valid_to"):
    """The domain of the rows that hold on `day`, a date, by the two fields named."""
    begun = Domain(begins, "=", False) | Domain(begins, "<=", day)
    return begun & (Domain(ends, "=", False) | Domain(ends, ">=", day))


def holds(row, day, begins="valid_from", ends="valid_to"):
    """Whether `row` holds on `day`."""
    return (row[begins] or day) <= day <= (row[ends] or day)
