from odoo import api, fields, models


class ServiceRequestClose(models.TransientModel):
    """Wizard to close requests with an outcome and a message."""

    _name = "service.request.close"
    _description = "Close a Request"

    request_ids = fields.Many2many("service.request", required=True)
    allowed_outcome_ids = fields.Many2many(
        "service.outcome", compute="_compute_allowed_outcome_ids"
    )
    outcome_id = fields.Many2one(
        "service.outcome",
        required=True,
        domain="[('id', 'in', allowed_outcome_ids)]",
    )
    needs_organisation = fields.Boolean(related="outcome_id.needs_organisation")
    needs_reason = fields.Boolean(related="outcome_id.needs_reason")
    receiving_organisation_id = fields.Many2one(
        "service.external.organisation",
        string="Referred To",
        help="The constituent is informed which organisation has it.",
    )
    remit = fields.Text(related="receiving_organisation_id.remit")
    note = fields.Text(
        string="Additional Message", help="In your own words, below the standard text."
    )
    preview = fields.Text(
        string="Preview for the Constituent", compute="_compute_preview"
    )
    open_child_count = fields.Integer(compute="_compute_open_child_count")
    with_children = fields.Selection(
        [("leave", "Keep them open"), ("close", "Close them with the same outcome")],
        string="Sub-Requests",
        help="What to do with open sub-requests.",
    )

    @api.depends("request_ids.service_id.outcome_ids")
    def _compute_allowed_outcome_ids(self):
        """Compute the outcomes that all of the services have."""
        every = self.env["service.outcome"].search([("active", "=", True)])
        for wizard in self:
            allowed = every
            for service in wizard.request_ids.service_id:
                allowed &= service.outcome_ids or every
            wizard.allowed_outcome_ids = allowed

    @api.depends("request_ids")
    def _compute_open_child_count(self):
        """Compute the number of open sub-requests."""
        for wizard in self:
            children = wizard.request_ids.open_child_ids - wizard.request_ids._origin
            wizard.open_child_count = len(children)

    @api.depends("outcome_id", "receiving_organisation_id", "note")
    def _compute_preview(self):
        """Compute the text that the constituent will read."""
        for wizard in self:
            wizard.preview = wizard.outcome_id._public_words(
                wizard.receiving_organisation_id.name, wizard.note
            )

    def action_close(self):
        """Close the requests."""
        self.request_ids.check_access("write")
        for request in self.request_ids:
            self._close(request)
        return {"type": "ir.actions.act_window_close"}

    def _close(self, request):
        """Close a request after its sub-requests, if they are to be closed."""
        if self.with_children == "close":
            for child in request.open_child_ids - self.request_ids:
                self._close(child)
        request._change_state(
            "closed",
            outcome=self.outcome_id,
            note=self.note,
            body=self.receiving_organisation_id,
        )
