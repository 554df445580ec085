from datetime import UTC

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import format_date, format_datetime

from .. import forms


class ServiceAnswer(models.Model):
    """The answer to a question in the version that was asked."""

    _name = "service.answer"
    _description = "Answer"
    _order = "sequence, id"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    # The current question, unless it was deleted.
    question_id = fields.Many2one(
        "service.question",
        string="Current Question",
        ondelete="set null",
        index="btree_not_null",
    )
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
    )
    sequence = fields.Integer()
    value = fields.Text(help="A text; codes of options, one a line; or JSON.")
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    property_id = fields.Many2one(
        "constituent.property", ondelete="set null", index="btree_not_null"
    )
    # Computed from the version that was asked
    name = fields.Char(string="Question", compute="_compute_asked")
    datatype = fields.Char(compute="_compute_asked")
    text = fields.Char(string="Answer", compute="_compute_asked")
    option_ids = fields.Many2many(
        "service.question.option",
        string="Chosen",
        compute="_compute_option_ids",
        inverse="_inverse_option_ids",
    )

    _code_uniq = models.Constraint(
        "UNIQUE (request_id, code)", "This question already has an answer."
    )

    @api.depends("question_id")
    def _compute_code(self):
        """Compute the code from the question, unless it is set."""
        for answer in self:
            answer.code = answer.code or answer.question_id.code

    @api.depends_context("lang", "tz")
    @api.depends("value", "code", "request_id.form_id", "property_id")
    def _compute_asked(self):
        """Compute question, datatype and readable answer."""
        for answer in self:
            question = answer._question()
            answer.name = question.name
            answer.datatype = question.datatype
            answer.text = answer._answer_text(question)

    def _question(self):
        """Return the question as it was asked; the current one if none was stored."""
        self.ensure_one()
        form = self.request_id.form_id
        if form or not self.question_id:
            return form._question(self.code)
        return forms.read_form([self.question_id._as_plain_data()])[0]

    def _answer_text(self, question):
        """Format the answer for the reader."""
        if question.is_list:
            names = {option.code: option.name for option in question.options}
            return ", ".join(names.get(code, code) for code in self._codes())
        if question.datatype == "property" and self.property_id:
            # sudo: the address is the constituent's own answer.
            return self.property_id.sudo().name
        if question.datatype == "datetime":
            return self._describe_moment()
        if question.datatype == "place":
            return self._describe_place()
        if question.datatype == "file":
            return ", ".join(self._codes())
        return self.value

    def _describe_place(self):
        """Format the description and the point."""
        point = (
            f"{self.latitude:.5f}, {self.longitude:.5f}" if self._has_point() else ""
        )
        return " · ".join(filter(None, [self.value, point]))

    def _has_point(self):
        return bool(self.latitude or self.longitude)

    def _describe_moment(self):
        """Format a date or time in the reader's language."""
        moment = forms.moment(self.value or "")
        if not moment:
            return self.value
        if ":" not in self.value:
            return format_date(self.env, moment.date(), date_format="long")
        # A time with a zone is converted to the reader's zone. One without is local
        # time at the place of the answer and is not converted.
        zone = None if moment.tzinfo else "UTC"
        plain = moment.astimezone(UTC) if moment.tzinfo else moment
        return format_datetime(
            self.env, plain.replace(tzinfo=None), tz=zone, dt_format="d MMMM y, HH:mm"
        )

    def _codes(self):
        """Return the codes of the chosen options, one for each line."""
        return (self.value or "").split("\n") if self.value else []

    @api.depends("value", "question_id")
    def _compute_option_ids(self):
        """Compute the chosen options."""
        for answer in self:
            codes = set(answer._codes())
            answer.option_ids = answer.question_id.option_ids.filtered(
                lambda option, codes=codes: option.code in codes
            )

    def _inverse_option_ids(self):
        """Store the codes of the chosen options."""
        for answer in self:
            answer.value = "\n".join(answer.option_ids.mapped("code")) or False

    def _as_input(self):
        """Return the answer as `service.type._check_answers` takes it."""
        self.ensure_one()
        question = self._question()
        if question.datatype == "multivaluelist":
            return self._codes()
        if question.datatype == "place":
            point = {"latitude": self.latitude, "longitude": self.longitude}
            return {"words": self.value or "", **(point if self._has_point() else {})}
        if question.datatype == "file":
            return [
                {"attachment": attachment.id, "name": attachment.name}
                for attachment in self.attachment_ids
            ]
        return self.value or ""

    # Storage and correction

    @api.model
    def _store_answers(self, request, answers):
        """Store the answers given with a request and the form that was asked.

        Args:
            request: one `service.request`.
            answers: {code: value}, as `service.type._check_answers` returns them.
        """
        request.ensure_one()
        service = request.service_id
        # The form is stored even without answers.
        if not answers and not service._form():
            return
        request.form_id = request.form_id or service._form_version()
        questions = {question.code: question for question in service.question_ids}
        order = {
            question["code"]: at
            for at, question in enumerate(request.form_id._content_in_language())
        }
        self.create(
            [
                {
                    "request_id": request.id,
                    "question_id": questions[code].id,
                    "code": code,
                    "sequence": order[code],
                    **self._prepare_answer(request, code, value),
                }
                for code, value in answers.items()
            ]
        )

    @api.model
    def _prepare_answer(self, request, code, value):
        """Return the field values of a checked answer, except for its question."""
        question = request.form_id._question(code)
        if question.datatype == "file":
            kept = request._keep_files(value)
            names = "\n".join(kept.mapped("name"))
            return {"value": names, "attachment_ids": [Command.set(kept.ids)]}
        if question.datatype == "place":
            point = {name: value.get(name) for name in ("latitude", "longitude")}
            return {"value": value["words"], **point}
        if question.datatype == "property":
            found = self.env["constituent.property"].search([("uprn", "=", value)])
            return {"value": value, "property_id": found.id}
        return {"value": "\n".join(value) if isinstance(value, list) else value}

    @api.model
    def _correct_answers(self, request, values, reason):
        """Replace the answers of a request and log the changes in its history.

        Args:
            request: one `service.request`.
            values: all answers, as `service.type._check_answers` returns them.
            reason: why they are corrected, in the officer's words.
        """
        request.ensure_one()
        # sudo: only this method writes answers, and it logs the changes.
        corrected = request.sudo()
        before = {
            answer.code: (answer.name, answer.text) for answer in corrected.answer_ids
        }
        kept = corrected.answer_ids._update_answers(values)
        corrected.answer_ids.filtered(lambda answer: answer.code not in values).unlink()
        self.sudo()._store_answers(corrected, kept)
        after = {
            answer.code: (answer.name, answer.text) for answer in corrected.answer_ids
        }
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
            request._message_log(body=body)

    def _update_answers(self, values):
        """Write the answers that there are already; the values of the others."""
        known = {answer.code: answer for answer in self}
        for code, value in values.items():
            if answer := known.get(code):
                answer.write(self._prepare_answer(answer.request_id, code, value))
        return {code: value for code, value in values.items() if code not in known}
