from odoo import fields, models


class DispatchChecklistItem(models.Model):
    """An item of a checklist; each job gets its own copy."""

    _name = "dispatch.checklist.item"
    _description = "Checklist Item"
    _order = "sequence, id"

    checklist_id = fields.Many2one(
        "dispatch.checklist", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean(
        string="Required", help="The job cannot be completed without it."
    )
