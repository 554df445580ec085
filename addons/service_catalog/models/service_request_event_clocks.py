from odoo import api, models


class ServiceRequestEvent(models.Model):
    """Whoever was told that a request came in has had it acknowledged."""

    _inherit = "service.request.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        for event in events:
            if event.event == "opened":
                event.request_id._note_acknowledged(event.happened_at)
        return events
