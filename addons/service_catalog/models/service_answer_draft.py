from odoo import fields, models


class ServiceAnswerDraft(models.AbstractModel):
    """An answer in a dialog, before there is a request to keep it."""

    _name = "service.answer.draft"
    _description = "Answer Before a Request"
    _order = "sequence, id"

    question_id = fields.Many2one("service.question", required=True, ondelete="cascade")
    sequence = fields.Integer(related="question_id.sequence", store=True)
    datatype = fields.Selection(related="question_id.datatype")
    is_required = fields.Boolean(related="question_id.is_required")
    value = fields.Char()
    option_ids = fields.Many2many(
        "service.question.option",
        string="Chosen",
        domain="[('question_id', '=', question_id)]",
    )

    def _given(self):
        """The answer as `service.request._open` takes it."""
        self.ensure_one()
        return self.option_ids.mapped("code") or self.value
