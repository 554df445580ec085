from datetime import UTC

from odoo import api, fields, models

from ..clocks import Clock


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
    def _start(self, request, policy, at):
        """Start the clock of a request; None without a policy.

        Args:
            request: `service.request` record.
            policy: `service.sla.policy` record, may be empty.
            at: naive UTC.
        """
        if not policy:
            return self.browse()
        team_calendar = request.team_id.resource_calendar_id
        calendar = policy.calendar_id or team_calendar
        clock = self.create(
            {
                "request_id": request.id,
                "policy_id": policy.id,
                "calendar_id": (calendar or self.env.company.resource_calendar_id).id,
                "budget_seconds": policy.hours * 3600,
            }
        )
        clock._resume(at)
        return clock

    def _resume(self, at):
        for row in self:
            clock = row._value().resume(at)
            row.write(
                {
                    "resumed_at": clock.resumed_at,
                    "due_at": row._due(clock),
                    "state": "missed" if row.state == "missed" else "running",
                }
            )

    def _pause(self, at):
        for row in self:
            clock = row._value().halt(row._worked(at))
            row.write(
                {
                    "resumed_at": False,
                    "consumed_seconds": clock.consumed,
                    "state": "missed" if clock.is_spent else "paused",
                }
            )

    def _stop(self, at):
        for row in self:
            clock = row._value().halt(row._worked(at))
            row.write(
                {
                    "resumed_at": False,
                    "consumed_seconds": clock.consumed,
                    "state": "missed" if clock.is_spent else "met",
                }
            )

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
