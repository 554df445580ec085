"""Searching through the lines of a record as their record rules allow."""

from odoo.fields import Domain


def ruled_search(name):
    """Return a search method for the one2many field `name`.

    Core looks lines up without their record rules where it is asked for their numbers,
    or whether there are any: that would tell who has lines that the user may not see.
    `any` searches as the user.

    Args:
        name: of the field that is given the method as its `search`.
    """

    def search_lines(records, operator, value):
        if operator not in ("in", "not in"):
            return Domain(name, operator, value)
        numbers = set(value)
        found = Domain(name, "any", Domain("id", "in", numbers - {False}))
        if False in numbers:
            found |= Domain(name, "not any", Domain.TRUE)
        return found if operator == "in" else ~found

    return search_lines
