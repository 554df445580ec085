from odoo import fields, models


class ServiceSlaPolicy(models.Model):
    """A promise: so many working hours until it is done."""

    _name = "service.sla.policy"
    _description = "Deadline"
    _order = "hours, name"

    name = fields.Char(required=True, translate=True)
    hours = fields.Float(
        string="Working Hours", required=True, help="From opening to closing."
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Counted In",
        ondelete="restrict",
        help="Empty: the hours of the team that works the request.",
    )
    active = fields.Boolean(default=True)

    _hours_positive = models.Constraint("CHECK (hours > 0)", "A deadline takes time.")
