"""Search in lines of a record, subject to their record rules."""

from odoo.fields import Domain


def ruled_search(name):
    """Return a search method for a one2many field.

    If core searches by ids, or for whether there are any lines, it ignores record rules
    of the lines. This would disclose who has lines that the user may not see. `any`
    searches as the user.

    Args:
        name: name of the field that has the result as its `search`.

    Returns:
        A method for the parameter `search`.
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
