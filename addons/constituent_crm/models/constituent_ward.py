from odoo import fields, models


class ConstituentWard(models.Model):
    """An electoral ward with its elected members."""

    _name = "constituent.ward"
    _description = "Ward"
    _order = "name"

    name = fields.Char(required=True)
    code = fields.Char(required=True, help="The national statistics code of the ward.")
    councillor_ids = fields.Many2many("res.partner", string="Elected Members")
    property_ids = fields.One2many("constituent.property", "ward_id")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This ward code is in use already.")
