from odoo import fields, models


class ServiceQuestionOption(models.Model):
    _name = "service.question.option"
    _description = "Option of a Question"
    _order = "sequence, id"

    question_id = fields.Many2one(
        "service.question", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE (question_id, code)", "This question has this option already."
    )
