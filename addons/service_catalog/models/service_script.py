from odoo import fields, models


class ServiceScript(models.Model):
    """What an officer says, step by step."""

    _name = "service.script"
    _description = "Call Script"
    _order = "service_id, sequence, id"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Step", required=True, translate=True)
    body = fields.Text(string="What to Say", required=True, translate=True)
    sequence = fields.Integer(default=10)
