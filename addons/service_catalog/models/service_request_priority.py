from odoo import fields, models

PRIORITIES = [("0", "Normal"), ("1", "High"), ("2", "Urgent")]


class ServiceRequest(models.Model):
    _inherit = "service.request"

    priority = fields.Selection(PRIORITIES, required=True, default="0", tracking=True)
