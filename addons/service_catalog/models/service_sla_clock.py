from datetime import UTC

from odoo import api, fields, models
from odoo.fields import Domain

from ..clocks import Clock

BATCH = 500


class ServiceSlaClock(models.Model):
    """How much of the promised time a request has used."""

    _name = "service.sla.clock"
    _description = "Deadline Clock"
    _order = "due_at, id"
    _rec_name = "request_id"

    request_id = fields.Many2one(
        "service.request", required=True, ondelete="cascade", index=True
    )
    policy_id = fields.Many2one(
        "service.sla.policy", required=True, ondelete="restrict", index=True
    )
    calendar_id = fields.Many2one("resource.calendar", ondelete="restrict")
    budget_seconds = fields.Float(required=True)
    consumed_seconds = fields.Float(help="Working seconds up to the last pause.")
    resumed_at = fields.Datetime(help="Empty while the clock stands still.")
    due_at = fields.Datetime(index="btree_not_null")
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("missed", "Missed"),
        ],
        required=True,
        default="running",
    )

    _request_uniq = models.Constraint("UNIQUE (request_id)", "One clock per request.")

    @api.model
    def _start(self, request):
        """Start the clock of a request, from its opening; none without a policy.

        A request that is entered with its later state has its clock set to match.
        """
        policy = request.service_id.sla_policy_id
        if not policy:
            return self.browse()
        clock = self.create(
            {
                "request_id": request.id,
                "policy_id": policy.id,
                "calendar_id": self._calendar(request, policy).id,
                "budget_seconds": policy.hours * 3600,
            }
        )
        clock._resume(request.opened_at)
        if request.closed_at:
            clock._stop(request.closed_at)
        elif request.state == "waiting":
            clock._pause(fields.Datetime.now())
        return clock

    @api.model
    def _calendar(self, request, policy):
        team_calendar = request.team_id.resource_calendar_id
        company_calendar = self.env.company.resource_calendar_id
        return policy.calendar_id or team_calendar or company_calendar

    def _promise(self, policy, at):
        """Change what was promised; time used so far stays used.

        Args:
            policy: `service.sla.policy` record; when empty there is no promise left.
            at: naive UTC.
        """
        if not policy:
            self.unlink()
            return
        for row in self:
            was_running = row._value().is_running
            row._pause(at)
            row.write(
                {
                    "policy_id": policy.id,
                    "calendar_id": row._calendar(row.request_id, policy).id,
                    "budget_seconds": policy.hours * 3600,
                    "state": "paused",
                }
            )
            if was_running:
                row._resume(at)

    def _resume(self, at):
        for row in self:
            clock = row._value().resume(at)
            missed = row.state == "missed" and not clock.remaining
            row.write(
                {
                    "resumed_at": clock.resumed_at,
                    "due_at": row.due_at if missed else row._due(clock),
                    "state": "missed" if missed else "running",
                }
            )

    def _pause(self, at):
        self._halt(at, "paused")

    def _stop(self, at):
        self._halt(at, "met")

    def _halt(self, at, state):
        for row in self:
            clock = row._value().halt(row._worked(at))
            row.write(
                {
                    "resumed_at": False,
                    "consumed_seconds": clock.consumed,
                    "state": "missed" if clock.is_spent else state,
                }
            )

    @api.model
    def _cron_mark_missed(self):
        """Say so when a deadline passes, in the request and to its officer."""
        late = Domain("state", "=", "running")
        late &= Domain("due_at", "<", fields.Datetime.now())
        clocks = self.search(late, limit=BATCH)
        clocks.write({"state": "missed"})
        clocks.request_id._tell_overdue()
        left = self.search_count(late)
        self.env["ir.cron"]._commit_progress(len(clocks), remaining=left)

    def _value(self):
        self.ensure_one()
        return Clock(
            budget=self.budget_seconds,
            consumed=self.consumed_seconds,
            resumed_at=self.resumed_at or None,
        )

    def _worked(self, until):
        """Working seconds since the clock was last resumed."""
        self.ensure_one()
        if not self.resumed_at or until <= self.resumed_at:
            return 0.0
        if not self.calendar_id:
            return (until - self.resumed_at).total_seconds()
        hours = self.calendar_id.get_work_hours_count(
            self.resumed_at.replace(tzinfo=UTC),
            until.replace(tzinfo=UTC),
            domain=self._holidays(),
        )
        return hours * 3600

    def _due(self, clock):
        """When the remaining time will be used up, in naive UTC; False if never."""
        self.ensure_one()
        start = clock.resumed_at.replace(tzinfo=UTC)
        if not self.calendar_id:
            return False
        due = self.calendar_id.plan_hours(
            clock.remaining / 3600,
            start,
            compute_leaves=True,
            domain=self._holidays(),
        )
        return due and due.astimezone(UTC).replace(tzinfo=None)

    def _holidays(self):
        # Without this, holidays of other companies count as ours.
        company = self.calendar_id.company_id or self.env.company
        return [
            ("time_type", "=", "leave"),
            ("company_id", "in", [False, company.id]),
        ]
