from odoo import fields, models


class DispatchSkill(models.Model):
    """An ability, training or licence of crews."""

    _name = "dispatch.skill"
    _description = "Skill"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    color = fields.Integer(export_string_translation=False)
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint("UNIQUE (name)", "There is such a skill already.")
