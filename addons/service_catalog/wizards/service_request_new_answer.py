from odoo import fields, models


class ServiceRequestNewAnswer(models.TransientModel):
    _name = "service.request.new.answer"
    _inherit = "service.answer.draft"
    _description = "Answer in a New Request"

    wizard_id = fields.Many2one(
        "service.request.new", required=True, ondelete="cascade", index=True
    )
