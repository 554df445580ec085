from odoo import fields, models


class ConstituentMatter(models.Model):
    """A matter on which somebody may act for somebody else, such as council tax."""

    _name = "constituent.matter"
    _description = "Matter"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name for imports and interfaces.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
