from odoo import api, fields, models
from odoo.exceptions import UserError

from ..nearby import sketch
from ..phases import OPEN_PHASES

MAX_PROPOSED = 3
VERDICTS = [
    ("proposed", "To Decide"),
    ("same", "Duplicate"),
    ("different", "Not the Same"),
]


class ServiceRequestDuplicate(models.Model):
    """Two open requests that may be duplicates, with the decision."""

    _name = "service.request.duplicate"
    _description = "Possible Duplicate"
    _order = "id desc"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "service.request",
        string="Newer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    other_id = fields.Many2one(
        "service.request",
        string="Older",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    service_id = fields.Many2one(
        related="request_id.service_id", store=True, index=True
    )
    team_id = fields.Many2one(related="request_id.team_id")
    metres = fields.Integer(string="Metres Apart", readonly=True)
    verdict = fields.Selection(
        VERDICTS, required=True, default="proposed", readonly=True, index=True
    )
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, ondelete="set null"
    )
    decided_at = fields.Datetime(string="Decided", readonly=True)
    co_report_id = fields.Many2one(
        "service.co.report", readonly=True, ondelete="set null"
    )
    is_open = fields.Boolean(
        string="Both Open", compute="_compute_is_open", search="_search_is_open"
    )
    comparison = fields.Html(compute="_compute_comparison", sanitize=False)

    _pair_uniq = models.Constraint(
        "UNIQUE (request_id, other_id)", "These two have been compared already."
    )

    @api.depends("request_id.reference", "other_id.reference")
    def _compute_display_name(self):
        for pair in self:
            pair.display_name = (
                f"{pair.request_id.reference} ↔ {pair.other_id.reference}"
            )

    @api.depends("request_id.phase", "other_id.phase")
    def _compute_is_open(self):
        for pair in self:
            phases = {pair.request_id.phase, pair.other_id.phase}
            pair.is_open = phases <= set(OPEN_PHASES)

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("request_id.phase", "in", OPEN_PHASES),
            ("other_id.phase", "in", OPEN_PHASES),
        ]

    @api.depends("request_id", "other_id", "metres")
    def _compute_comparison(self):
        for pair in self:
            sides = [pair.other_id, pair.request_id]
            pair.comparison = self.env["ir.qweb"]._render(
                "service_catalog.duplicate_comparison",
                {
                    "pair": pair,
                    "sides": sides,
                    "photos": {side: side.photo_ids for side in sides},
                    "plan": pair._plan(),
                },
            )

    def _plan(self):
        """Return a plan of the two places, or None where one has no point."""
        here, there = self.other_id._coordinates(), self.request_id._coordinates()
        if not (here and there):
            return None
        return sketch(here, there, self.service_id.nearby_metres)

    @api.model
    def _propose(self, request):
        """Propose open requests as duplicates of a new one.

        Args:
            request: `service.request`, just opened.
        """
        # sudo: requests may be opened by anonymous callers.
        request = request.sudo()
        near = request.service_id._nearby_requests(
            request._coordinates() or (0.0, 0.0),
            request.property_id,
            at=request.opened_at,
            limit=MAX_PROPOSED,
            besides=request.id,
        )
        return self.sudo().create(
            [
                {"request_id": request.id, "other_id": number, "metres": metres}
                for number, metres in near.items()
            ]
        )

    # Decisions

    def action_same(self):
        """Merge the newer request into the older one, as its duplicate."""
        self.request_id.check_access("write")
        for pair in self:
            pair._check_undecided()
            report = pair.request_id._merge_into_request(pair.other_id)
            pair._decide("same", report)

    def action_different(self):
        self.request_id.check_access("write")
        for pair in self:
            pair._check_undecided()
            pair._decide("different")

    def action_undo(self):
        """Undo the decision and restore both requests."""
        self.request_id.check_access("write")
        for pair in self:
            if pair.co_report_id:
                pair.co_report_id._withdraw_co_report()
            else:
                pair._decide("proposed")

    def _check_undecided(self):
        if self.verdict != "proposed":
            raise UserError(
                self.env._("%s: this has been decided already.", self.display_name)
            )

    def _decide(self, verdict, report=None):
        decided = verdict != "proposed"
        # sudo: written here only, after the access check.
        self.sudo().write(
            {
                "verdict": verdict,
                "co_report_id": report.id if report else False,
                "decided_by_id": decided and self.env.uid,
                "decided_at": decided and fields.Datetime.now(),
            }
        )
