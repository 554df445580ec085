from odoo import fields, models


class ServiceDirectorate(models.Model):
    """A directorate of the council, responsible for a number of services."""

    _name = "service.directorate"
    _description = "Directorate"
    _inherit = ["constituent.single.line.mixin"]
    _order = "sequence, name"
    _single_line_fields = ("name", "code")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    team_ids = fields.One2many("service.team", "directorate_id", string="Teams")
    service_ids = fields.One2many("service.type", "directorate_id", string="Services")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
