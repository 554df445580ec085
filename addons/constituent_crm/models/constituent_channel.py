from odoo import fields, models


class ConstituentChannel(models.Model):
    """A channel of contacts in either direction, such as phone, e-mail or counter."""

    _name = "constituent.channel"
    _description = "Contact Channel"
    _inherit = ["constituent.code.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name for imports and interfaces.")
    sequence = fields.Integer(default=10)
    is_electronic = fields.Boolean(
        string="Electronic",
        help="Contacts on this channel count as electronic service delivery.",
    )
    is_outgoing = fields.Boolean(
        string="Outgoing", help="The council contacts constituents on it."
    )
    is_intrusive = fields.Boolean(
        string="Intrusive", help="Calls and visits: not used during quiet hours."
    )
    icon = fields.Char(default="fa-comment", help="Font Awesome class of the icon.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
