from odoo import models

from ..open311 import schemas

HINTS = {
    "number": "A number",
    "datetime": "A date and time, such as 2010-01-01T00:00:00Z",
}


class ServiceQuestion(models.Model):
    _inherit = "service.question"

    def _open311_attribute(self, order):
        """This question as an attribute; `order` is its place among all, from 1."""
        self.ensure_one()
        return schemas.Attribute(
            variable=self.is_input,
            code=self.code,
            datatype=self.datatype,
            required=self.is_required,
            datatype_description=self.help or HINTS.get(self.datatype),
            order=order,
            description=self.name,
            values=tuple(
                schemas.Value(option.code, option.name) for option in self.option_ids
            ),
        )
