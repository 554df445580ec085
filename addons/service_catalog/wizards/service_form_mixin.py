from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceFormMixin(models.AbstractModel):
    """A dialog that asks what a service asks, with what is wrong beside each answer.

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
        for dialog in self:
            dialog.asked = dialog.service_id and dialog._form_data(dialog.service_id)

    @api.model
    def _form_data(self, service):
        return {
            "service_id": service.id,
            "form": service._form(),
            "script": service._script(),
            "knowledge": self.env["service.canned.response"]._available_for(service),
        }

    @api.depends("service_id")
    def _compute_answers(self):
        """What was answered to the service before, as far as this one asks it too."""
        for dialog in self:
            codes = {one["code"] for one in (dialog.asked or {}).get("form", ())}
            given = dialog.answers or {}
            dialog.answers = {code: given[code] for code in given if code in codes}

    @api.depends("service_id", "answers", "is_checked")
    def _compute_faults(self):
        for dialog in self:
            dialog.faults = dialog.service_id and dialog._current_faults()[1]

    def _current_faults(self):
        given = self.answers or {}
        return self.service_id._check_answers(given, partial=not self.is_checked)

    def _validated_answers(self):
        """The answers in one spelling.

        Raises:
            ValidationError: with a sentence for each that is missing or does not fit.
        """
        self.is_checked = True
        values, faults = self._current_faults()
        if faults:
            raise ValidationError("\n".join(faults.values()))
        return values
