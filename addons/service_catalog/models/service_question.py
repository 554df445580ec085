from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class ServiceQuestion(models.Model):
    """What has to be asked before a service can act."""

    _name = "service.question"
    _description = "Service Question"
    _order = "service_id, sequence, id"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(required=True)
    name = fields.Char(string="Question", required=True, translate=True)
    # The datatypes of Open311 GeoReport v2, service definition.
    datatype = fields.Selection(
        [
            ("string", "Short text"),
            ("text", "Long text"),
            ("number", "Number"),
            ("datetime", "Date and time"),
            ("singlevaluelist", "One of a list"),
            ("multivaluelist", "Several of a list"),
        ],
        required=True,
        default="string",
    )
    is_required = fields.Boolean(string="Required")
    is_input = fields.Boolean(
        string="Wants an Answer",
        default=True,
        help="Off for a text that is only shown.",
    )
    help = fields.Char(string="Hint", translate=True)
    sequence = fields.Integer(default=10)
    option_ids = fields.One2many(
        "service.question.option", "question_id", string="Options"
    )

    _code_uniq = models.Constraint(
        "UNIQUE (service_id, code)", "This service asks this question already."
    )
    _required_is_input = models.Constraint(
        "CHECK (is_input OR NOT is_required)",
        "A text that is only shown wants no answer.",
    )

    def _checked(self, given):
        """Values of an answer, checked against the question.

        Args:
            given: a value or a list of values, as a form or a programme sends it.

        Returns:
            Field values for `service.answer`; empty when there is no answer.

        Raises:
            ValidationError: when the answer is missing or does not fit.
        """
        self.ensure_one()
        several = given if isinstance(given, list | tuple) else [given]
        words = [str(one).strip() for one in several if one not in (None, False, "")]
        if not any(words):
            if self.is_required:
                raise ValidationError(
                    self.env._("“%s” is not answered.", self.name or self.code)
                )
            return {}
        if self.datatype.endswith("valuelist"):
            return {"option_ids": [Command.set(self._chosen(words).ids)]}
        return {"value": ", ".join(words)}

    def _chosen(self, words):
        by_code = {option.code: option for option in self.option_ids}
        for word in words:
            if word not in by_code:
                raise ValidationError(
                    self.env._(
                        "“%(word)s” is no answer to “%(question)s”.",
                        word=word,
                        question=self.name,
                    )
                )
        return self.option_ids.filtered(lambda option: option.code in words)
