from odoo import fields, models


class ConstituentKind(models.Model):
    """A kind of constituent, such as a citizen, a business or a national body."""

    _name = "constituent.kind"
    _description = "Constituent Kind"
    _inherit = ["constituent.code.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name for imports and interfaces.")
    sequence = fields.Integer(default=10)
    is_organisation = fields.Boolean(
        help="Organisations have a registered name and contact persons."
    )
    icon = fields.Char(default="fa-user", help="Font Awesome class of the icon.")
    color = fields.Integer()
    description = fields.Text(translate=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
