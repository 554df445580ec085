from odoo import api, fields, models

from ..models.service_request_state import UNFINISHED


class ServiceRequestCallOff(models.TransientModel):
    """Why nothing more happens with a request, and what the constituent reads of it."""

    _name = "service.request.call.off"
    _description = "Call a Request Off"

    request_ids = fields.Many2many("service.request", required=True)
    state_id = fields.Many2one(
        "service.request.state", string="It Becomes", required=True, readonly=True
    )
    is_duplicate = fields.Boolean(compute="_compute_is_duplicate")
    other_id = fields.Many2one(
        "service.request",
        string="It Goes On as",
        domain=f"[('state', 'in', {UNFINISHED}), ('id', 'not in', request_ids)]",
        help="Whoever reported this one joins that one and hears about it.",
    )
    note = fields.Text(
        string="Why", help="In your own words; the constituent reads it."
    )
    preview = fields.Text(string="The Constituent Reads", compute="_compute_preview")

    @api.depends("state_id.code")
    def _compute_is_duplicate(self):
        for wizard in self:
            wizard.is_duplicate = wizard.state_id.code == "duplicate"

    @api.depends("state_id.public_text", "note")
    def _compute_preview(self):
        for wizard in self:
            told = [wizard.state_id.public_text, wizard.note]
            wizard.preview = "\n".join(filter(None, told))

    def action_call_off(self):
        self.ensure_one()
        self.request_ids.check_access("write")
        for request in self.request_ids:
            if self.is_duplicate:
                request._join_whole(self.other_id)
            else:
                request._move(self.state_id, note=self.note)
        return {"type": "ir.actions.act_window_close"}
