from odoo import api, fields, models


class ServiceRequestClose(models.TransientModel):
    """How did it end, and what does the constituent read about it?"""

    _name = "service.request.close"
    _description = "Close a Request"

    request_ids = fields.Many2many("service.request", required=True)
    outcome_id = fields.Many2one("service.outcome", required=True)
    needs_body = fields.Boolean(related="outcome_id.needs_body")
    receiving_body = fields.Char(
        string="Taken Over By", help="The constituent is told who has it now."
    )
    note = fields.Text(
        string="What Else to Tell", help="In your own words, below the standard text."
    )
    preview = fields.Text(string="The Constituent Reads", compute="_compute_preview")

    @api.depends("outcome_id", "receiving_body", "note")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard.outcome_id._public_words(
                wizard.receiving_body, wizard.note
            )

    def action_close(self):
        self.request_ids.check_access("write")
        for request in self.request_ids:
            request._move(
                "closed",
                outcome=self.outcome_id,
                note=self.note,
                body=self.receiving_body if self.needs_body else None,
            )
        return {"type": "ir.actions.act_window_close"}
