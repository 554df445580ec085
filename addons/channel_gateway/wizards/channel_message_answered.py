from odoo import api, fields, models


class ChannelMessageAnswered(models.TransientModel):
    """Wizard that settles a message which was answered in another way."""

    _name = "channel.message.answered"
    _description = "Settle a Message as Answered"

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    service_id = fields.Many2one(
        "service.type",
        compute="_compute_service_id",
        store=True,
        readonly=False,
        required=True,
    )
    note = fields.Text(help="For staff: how it was answered.")

    @api.depends("message_id")
    def _compute_service_id(self):
        for wizard in self:
            wizard.service_id = wizard.message_id.service_id

    def action_settle(self):
        self.ensure_one()
        message = self.message_id
        message._settle("answered", self.service_id, self.note)
        return message._show_next(self.env._("Settled as answered."))
