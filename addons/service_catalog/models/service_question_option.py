from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceQuestionOption(models.Model):
    """An option of a question with a list."""

    _name = "service.question.option"
    _description = "Option of a Question"
    _inherit = ["service.version.mixin"]
    _order = "sequence, id"
    _version_service = "question_id.service_id"

    question_id = fields.Many2one(
        "service.question", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Technical code.",
    )
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint(
        "UNIQUE (question_id, code)", "This question has this option already."
    )

    @api.depends("name")
    def _compute_code(self):
        """Compute the code from the name, unless it is set."""
        for option in self:
            spelt = self.env["ir.http"]._slugify(option.name or "").replace("-", "_")
            option.code = option.code or spelt[:40].strip("_")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_referenced(self):
        """Forbid to delete the last option of a condition, which would always hold."""
        Question = self.env["service.question"]
        for hanging in Question.search([("shown_if_option_ids", "in", self.ids)]):
            if not hanging.shown_if_option_ids - self:
                raise UserError(
                    self.env._(
                        "“%(question)s” depends on “%(option)s”. Change the condition"
                        " first.",
                        question=hanging.name,
                        option=hanging.shown_if_option_ids[0].name,
                    )
                )
