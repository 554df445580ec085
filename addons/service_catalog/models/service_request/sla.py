from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...clocks import summary
from ...phases import FINAL_PHASES, OPEN_PHASES
from ...rules import Case
from ..service_sla_clock.clock import FIRST_RESPONSE_KINDS

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
SUMMARIES = """
    UPDATE service_request request
    SET due_at = main.due_at, sla_state = main.state, at_risk_from = main.warn_at,
        needs_replanning = FALSE
    FROM unnest(%(ids)s) AS asked (id)
    LEFT JOIN (
        SELECT DISTINCT ON (request_id) request_id, due_at, state,
            min(warn_at) FILTER (WHERE state = 'running')
                OVER (PARTITION BY request_id) AS warn_at
        FROM service_sla_clock
        WHERE request_id = ANY(%(ids)s)
        ORDER BY request_id, kind != 'resolve', due_at NULLS LAST, id
    ) AS main ON main.request_id = asked.id
    WHERE request.id = asked.id
"""


class ServiceRequest(models.Model):
    """SLA clocks and deadlines of requests.

    Deadlines follow when policies, hours, teams or priorities change.
    """

    _inherit = "service.request"

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

    def _applicable_policies(self):
        """Yield pairs of request and the `service.sla.policy` records that apply."""
        Policy = self.env["service.sla.policy"]
        for request in self:
            named = request.service_id.sla_policy_id
            chosen = Policy._select_policies(request._policy_case(), named.id)
            yield request, Policy.browse(chosen.values())

    def _policy_case(self):
        """Return the facts about the request that SLA policies are matched against."""
        self.ensure_one()
        return Case(
            service=self.service_id.id,
            directorate=self.service_id.directorate_id.id or 0,
            ward=self.ward_id.id or 0,
            kind=self.partner_id.kind_id.id or 0,
            channel=self.channel_id.id or 0,
            priority=self.priority,
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
        for ids in split_every(BATCH, self.ids):
            self.browse(ids)._replan_batch()

    def _replan_batch(self):
        Clock = self.env["service.sla.clock"]
        self.flush_model()
        Clock.flush_model()
        Clock.search_fetch([("request_id", "in", self.ids)], Clock._planning_fields())
        open_ones = self.filtered(lambda request: request.phase in OPEN_PHASES)
        gone, new, kept = Clock._plan(open_ones, fields.Datetime.now())
        gone.unlink()
        Clock.create(new)
        Clock._keep_plan(kept)
        self._store_deadline_summaries()

    def _store_deadline_summaries(self):
        """Store the fields of `_compute_clock` for many requests in one statement.

        See `clocks.summary`.
        """
        self.flush_model()
        self.env["service.sla.clock"].flush_model()
        self.env.cr.execute(SUMMARIES, {"ids": self.ids})
        self.invalidate_recordset(
            ["due_at", "sla_state", "at_risk_from", "needs_replanning"], flush=False
        )
