"""Days and periods in the council's time zone."""

from odoo import fields

from ..measures.period import Period, today


def zone(env):
    """Return the time zone of the council's working hours.

    Args:
        env: the environment.

    Returns:
        Name of the time zone.
    """
    return env.company.resource_calendar_id.tz or "UTC"


def date_of(env, moment):
    """Return the council's date at a moment.

    Args:
        env: the environment.
        moment: naive UTC.

    Returns:
        The local date.
    """
    return today(moment, zone(env))


def period_of(env, kind, day=None):
    """Return the period that holds a day.

    Args:
        env: the environment.
        kind: one of `measures.period.KINDS`.
        day: the day; None for today.

    Returns:
        `measures.period.Period`.

    Raises:
        ValueError: for an unknown kind.
    """
    return Period.around(kind, day or date_of(env, fields.Datetime.now()), zone(env))
