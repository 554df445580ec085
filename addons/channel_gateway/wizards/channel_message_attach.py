from odoo import api, fields, models


class ChannelMessageAttach(models.TransientModel):
    _name = "channel.message.attach"
    _description = "Attach a Message to a Request"

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="message_id.partner_id")
    request_id = fields.Many2one(
        "service.request",
        compute="_compute_request",
        store=True,
        readonly=False,
        required=True,
    )

    @api.depends("message_id")
    def _compute_request(self):
        """Compute the sender's latest request as a proposal."""
        for wizard in self:
            partner = wizard.message_id.partner_id
            wizard.request_id = partner and self.env["service.request"].search(
                [("partner_id", "=", partner.id)], limit=1
            )

    def action_attach(self):
        self.ensure_one()
        self.message_id._attach_to(self.request_id)
        return self.message_id.action_view_request()

    def action_attach_next(self):
        """Attach the message, and show the next one of the inbox."""
        self.action_attach()
        return self.message_id._show_next(
            self.env._("Attached to %s.", self.request_id.display_name)
        )
