from odoo import api, fields, models


class ServiceAnswerCorrect(models.TransientModel):
    """Wizard to correct answers; the previous ones stay in the history."""

    _name = "service.answer.correct"
    _inherit = "service.form.mixin"
    _description = "Correct Answers"

    request_id = fields.Many2one("service.request", required=True, ondelete="cascade")
    service_id = fields.Many2one(related="request_id.service_id", related_sudo=False)
    reason = fields.Char(
        required=True, help="Reason for the correction, shown in the history."
    )

    @api.model
    def _form_data(self, service):
        """Leave out the call script and canned responses."""
        return {**super()._form_data(service), "script": [], "knowledge": []}

    @api.depends("request_id")
    def _compute_asked(self):
        """Compute the form that the request was asked."""
        for dialog in self:
            service = dialog.request_id.service_id
            form = dialog.request_id._recorded_form()
            dialog.asked = {**self._form_data(service), "form": form}

    @api.depends("request_id")
    def _compute_answers(self):
        """Compute the answers of the request."""
        for dialog in self:
            dialog.answers = {
                answer.code: answer._as_input()
                for answer in dialog.request_id.answer_ids
            }

    def _current_faults(self):
        """Check the answers against the form that the request was asked."""
        request = self.request_id
        return request.service_id._checked(
            request._recorded_form(),
            self.answers or {},
            partial=not self.is_checked,
            kept=request.answer_ids.attachment_ids.ids,
        )

    def action_correct(self):
        """Store the corrected answers."""
        self.ensure_one()
        self.request_id.check_access("write")
        self.env["service.answer"]._correct_answers(
            self.request_id, self._validated_answers(), self.reason
        )
        return {"type": "ir.actions.act_window_close"}
