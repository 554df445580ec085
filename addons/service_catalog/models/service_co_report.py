from dataclasses import dataclass
from uuid import uuid4

from odoo import Command, api, fields, models

PLACE_FIELDS = ("latitude", "longitude", "address", "postcode", "property_id")


@dataclass(frozen=True)
class Recipient:
    """Somebody who is told how a request goes on.

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
    """Another person's word of what a request is about already.

    It keeps all that they said, so that a request of their own can be opened from it
    when it was another matter after all.
    """

    _name = "service.co.report"
    _description = "Co-Report of a Request"
    _inherit = ["constituent.single.line.mixin"]
    _order = "joined_at, id"
    _rec_name = "request_id"
    _single_line_fields = ("address", "postcode")

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    service_id = fields.Many2one(related="request_id.service_id")
    # Who, and how they are told
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
    tracking_url = fields.Char(string="Their Link", compute="_compute_tracking_url")
    # What they said
    description = fields.Text()
    answers = fields.Json(help="By the code of the question.")
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    address = fields.Char()
    postcode = fields.Char()
    property_id = fields.Many2one(
        "constituent.property", ondelete="set null", index="btree_not_null"
    )
    photo_ids = fields.Many2many(
        "ir.attachment", string="Their Photos", compute="_compute_photos"
    )
    photo_count = fields.Integer(string="Photos", compute="_compute_photos")
    # From when to when
    joined_at = fields.Datetime(
        string="Joined", required=True, default=fields.Datetime.now, readonly=True
    )
    left_at = fields.Datetime(string="Left", readonly=True, copy=False)
    # The request of their own: closed when it was joined, or opened when they left
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

    def _compute_tracking_url(self):
        for report in self:
            report.tracking_url = report.id and report._tracking_url()

    def _compute_photos(self):
        of_report = self._photos().grouped("res_id")
        for report in self:
            report.photo_ids = of_report.get(report.id, self.env["ir.attachment"])
            report.photo_count = len(report.photo_ids)

    def _photo_domain(self):
        return [
            ("res_model", "=", self._name),
            ("res_id", "in", self.ids),
            ("mimetype", "=like", "image/%"),
        ]

    def _photos(self):
        """Pictures that came with these reports, as `ir.attachment`."""
        return self.env["ir.attachment"].search(self._photo_domain(), order="id")

    # Their own page

    def _tracking_url(self):
        """The public page of this report, with its token: for its reporter only."""
        self.ensure_one()
        # Reading the token is the right of whoever may send the link.
        path = self.sudo()._tracking_path()
        return path and f"{self.get_base_url()}{path}"

    def _tracking_path(self):
        return self.access_token and f"/track/joined/{self.access_token}"

    @api.model
    def _by_token(self, token):
        """The report that a link opens, in sudo; an empty one for any other text."""
        # Residents have no login; the token is what lets them see.
        reports = self.sudo()
        # No token opens nothing, and those of the erased are none.
        token_text = (token or "").replace("\0", "") or "-"
        return reports.search([("access_token", "=", token_text)], limit=1)

    def _as_seen_by_co_reporter(self):
        """The request as this reporter sees it, for a page or a letter to them.

        Returns:
            A `service.request` that is not in the database: where it stands is the
            request's, who reported it and what was said is this report's alone.
        """
        self.ensure_one()
        # What is shown is theirs; whoever shows it need not be able to read more.
        report = self.sudo()
        request = report.request_id
        own = {
            "partner_id": report.partner_id.id,
            "beneficiary_id": False,
            "channel_id": report.channel_id.id,
            "access_token": report.access_token,
            # The subject may be in the words of the first one.
            "name": request.service_id.name,
            "description": report.description,
            **{name: report[name] for name in PLACE_FIELDS if name != "property_id"},
            "property_id": report.property_id.id,
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
                # An empty list would leave what the first one has.
                **{
                    name: [Command.clear()]
                    for name in emptied
                    if name in request._fields
                },
            },
            origin=request,
        )

    # Hook

    def _notify_co_reporters(self, event):
        """Tell these reporters; an addon that has channels extends this.

        Args:
            event: joined, or one of those of `_notify_constituent`.
        """
