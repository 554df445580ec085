from odoo import fields, models


class ConstituentRelationshipRole(models.Model):
    """What one constituent is to another, said from both sides."""

    _name = "constituent.relationship.role"
    _description = "Relationship Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="For example: Carer of.")
    inverse_name = fields.Char(
        required=True,
        translate=True,
        help="The same from the other side: Cared for by.",
    )
    sequence = fields.Integer(default=10)
    may_act = fields.Boolean(help="Whether this role may act for the other by default.")
    active = fields.Boolean(default=True)
