from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceFormMixin(models.AbstractModel):
    """A dialog with the questions of a service and error messages beside the answers.

    Its form view has `js_class="service_form_dialog"` and the fields answers (widget
    `service_questions`), asked, faults and is_checked.
    """

    _name = "service.form.mixin"
    _description = "Service Form Mixin"

    service_id = fields.Many2one("service.type")
    asked = fields.Json(compute="_compute_asked", export_string_translation=False)
    answers = fields.Json(
        compute="_compute_answers",
        store=True,
        readonly=False,
        help="By the code of the question.",
    )
    is_checked = fields.Boolean(help="Whether missing answers are shown as errors.")
    faults = fields.Json(compute="_compute_faults")

    @api.depends("service_id")
    def _compute_asked(self):
        """Compute the data of the form widget."""
        for dialog in self:
            dialog.asked = dialog.service_id and dialog._form_data(dialog.service_id)

    @api.model
    def _form_data(self, service):
        """Return the data of the form widget; other addons may extend it.

        Args:
            service: `service.type`.

        Returns:
            A dict of service_id, form, script and knowledge (canned responses).
        """
        return {
            "service_id": service.id,
            "form": service._form(),
            "script": service._script(),
            "knowledge": self.env["service.canned.response"]._available_for(service),
        }

    @api.depends("service_id")
    def _compute_answers(self):
        """Compute the answers: keep those that the new service asks for, too."""
        for dialog in self:
            codes = {
                question["code"] for question in (dialog.asked or {}).get("form", ())
            }
            given = dialog.answers or {}
            dialog.answers = {code: given[code] for code in given if code in codes}

    @api.depends("service_id", "answers", "is_checked")
    def _compute_faults(self):
        """Compute the error messages by code of the question."""
        for dialog in self:
            dialog.faults = dialog.service_id and dialog._current_faults()[1]

    def _current_faults(self):
        """Return the valid answers and the error messages."""
        given = self.answers or {}
        return self.service_id._check_answers(given, partial=not self.is_checked)

    def _validated_answers(self):
        """Return the answers in normal form.

        Returns:
            A dict of code to answer.

        Raises:
            ValidationError: with a message for each missing or invalid answer.
        """
        self.is_checked = True
        values, faults = self._current_faults()
        if faults:
            raise ValidationError("\n".join(faults.values()))
        return values
