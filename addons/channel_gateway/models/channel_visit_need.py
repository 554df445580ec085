from odoo import fields, models


class ChannelVisitNeed(models.Model):
    """What a visitor needs to be served, such as an interpreter."""

    _name = "channel.visit.need"
    _description = "Accessibility Need"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name, id"
    _single_line_fields = ("name",)

    name = fields.Char(required=True, translate=True, help="As visitors read it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
