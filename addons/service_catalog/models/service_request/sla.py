from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...clocks import summary
from ...phases import ACTIVE_PHASES, FINAL_PHASES, OPEN_PHASES, OPEN_SQL
from ..service_sla_clock.clock import FIRST_RESPONSE_KINDS, STATES

# Maximum number replanned at once; the scheduled action does the rest.
AT_ONCE = 200
BATCH = 2000
# Fields that determine SLA policies and working hours.
DEADLINE_FIELDS = {
    "service_id",
    "team_id",
    "priority",
    "ward_id",
    "partner_id",
    "channel_id",
}


class ServiceRequest(models.Model):
    """SLA clocks and deadlines of requests.

    Deadlines follow when policies, hours, teams or priorities change.
    """

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
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    needs_replanning = fields.Boolean(
        copy=False, help="Its deadlines must be recalculated."
    )

    _at_risk_idx = models.Index("(at_risk_from) WHERE at_risk_from IS NOT NULL")
    _due_idx = models.Index(f"(due_at, id) WHERE {OPEN_SQL}")
    _missed_idx = models.Index(
        f"(due_at, id) WHERE sla_state = 'missed' AND {OPEN_SQL}"
    )
    _needs_replanning_idx = models.Index("(id) WHERE needs_replanning")

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
        """Compute the SLA state as of now.

        A scheduled action marks overdue clocks in batches, some minutes late; this
        shows them as missed at once.
        """
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

    @api.depends("due_at", "phase")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for request in self:
            request.is_overdue = bool(
                request.due_at
                and request.due_at < now
                and request.phase in ACTIVE_PHASES
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("due_at", "<", fields.Datetime.now()) & Domain(
            "phase", "in", ACTIVE_PHASES
        )

    # Stopping and resuming clocks

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if self._is_answer(message):
            self._complete_clocks(*FIRST_RESPONSE_KINDS)
        return result

    @api.model
    def _is_answer(self, message):
        """Return whether a message is a reply of staff to the constituent.

        Args:
            message: `mail.message`.
        """
        is_outside = message.message_type == "comment" and message.subtype_id
        # sudo: the user may not be able to read the author.
        author = message.author_id.sudo()
        users = author.with_context(active_test=False).user_ids
        return bool(
            is_outside
            and not message.subtype_id.internal
            and users.filtered(lambda user: user._is_internal())
            and author != self.env.ref("base.partner_root")
        )

    def _note_acknowledged(self, at):
        """Complete the acknowledgement clock.

        Hook for addons that send acknowledgements.

        Args:
            at: when the request opened, naive UTC.
        """
        self._complete_clocks("acknowledge", at=at)

    def _complete_clocks(self, *kinds, at=None):
        """Stop the clocks of some kinds that are not stopped yet.

        Args:
            kinds: as `service.sla.policy.kind`.
            at: when, naive UTC; now, by default.
        """
        # sudo: users have no write access to clocks.
        clocks = self.sudo().clock_ids.filtered(lambda clock: clock.kind in kinds)
        clocks._stop(at or fields.Datetime.now())

    def _update_clocks(self, phase):
        """Pause, resume or stop the clocks after a change of phase.

        Args:
            phase: the new phase.
        """
        now = fields.Datetime.now()
        clocks = self.clock_ids
        going = clocks.filtered(lambda clock: clock.kind not in FIRST_RESPONSE_KINDS)
        if phase in FINAL_PHASES:
            clocks._stop(now)
            return
        if not going.filtered("stopped_at") or phase != "open":
            # Work has begun; a reopened request does not count.
            self._complete_clocks(*FIRST_RESPONSE_KINDS)
        if phase == "waiting":
            going.filtered("policy_id.pauses")._pause(now)
        else:
            going._resume(now)

    # Replanning

    @api.model
    def _replan_where(self, domain):
        """Replan the deadlines of open requests; of many, by the scheduled action."""
        # sudo: all requests are replanned, also those hidden from the user.
        Request = self.sudo()
        wanted = Domain(domain) & Domain("phase", "in", OPEN_PHASES)
        found = Request.search(wanted, limit=AT_ONCE + 1, order="id")
        if len(found) <= AT_ONCE:
            found._replan()
            return
        query = Request._search(wanted)
        self.env.cr.execute(
            SQL(
                "UPDATE service_request SET needs_replanning = TRUE WHERE id IN %s",
                query.subselect(),
            )
        )
        self.invalidate_model(["needs_replanning"], flush=False)
        self.env.ref("service_catalog.cron_replan")._trigger()

    @api.model
    def _cron_replan(self):
        """Replan the deadlines of requests that are marked for it, in batches."""
        waiting = [("needs_replanning", "=", True)]
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(waiting))
        while found := self.search(waiting, limit=BATCH, order="id"):
            found._replan()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                break

    def _replan_if_needed(self, vals):
        """Replan the deadlines when a field that they depend on was written."""
        if DEADLINE_FIELDS & vals.keys():
            self.sudo()._replan()

    def _replan(self):
        """Choose the policies and replan the deadlines of these requests.

        The number of queries does not depend on the number of requests.
        """
        Clock = self.env["service.sla.clock"]
        for ids in split_every(BATCH, self.ids):
            Clock._replan(self.browse(ids))
