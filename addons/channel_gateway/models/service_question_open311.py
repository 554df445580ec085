from odoo import models

from ..open311 import answers, schemas

HINTS = {
    "number": "A number",
    "datetime": "A date and time, such as 2010-01-01T00:00:00Z",
    "place": "An address, what is near, or latitude,longitude",
    "property": "A UPRN, or the house number and the postcode",
}


class ServiceQuestion(models.Model):
    """Questions as Open311 attributes."""

    _name = "service.question"
    _inherit = ["service.question", "channel.open311.catalogue.mixin"]
    _open311_fields = ("datatype", "service_id")

    def _open311_asked(self):
        """Return those that a client can answer."""
        return self.filtered(lambda one: one.datatype not in answers.NOT_ASKED)

    def _open311_attribute(self, order):
        """Return this question as an Open311 attribute.

        Args:
            order: position among all questions, from 1.

        Returns:
            The `schemas.Attribute`.
        """
        self.ensure_one()
        return schemas.Attribute(
            variable=self.is_input,
            code=self.code,
            datatype=(
                self.datatype if self.datatype in answers.DATATYPES else "string"
            ),
            # Open311 has no conditions: a conditional question is not always required.
            required=self.is_required and not self.shown_if_id,
            datatype_description=self._open311_hint(),
            order=order,
            description=self.name,
            values=tuple(
                schemas.Value(option.code, option.name) for option in self.option_ids
            ),
        )

    def _open311_hint(self):
        hint = self.help or HINTS.get(self.datatype)
        if not self.shown_if_id:
            return hint
        codes = "|".join(self.shown_if_option_ids.mapped("code"))
        condition = (
            f"{self.shown_if_id.code}={codes}" if codes else self.shown_if_id.code
        )
        return " ".join(filter(None, [hint, f"(only with {condition})"]))
