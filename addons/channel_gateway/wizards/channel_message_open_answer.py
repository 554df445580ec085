from odoo import fields, models


class ChannelMessageOpenAnswer(models.TransientModel):
    _name = "channel.message.open.answer"
    _inherit = "service.answer.draft"
    _description = "Answer for a Request from a Message"

    wizard_id = fields.Many2one(
        "channel.message.open", required=True, ondelete="cascade", index=True
    )
    # Named here too, so that its table goes when this addon does.
    option_ids = fields.Many2many()
