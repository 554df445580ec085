from odoo import api, fields, models


class ServiceAnswer(models.Model):
    _name = "service.answer"
    _description = "Answer"
    _order = "sequence, id"
    _rec_name = "question_id"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    question_id = fields.Many2one(
        "service.question", required=True, ondelete="restrict", index=True
    )
    sequence = fields.Integer(related="question_id.sequence", store=True)
    value = fields.Text()
    option_ids = fields.Many2many("service.question.option", string="Chosen")
    text = fields.Char(string="Answer", compute="_compute_text")

    _question_uniq = models.Constraint(
        "UNIQUE (request_id, question_id)", "A question is answered once."
    )

    @api.depends("value", "option_ids.name")
    def _compute_text(self):
        for answer in self:
            chosen = ", ".join(answer.option_ids.mapped("name"))
            answer.text = chosen or answer.value
