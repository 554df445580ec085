from dataclasses import dataclass
from uuid import uuid4

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError


@dataclass(frozen=True)
class Recipient:
    """A recipient of notifications about a request.

    Attributes:
        partner: `res.partner`.
        request: the request as they see it; see
            `service.co.report._as_seen_by_co_reporter`.
        tracking_url: their own link.
        source: the `service.request` or `service.co.report` that they made.
    """

    partner: models.BaseModel
    request: models.BaseModel
    tracking_url: str
    source: models.BaseModel


class ServiceCoReport(models.Model):
    """A co-report: another person's report of the matter of a request.

    It stores all that they reported, so that a separate request can be opened from it
    when the matter is another.
    """

    _name = "service.co.report"
    _description = "Co-Report of a Request"
    _inherit = [
        "service.place.mixin",
        "service.tracking.mixin",
        "service.satisfaction.mixin",
    ]
    _order = "joined_at, id"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    service_id = fields.Many2one(related="request_id.service_id")
    # Reporter and notifications
    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="restrict",
        index="btree_not_null",
    )
    channel_id = fields.Many2one(
        "constituent.channel", ondelete="restrict", index="btree_not_null"
    )
    interaction_id = fields.Many2one(
        "constituent.interaction", ondelete="set null", index="btree_not_null"
    )
    access_token = fields.Char(
        copy=False,
        default=lambda self: uuid4().hex,
        groups="base.group_system",
        help="Access token of the co-reporter's own page.",
    )
    tracking_url = fields.Char(string="Their Link")
    # Content
    description = fields.Text()
    answers = fields.Json(help="By the code of the question.")
    answer_text = fields.Text(string="Their Answers", compute="_compute_answer_text")
    photo_ids = fields.Many2many(
        "ir.attachment", string="Their Photos", compute="_compute_photos"
    )
    photo_count = fields.Integer(string="Photos", compute="_compute_photos")
    # Dates
    joined_at = fields.Datetime(
        string="Joined", required=True, default=fields.Datetime.now, readonly=True
    )
    left_at = fields.Datetime(string="Left", readonly=True, copy=False)
    # Their own request: merged into this one, or opened on leaving
    separate_request_id = fields.Many2one(
        "service.request",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    previous_state_id = fields.Many2one(
        "service.request.state",
        ondelete="set null",
        copy=False,
        help="State of their request before it was joined.",
    )
    moved_with_id = fields.Many2one(
        "service.co.report",
        string="Moved with",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        help="The report of the request that this one had been joined to before.",
    )
    source_key = fields.Char(
        copy=False, help="The sender's own key: the same report joins once."
    )

    _person_uniq = models.UniqueIndex(
        "(request_id, partner_id) WHERE left_at IS NULL AND partner_id IS NOT NULL",
        "This constituent has already co-reported this request.",
    )
    _token_uniq = models.UniqueIndex(
        "(access_token) WHERE access_token IS NOT NULL", "This link is in use already."
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This co-report already exists."
    )

    @api.depends("partner_id", "request_id.reference")
    def _compute_display_name(self):
        for report in self:
            who = report.partner_id.name or self.env._("Anonymous")
            report.display_name = f"{report.request_id.reference} · {who}"

    def _compute_photos(self):
        of_report = self._photos().grouped("res_id")
        for report in self:
            report.photo_ids = of_report.get(report.id, self.env["ir.attachment"])
            report.photo_count = len(report.photo_ids)

    def _files(self):
        """Return the files that the co-reporters sent, as `ir.attachment`."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], order="id"
        )

    # Answers

    @api.depends("answers")
    def _compute_answer_text(self):
        for report in self:
            answers = self.env["service.answer"].concat(
                *map(self.env["service.answer"].new, report._stored_answers())
            )
            lines = [f"{answer.name}: {answer.text}" for answer in answers]
            report.answer_text = "\n".join(lines)

    def _stored_answers(self):
        """Return the answers to questions that the service asks today.

        Returns:
            A list of dicts of values of `service.answer`: question_id, code and value.
        """
        self.ensure_one()
        given = self.answers or {}
        # The questions of a service are public.
        questions = self.sudo().service_id.question_ids
        return [
            {
                "question_id": question.id,
                "code": question.code,
                "value": _in_words(given[question.code]),
            }
            for question in questions.filtered(lambda one: one.code in given)
        ]

    @api.model
    def _partial_answers(self, service, answers):
        """Return the valid answers without files; required ones may be missing."""
        clean, faults = service._check_answers(answers, partial=True)
        if faults:
            raise ValidationError("\n".join(faults.values()))
        files = {one["code"] for one in service._form() if one["datatype"] == "file"}
        return {code: one for code, one in clean.items() if code not in files}

    # Tracking page

    def _tracking_path(self):
        # An erased report has no token.
        return f"/track/joined/{self.access_token}" if self.access_token else ""

    @api.model
    def _by_token(self, token):
        """Return the report with an access token, in sudo.

        Args:
            token: text of a link; may be empty or invalid.

        Returns:
            A `service.co.report` of one record, or an empty one.
        """
        # sudo: residents have no login; the token authorises them.
        reports = self.sudo()
        # An empty token matches no report; erased reports have none.
        token_text = (token or "").replace("\0", "") or "-"
        return reports.search([("access_token", "=", token_text)], limit=1)

    def _as_seen_by_co_reporter(self):
        """Return the request as this reporter may see it, for a page or an e-mail.

        Returns:
            A `service.request` that is not in the database. Its status is the
            request's; its constituent, place and description are those of this report.
        """
        self.ensure_one()
        # sudo: only the reporter's own data are shown to them.
        report = self.sudo()
        request = report.request_id
        own = {
            "partner_id": report.partner_id.id,
            "beneficiary_id": False,
            "channel_id": report.channel_id.id,
            "access_token": report.access_token,
            # The subject may quote the first constituent.
            "name": request.service_id.name,
            "description": report.description,
            **report._place_values(),
            "opened_at": report.joined_at,
            "satisfaction": report.satisfaction,
            "satisfaction_comment": report.satisfaction_comment,
            "satisfaction_asked_at": report.satisfaction_asked_at,
        }
        emptied = (
            "interaction_ids",
            "co_report_ids",
            "active_co_report_ids",
            "message_ids",
            "sent_file_ids",
        )
        return request.new(
            {
                **own,
                "answer_ids": [
                    Command.clear(),
                    *map(Command.create, report._stored_answers()),
                ],
                # An empty list would keep the values of the original request.
                **{
                    name: [Command.clear()]
                    for name in emptied
                    if name in request._fields
                },
            },
            origin=request,
        )

    def _reply(self, words, photos=()):
        """Record a reply of the co-reporter, for staff only.

        Args:
            words: the message; may be empty where there are photographs.
            photos: as `service.type._photos_in` returns them.

        Raises:
            UserError: when the reply is empty, the request closed, or they have left.
        """
        report = self._active_co_report()
        request = report.request_id
        words = report._validate_reply(words, photos, report._files())
        report._append_description(words)
        report._keep_files({"answers": {"photos": list(photos)}})
        request._record_reply_interaction(
            self.env._("More about: %s", request.name), by=report.partner_id
        )
        report._post_constituent_message(words or self.env._("Photos"))
        request._schedule_reply_review()

    def _may_reply(self):
        return self.request_id._may_reply()

    def _dispute(self, words):
        """Reopen the closed request because the co-reporter says it is not done.

        Raises:
            UserError: as `service.request._dispute`, or when they have left.
        """
        report = self._active_co_report()
        report.request_id._dispute(words, by=report.partner_id)

    def _active_co_report(self):
        self.ensure_one()
        # sudo: residents have no login; the route has checked their token.
        report = self.sudo()
        if report.left_at:
            raise UserError(self.env._("You are no longer part of this request."))
        return report

    def _post_constituent_message(self, words):
        author = self.partner_id or self.env.ref("base.public_partner")
        self.request_id._message_log(body=words, author_id=author.id)

    # Satisfaction, separate from the first constituent's

    def _can_be_rated(self):
        return not self.left_at and self.request_id._within_rating_period()

    def _follow_up(self):
        """Schedule a task to contact a dissatisfied co-reporter."""
        request = self.request_id
        who = request.team_id.lead_id or request.user_id or request.team_id.member_ids
        request._schedule_task(
            who,
            self.env._(
                "Follow up with %(who)s, who reported it too: %(what)s",
                who=self.partner_id.name or self.env._("somebody"),
                what=self._satisfaction_summary(),
            ),
            self.satisfaction_comment,
        )

    # Hook

    def _notify_co_reporters(self, event):
        """Notify these co-reporters.

        Hook for addons that send messages.

        Args:
            event: joined, or one of those of `_notify_constituent`.
        """


def _in_words(value):
    """Return a checked answer as text, as `service.answer` stores it.

    Args:
        value: an answer, as `service.type._check_answers` returns it.
    """
    if isinstance(value, dict):
        return value.get("words")
    return "\n".join(value) if isinstance(value, list) else value
