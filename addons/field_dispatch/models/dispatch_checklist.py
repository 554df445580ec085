from odoo import fields, models


class DispatchChecklist(models.Model):
    """A checklist for the crew on site."""

    _name = "dispatch.checklist"
    _description = "Checklist"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    item_ids = fields.One2many(
        "dispatch.checklist.item", "checklist_id", string="Items", copy=True
    )
    active = fields.Boolean(default=True)
