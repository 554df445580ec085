from odoo import api, fields, models
from odoo.exceptions import UserError

from ..phases import OPEN_PHASES


class ServiceRequestCancel(models.TransientModel):
    """Wizard to cancel requests, with a reason for the constituent."""

    _name = "service.request.cancel"
    _description = "Cancel a Request"

    request_ids = fields.Many2many("service.request", required=True)
    state_id = fields.Many2one(
        "service.request.state", string="New State", required=True, readonly=True
    )
    is_duplicate = fields.Boolean(compute="_compute_is_duplicate")
    other_id = fields.Many2one(
        "service.request",
        string="Duplicate Of",
        domain=f"[('phase', 'in', {OPEN_PHASES}), ('id', 'not in', request_ids)]",
        help="The constituent becomes a co-reporter of that request and is kept"
        " informed.",
    )
    note = fields.Text(
        string="Why", help="In your own words; the constituent reads it."
    )
    preview = fields.Text(
        string="Preview for the Constituent", compute="_compute_preview"
    )

    @api.depends("state_id.code")
    def _compute_is_duplicate(self):
        """Compute whether the new state is "duplicate"."""
        for wizard in self:
            wizard.is_duplicate = wizard.state_id.code == "duplicate"

    @api.depends("state_id.public_text", "note")
    def _compute_preview(self):
        """Compute the text that the constituent will read."""
        for wizard in self:
            paragraphs = [wizard.state_id.public_text, wizard.note]
            wizard.preview = "\n".join(filter(None, paragraphs))

    def action_cancel_requests(self):
        """Cancel the requests, or merge them into another.

        Returns:
            An action that closes the dialog.

        Raises:
            UserError: when the reason or the other request is missing.
        """
        self.ensure_one()
        self._check_told()
        (self.request_ids | self.other_id).check_access("write")
        for request in self.request_ids:
            if self.is_duplicate:
                request._merge_into_request(self.other_id)
            else:
                request._change_state(self.state_id, note=self.note)
        return {"type": "ir.actions.act_window_close"}

    def _check_told(self):
        """Check that the reason or the other request is given."""
        if self.is_duplicate and not self.other_id:
            raise UserError(self.env._("Choose the request that continues."))
        if not self.is_duplicate and not (self.note or "").strip():
            raise UserError(self.env._("Give a reason. The constituent can read it."))
