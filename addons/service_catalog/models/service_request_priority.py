from odoo import api, fields, models

PRIORITIES = [("0", "Normal"), ("1", "High"), ("2", "Urgent")]


class ServiceRequest(models.Model):
    _inherit = "service.request"

    priority = fields.Selection(
        PRIORITIES,
        required=True,
        compute="_compute_priority",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )

    @api.depends("service_id")
    def _compute_priority(self):
        """That of the service as it comes in; afterwards whoever works it decides."""
        for request in self:
            request.priority = request.priority or request.service_id.priority or "0"
