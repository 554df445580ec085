from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceCannedResponseSend(models.TransientModel):
    """Wizard to send a canned response, which may be edited before."""

    _name = "service.canned.response.send"
    _description = "Send a Canned Response"

    request_id = fields.Many2one("service.request", required=True, ondelete="cascade")
    service_id = fields.Many2one(related="request_id.service_id", related_sudo=False)
    canned_response_id = fields.Many2one(
        "service.canned.response",
        string="Answer",
        required=True,
        ondelete="cascade",
        domain="[('service_id', 'in', [service_id, False])]",
    )
    body = fields.Text(
        string="Message",
        compute="_compute_body",
        store=True,
        readonly=False,
        required=True,
    )

    @api.depends("canned_response_id")
    def _compute_body(self):
        """Compute the text from the canned response."""
        for dialog in self:
            dialog.body = dialog.canned_response_id.body

    def action_send(self):
        """Send the message to the constituent and record its use."""
        self.ensure_one()
        request = self.request_id
        request.check_access("write")
        if not request.partner_id:
            raise UserError(self.env._("The request has no constituent to send it to."))
        request.message_post(
            body=self.body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=request.partner_id.ids,
        )
        request.canned_response_ids |= self.canned_response_id
        return {"type": "ir.actions.act_window_close"}
