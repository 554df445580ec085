from odoo import fields, models


class ServiceOutcome(models.Model):
    """How a request ended; “closed” alone never means “fixed”."""

    _name = "service.outcome"
    _description = "Outcome"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    public_text = fields.Text(
        required=True, translate=True, help="What the constituent reads."
    )
    is_fixed = fields.Boolean(string="Fixed", help="What was asked for is done.")
    needs_body = fields.Boolean(
        string="Names Who Takes It",
        help="The body that takes it over must be named, and the constituent is told.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
