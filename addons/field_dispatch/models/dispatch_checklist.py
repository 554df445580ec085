from odoo import fields, models


class DispatchChecklist(models.Model):
    """What a crew goes through on the spot."""

    _name = "dispatch.checklist"
    _description = "Checklist"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    item_ids = fields.One2many(
        "dispatch.checklist.item", "checklist_id", string="Items", copy=True
    )
    active = fields.Boolean(default=True)
