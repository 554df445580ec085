from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceCoReport(models.Model):
    """What somebody who has joined a request does on their own page."""

    _inherit = "service.co.report"

    answer_text = fields.Text(string="Their Answers", compute="_compute_answer_text")

    @api.depends("answers")
    def _compute_answer_text(self):
        for report in self:
            answers = self.env["service.answer"].concat(
                *map(self.env["service.answer"].new, report._stored_answers())
            )
            lines = [f"{answer.name}: {answer.text}" for answer in answers]
            report.answer_text = "\n".join(lines)

    def _stored_answers(self):
        """What they answered: values of `service.answer`, as the service asks today."""
        self.ensure_one()
        given = self.answers or {}
        # What a service asks is for everybody.
        questions = self.sudo().service_id.question_ids
        return [
            {
                "question_id": question.id,
                "code": question.code,
                "value": _in_words(given[question.code]),
            }
            for question in questions.filtered(lambda one: one.code in given)
        ]

    def _reply(self, words, photos=()):
        """They say more, or show it; nobody but staff reads it.

        Args:
            words: their own words, may be empty where there are photographs.
            photos: as `service.type._photos_in` gives them.

        Raises:
            UserError: when nothing is said, it is over, or they have left.
        """
        report = self._active_co_report()
        request = report.request_id
        words = request._validate_reply(words, photos, report._files())
        report._append_description(words)
        report._keep_files({"answers": {"photos": list(photos)}})
        request._record_reply_interaction(
            self.env._("More about: %s", request.name), by=report.partner_id
        )
        report._post_constituent_message(words or self.env._("Photos"))
        request._schedule_reply_review()

    def _dispute(self, words):
        """They say that it is not done.

        Raises:
            UserError: as `service.request._dispute`, or when they have left.
        """
        report = self._active_co_report()
        report.request_id._dispute(words, by=report.partner_id)

    def _active_co_report(self):
        self.ensure_one()
        # Residents have no login; the route has checked their token.
        report = self.sudo()
        if report.left_at:
            raise UserError(self.env._("You are no longer part of this request."))
        return report

    def _post_constituent_message(self, words):
        author = self.partner_id or self.env.ref("base.public_partner")
        self.request_id._message_log(body=words, author_id=author.id)

    def _files(self):
        """What they sent, as `ir.attachment`: theirs to have back."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], order="id"
        )


def _in_words(value):
    """An answer, as `_check_answers` gives it, in the spelling of `service.answer`."""
    if isinstance(value, dict):
        return value.get("words")
    return "\n".join(value) if isinstance(value, list) else value
