from odoo import fields, models


class ChannelMessageOpenAnswer(models.TransientModel):
    _name = "channel.message.open.answer"
    _description = "Answer for a Request from a Message"
    _order = "sequence, id"

    wizard_id = fields.Many2one(
        "channel.message.open", required=True, ondelete="cascade", index=True
    )
    question_id = fields.Many2one("service.question", required=True, ondelete="cascade")
    sequence = fields.Integer(related="question_id.sequence", store=True)
    is_required = fields.Boolean(related="question_id.is_required")
    datatype = fields.Selection(related="question_id.datatype")
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
