from odoo import fields, models


class ServiceRequestNewAnswer(models.TransientModel):
    _name = "service.request.new.answer"
    _description = "Answer in a New Request"
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "service.request.new", required=True, ondelete="cascade", index=True
    )
    question_id = fields.Many2one("service.question", required=True, ondelete="cascade")
    sequence = fields.Integer(related="question_id.sequence", store=True)
    datatype = fields.Selection(related="question_id.datatype")
    is_required = fields.Boolean(related="question_id.is_required")
    value = fields.Char()
    option_ids = fields.Many2many("service.question.option", string="Chosen")

    def _given(self):
        """The answer as the door takes it."""
        self.ensure_one()
        return self.option_ids.mapped("code") or self.value
