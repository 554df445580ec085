from odoo import api, fields, models

from ..events import HISTORY_EVENTS


class ServiceRequestEvent(models.Model):
    """An event in the history of a request; append-only."""

    _name = "service.request.event"
    _description = "Event of a Request"
    _order = "happened_at, id"
    _rec_name = "event"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    event = fields.Selection(HISTORY_EVENTS, required=True)
    happened_at = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        ondelete="set null",
        index="btree_not_null",
        default=lambda self: self.env.uid,
    )

    @api.model_create_multi
    def create(self, vals_list):
        # The notification of a new request is its acknowledgement.
        events = super().create(vals_list)
        for event in events:
            if event.event == "opened":
                event.request_id._note_acknowledged(event.happened_at)
        return events
