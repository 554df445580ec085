from odoo import fields, models


class ChannelMessageOpenAnswer(models.TransientModel):
    _name = "channel.message.open.answer"
    _inherit = "service.answer.draft"
    _description = "Answer for a Request from a Message"

    wizard_id = fields.Many2one(
        "channel.message.open", required=True, ondelete="cascade", index=True
    )
