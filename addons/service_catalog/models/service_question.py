from dateutil.parser import isoparse

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
        self._check_datatype(words)
        return {"value": ", ".join(words)}

    def _check_datatype(self, words):
        read = {"number": float, "datetime": isoparse}.get(self.datatype)
        try:
            for word in words if read else ():
                read(word)
        except ValueError:
            kinds = dict(self._fields["datatype"]._description_selection(self.env))
            raise self._misfit(words[0], kinds[self.datatype]) from None

    def _chosen(self, words):
        """Options by code or, as people may write them, by name."""
        known = {option.code: option for option in self.option_ids}
        known |= {option.name.casefold(): option for option in self.option_ids}
        chosen = self.option_ids.browse()
        for word in words:
            option = known.get(word) or known.get(word.casefold())
            if not option:
                raise self._misfit(word, ", ".join(self.option_ids.mapped("code")))
            chosen |= option
        if len(chosen) > 1 and self.datatype == "singlevaluelist":
            raise self._misfit(", ".join(words), self.env._("one of the list"))
        return chosen

    def _misfit(self, word, wanted):
        return ValidationError(
            self.env._(
                "“%(word)s” does not answer “%(question)s” (%(wanted)s).",
                word=word,
                question=self.name,
                wanted=wanted,
            )
        )
