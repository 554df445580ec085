from dataclasses import replace

from odoo import api, fields, models

from ...clocks import Clock
from ..service_sla_policy import KINDS

STATES = [
    ("running", "Running"),
    ("paused", "Paused"),
    ("met", "Met"),
    ("missed", "Missed"),
]
# Kinds that stop once, when work begins; others stop on closure.
FIRST_RESPONSE_KINDS = ("acknowledge", "respond")


class ServiceSlaClock(models.Model):
    """The time that a request has used of one SLA target."""

    _name = "service.sla.clock"
    _description = "Deadline Clock"
    _order = "due_at, id"
    _rec_name = "kind"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(KINDS, required=True, default="resolve")
    policy_id = fields.Many2one(
        "service.sla.policy", required=True, ondelete="restrict", index=True
    )
    calendar_id = fields.Many2one(
        "resource.calendar", ondelete="restrict", index="btree_not_null"
    )
    budget_seconds = fields.Float(
        required=True, help="A day of a deadline in days counts as 86,400."
    )
    consumed_seconds = fields.Float(help="Seconds used up to the last pause.")
    resumed_at = fields.Datetime(help="Empty while the clock is paused.")
    due_at = fields.Datetime(string="Due")
    warn_at = fields.Datetime(help="When it is at risk; empty while it stands still.")
    stopped_at = fields.Datetime(string="Done", help="Empty until it is done.")
    warned_at = fields.Datetime(help="When the deadline was reported as at risk.")
    escalated_at = fields.Datetime(help="When the missed deadline was escalated.")
    state = fields.Selection(STATES, required=True, default="running")

    _kind_uniq = models.Constraint(
        "UNIQUE (request_id, kind)", "The request already has a clock of this kind."
    )
    _due_idx = models.Index("(due_at) WHERE state = 'running'")
    _warn_idx = models.Index("(warn_at) WHERE state = 'running' AND warned_at IS NULL")
    _not_escalated_idx = models.Index(
        "(due_at) WHERE state = 'missed' AND escalated_at IS NULL"
        " AND stopped_at IS NULL"
    )

    @api.model
    def _start(self, requests):
        """Start the clocks of requests, from their opening; none without a policy.

        A request that is entered with its later state has its clocks set to match; it
        is not known when it was first answered, so that is not measured.
        """
        return self.create(
            [
                self._prepare_start(request, policy)
                for request, policies in self._applicable_policies(requests)
                for policy in policies
                if request.phase == "open" or policy.kind not in FIRST_RESPONSE_KINDS
            ]
        )

    @api.model
    def _prepare_start(self, request, policy):
        calendar = self._calendar(request, policy)
        timeline = calendar._timeline(policy.unit)
        clock = Clock(policy._promise()).start(timeline, request.opened_at)
        if request.closed_at:
            clock = clock.stop(timeline, request.closed_at)
        elif request.phase == "waiting" and policy.pauses:
            clock = clock.pause(timeline, fields.Datetime.now())
        return {
            "request_id": request.id,
            "kind": policy.kind,
            "policy_id": policy.id,
            "calendar_id": calendar.id,
            **self._prepare_clock(clock),
        }

    @api.model
    def _prepare_clock(self, clock):
        return {
            "budget_seconds": clock.promise.budget,
            "consumed_seconds": clock.consumed,
            "resumed_at": clock.resumed_at or False,
            "due_at": clock.due_at or False,
            "warn_at": clock.warn_at or False,
            "stopped_at": clock.stopped_at or False,
            "state": clock.state,
        }

    @api.model
    def _calendar(self, request, policy):
        return (
            policy.calendar_id
            or request.team_id.resource_calendar_id
            or self.env.company.resource_calendar_id
        )

    def _value(self):
        """Return the clock as a plain `Clock` value."""
        self.ensure_one()
        promise = replace(self.policy_id._promise(), budget=self.budget_seconds)
        return Clock(
            promise=promise,
            consumed=self.consumed_seconds,
            resumed_at=self.resumed_at or None,
            due_at=self.due_at or None,
            warn_at=self.warn_at or None,
            stopped_at=self.stopped_at or None,
            is_late=self.state == "missed",
        )

    def _timeline(self):
        self.ensure_one()
        return self.calendar_id._timeline(self.policy_id.unit)

    def _resume(self, at):
        self._apply_step(lambda clock, timeline: clock.resume(timeline, at))

    def _pause(self, at):
        self._apply_step(lambda clock, timeline: clock.pause(timeline, at))

    def _stop(self, at):
        self._apply_step(lambda clock, timeline: clock.stop(timeline, at))

    def _apply_step(self, step):
        for row in self:
            before = row._value()
            after = step(before, row._timeline())
            if after != before:
                row.write(self._prepare_clock(after))
