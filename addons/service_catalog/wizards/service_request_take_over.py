from odoo import fields, models


class ServiceRequestTakeOver(models.TransientModel):
    """Wizard to take over a request, with a reason."""

    _name = "service.request.take.over"
    _description = "Take Over a Request"

    request_id = fields.Many2one("service.request", required=True, readonly=True)
    current_user_id = fields.Many2one(
        related="request_id.user_id", related_sudo=False, string="Assigned To"
    )
    reason = fields.Char(required=True, help="The current officer is notified.")

    def action_take_over(self):
        """Assign the request to the user."""
        self.ensure_one()
        self.request_id.check_access("write")
        self.request_id._reassign(self.env.user, self.reason)
        return {"type": "ir.actions.act_window_close"}
