from odoo import api, fields, models
from odoo.fields import Domain

from ..clocks import summary
from ..rules import Case
from .service_sla_clock import FIRST_RESPONSE_KINDS, STATES

OPEN_PHASES = ("open", "in_progress", "waiting")
# What decides which promises a request has, and in whose hours.
DEADLINE_FIELDS = {
    "service_id",
    "team_id",
    "priority",
    "ward_id",
    "partner_id",
    "channel_id",
}


class ServiceRequest(models.Model):
    """What was promised about a request, and how that stands."""

    _inherit = "service.request"

    clock_ids = fields.One2many("service.sla.clock", "request_id", string="Deadlines")
    due_at = fields.Datetime(
        string="Due", compute="_compute_clock", store=True, index="btree_not_null"
    )
    sla_state = fields.Selection(
        STATES, string="Deadline", compute="_compute_clock", store=True
    )
    sla_state_now = fields.Selection(
        STATES,
        string="Deadline Now",
        compute="_compute_sla_state_now",
        help="Current status: missed as soon as the deadline has passed.",
    )
    at_risk_from = fields.Datetime(compute="_compute_clock", store=True)
    is_at_risk = fields.Boolean(
        string="At Risk", compute="_compute_is_at_risk", search="_search_is_at_risk"
    )

    _at_risk_idx = models.Index("(at_risk_from) WHERE at_risk_from IS NOT NULL")
    _due_idx = models.Index(
        "(due_at, id) WHERE state IN ('open', 'in_progress', 'waiting')"
    )
    _mine_idx = models.Index(
        "(user_id, due_at, id) WHERE state IN ('open', 'in_progress', 'waiting')"
    )
    _missed_idx = models.Index(
        "(due_at, id) WHERE sla_state = 'missed'"
        " AND state IN ('open', 'in_progress', 'waiting')"
    )

    @api.depends(
        "clock_ids.kind", "clock_ids.due_at", "clock_ids.warn_at", "clock_ids.state"
    )
    def _compute_clock(self):
        for request in self:
            deadline = summary(
                (clock.kind, clock.state, clock.due_at or None, clock.warn_at or None)
                for clock in request.clock_ids
            )
            request.due_at, request.sla_state, request.at_risk_from = (
                part or False for part in deadline
            )

    @api.depends("sla_state", "due_at")
    def _compute_sla_state_now(self):
        """The clocks that have run out are marked some minutes later, all at once."""
        now = fields.Datetime.now()
        for request in self:
            state, due_at = request.sla_state, request.due_at
            is_over = state == "running" and due_at and due_at < now
            request.sla_state_now = "missed" if is_over else state

    @api.depends("at_risk_from")
    def _compute_is_at_risk(self):
        now = fields.Datetime.now()
        for request in self:
            start = request.at_risk_from
            request.is_at_risk = bool(start and start <= now)

    def _search_is_at_risk(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("at_risk_from", "<=", fields.Datetime.now())

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        # The clocks are nobody's to write by hand.
        self.env["service.sla.clock"].sudo()._start(requests.sudo())
        return requests

    def write(self, vals):
        result = super().write(vals)
        if DEADLINE_FIELDS & vals.keys():
            self.sudo()._replan()
        return result

    def _applicable_policies(self):
        """Pairs of request and the `service.sla.policy` records that decide for it."""
        Policy = self.env["service.sla.policy"]
        for request in self:
            named = request.service_id.sla_policy_id
            chosen = Policy._select_policies(request._policy_case(), named.id)
            yield request, Policy.browse(chosen.values())

    def _policy_case(self):
        """The request as rules about deadlines see it."""
        self.ensure_one()
        return Case(
            service=self.service_id.id,
            directorate=self.service_id.directorate_id.id or 0,
            ward=self.ward_id.id or 0,
            kind=self.partner_id.kind_id.id or 0,
            channel=self.channel_id.id or 0,
            priority=self.priority,
        )

    # What stops and what goes on

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if self._is_answer(message):
            self._complete_clocks(*FIRST_RESPONSE_KINDS)
        return result

    @api.model
    def _is_answer(self, message):
        """A person of the council wrote to the constituent."""
        is_outside = message.message_type == "comment" and message.subtype_id
        # Who wrote it is known to the system, not to whoever is told.
        author = message.author_id.sudo()
        users = author.with_context(active_test=False).user_ids
        return bool(
            is_outside
            and not message.subtype_id.internal
            and users.filtered(lambda user: user._is_internal())
            and author != self.env.ref("base.partner_root")
        )

    def _note_acknowledged(self, at):
        """Whoever asked has been told; an addon that sends messages extends this.

        Args:
            at: when the request opened, naive UTC.
        """
        self._complete_clocks("acknowledge", at=at)

    def _complete_clocks(self, *kinds, at=None):
        """What was promised is done, if it was not before.

        Args:
            kinds: as `service.sla.policy.kind`.
            at: when, naive UTC; now, by default.
        """
        # The clocks are nobody's to write by hand.
        clocks = self.sudo().clock_ids.filtered(lambda clock: clock.kind in kinds)
        clocks._stop(at or fields.Datetime.now())

    def _update_clocks(self, phase):
        """Pause, resume or stop the clocks as the request moves on.

        Args:
            phase: the one that it is in now.
        """
        now = fields.Datetime.now()
        clocks = self.clock_ids
        going = clocks.filtered(lambda clock: clock.kind not in FIRST_RESPONSE_KINDS)
        if phase in ("closed", "cancelled"):
            clocks._stop(now)
            return
        if not going.filtered("stopped_at") or phase != "open":
            # It was not reopened, but somebody set to it.
            self._complete_clocks(*FIRST_RESPONSE_KINDS)
        if phase == "waiting":
            going.filtered("policy_id.pauses")._pause(now)
        else:
            going._resume(now)
