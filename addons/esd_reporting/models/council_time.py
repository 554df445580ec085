"""The council's own days and weeks, for the models here."""

from odoo import fields

from ..measures.period import Period, today


def zone(env):
    """The time zone of the council: that of its working hours."""
    return env.company.resource_calendar_id.tz or "UTC"


def date_of(env, moment):
    """The council's date at `moment`, which is in UTC without zone."""
    return today(moment, zone(env))


def period_of(env, kind, day=None):
    """The period of `kind` that holds `day`, by default the council's today.

    Raises:
        ValueError: for an unknown kind.
    """
    return Period.around(kind, day or date_of(env, fields.Datetime.now()), zone(env))
