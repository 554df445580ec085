from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

# Any of these says where.
PLACE_FIELDS = ("latitude", "longitude", "address", "property_id")


class ServiceRequest(models.Model):
    _inherit = "service.request"

    form_id = fields.Many2one(
        "service.version",
        string="Questions Asked",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )

    canned_response_ids = fields.Many2many(
        "service.canned.response",
        string="Canned Responses Sent",
        readonly=True,
        copy=False,
    )

    @api.model
    def _validate_answers(self, service, answers, unasked=()):
        """The answers in one spelling, checked against what is asked.

        Raises:
            ValidationError: with a sentence for each answer that does not fit.
        """
        values, faults = service._check_answers(answers, unasked=unasked)
        if faults:
            names = {one["code"]: one["name"] for one in service._form()}
            raise ValidationError(
                "\n".join(
                    f"{names[code]}: {words}"
                    if names.get(code, words) not in words
                    else words
                    for code, words in faults.items()
                )
            )
        return values

    @api.model
    def _add_answered_place(self, values, answers):
        """`values` with the place that was answered, where they tell none."""
        place = next((one for one in answers.values() if isinstance(one, dict)), None)
        if not place or any(values.get(name) for name in PLACE_FIELDS):
            return values
        point = {name: place[name] for name in PLACE_FIELDS if name in place}
        return {**values, **point, "address": place["words"]}

    @api.model
    def _add_answered_property(self, service, values, answers):
        """`values` with the property that was answered, where they tell no place."""
        asked = service._form()
        uprns = [
            answers[one["code"]]
            for one in asked
            if one["datatype"] == "property" and one["code"] in answers
        ]
        if not uprns or any(values.get(name) for name in PLACE_FIELDS):
            return values
        found = self.env["constituent.property"].search([("uprn", "=", uprns[0])])
        return {**values, "property_id": found.id}

    def _recorded_form(self):
        """The questions that this request was asked; today's where none were kept."""
        self.ensure_one()
        return self.form_id._content_in_language() or self.service_id._form()

    def _store_answers(self, answers):
        self.ensure_one()
        # What was asked is kept where nothing was answered, too.
        if not answers and not self.service_id._form():
            return
        self.form_id = self.form_id or self.service_id._form_version()
        questions = {one.code: one for one in self.service_id.question_ids}
        order = {
            one["code"]: at
            for at, one in enumerate(self.form_id._content_in_language())
        }
        self.env["service.answer"].create(
            [
                {
                    "request_id": self.id,
                    "question_id": questions[code].id,
                    "code": code,
                    "sequence": order[code],
                    **self._prepare_answer(code, value),
                }
                for code, value in answers.items()
            ]
        )

    def _prepare_answer(self, code, value):
        """Values of a `service.answer` for an answer as `_check_answers` gives it."""
        question = self.form_id._question(code)
        if question.datatype == "file":
            kept = self._keep_files(value)
            names = "\n".join(kept.mapped("name"))
            return {"value": names, "attachment_ids": [Command.set(kept.ids)]}
        if question.datatype == "place":
            point = {name: value.get(name) for name in ("latitude", "longitude")}
            return {"value": value["words"], **point}
        if question.datatype == "property":
            found = self.env["constituent.property"].search([("uprn", "=", value)])
            return {"value": value, "property_id": found.id}
        return {"value": "\n".join(value) if isinstance(value, list) else value}

    def _keep_files(self, held):
        """Attachments of the request for files that were held, or are kept already."""
        kept = self.answer_ids.attachment_ids.filtered(
            lambda one: one.id in [file.get("attachment") for file in held]
        )
        tokens = [file["token"] for file in held if file.get("token")]
        return kept | self.env["service.upload"]._keep_on(self, tokens)

    def action_send_knowledge(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Canned Response"),
            "res_model": "service.canned.response.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    # Correction

    def action_correct_answers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Answers"),
            "res_model": "service.answer.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def _correct_answers(self, values, reason):
        """Put answers right, and have the history say what they were.

        Args:
            values: all answers, as `service.type._check_answers` gives them.
            reason: why, in the officer's words.
        """
        self.ensure_one()
        # Answers are written by this door alone, which keeps what they were.
        request = self.sudo()
        before = {one.code: (one.name, one.text) for one in request.answer_ids}
        kept = request._update_answers(values)
        request.answer_ids.filtered(lambda one: one.code not in values).unlink()
        request._store_answers(kept)
        after = {one.code: (one.name, one.text) for one in request.answer_ids}
        changes = [
            Markup("<li>%s: <s>%s</s> → %s</li>")
            % (
                (after.get(code) or before[code])[0],
                before.get(code, ("", ""))[1] or self.env._("no answer"),
                after.get(code, ("", ""))[1] or self.env._("no answer"),
            )
            for code in {**before, **after}
            if before.get(code) != after.get(code)
        ]
        if changes:
            lead = self.env._("Answers corrected: %s", reason)
            body = Markup("<p>%s</p><ul>%s</ul>") % (lead, Markup("").join(changes))
            self._message_log(body=body)

    def _update_answers(self, values):
        """Write the answers that there are already; the values of the others."""
        known = {answer.code: answer for answer in self.answer_ids}
        for code, value in values.items():
            if code in known:
                known[code].write(self._prepare_answer(code, value))
        return {code: one for code, one in values.items() if code not in known}
