from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

BATCH = 500
HOUR = 3600
DAY = 86_400


class ServiceSlaClock(models.Model):
    """Warnings and escalation of deadlines."""

    _inherit = "service.sla.clock"

    remaining = fields.Char(compute="_compute_remaining")
    is_late = fields.Boolean(compute="_compute_remaining")

    @api.model
    def _cron_escalate_deadlines(self):
        """Escalate missed deadlines and warn of those at risk."""
        now = fields.Datetime.now()
        for wanted, step in (
            (self._missed_domain(now), "_mark_missed"),
            (self._at_risk_domain(now), "_warn_of_risk"),
        ):
            while found := self.search(wanted, limit=BATCH).try_lock_for_update():
                getattr(found, step)(now)
                left = self.search_count(wanted)
                if not self.env["ir.cron"]._commit_progress(len(found), remaining=left):
                    return

    @api.model
    def _missed_domain(self, now):
        """Return the domain of missed deadlines that are not escalated yet."""
        late = Domain("state", "=", "running") & Domain("due_at", "<", now)
        not_escalated = Domain("state", "=", "missed") & Domain(
            "escalated_at", "=", False
        )
        return late | (not_escalated & Domain("stopped_at", "=", False))

    @api.model
    def _at_risk_domain(self, now):
        """Return the domain of deadlines at risk without a warning yet."""
        return (
            Domain("state", "=", "running")
            & Domain("warn_at", "<=", now)
            & Domain("warned_at", "=", False)
        )

    def _mark_missed(self, now):
        not_escalated = self.filtered(lambda clock: not clock.escalated_at)
        self.write({"state": "missed", "warn_at": False})
        not_escalated.write({"escalated_at": now})
        for clock in not_escalated:
            clock._escalate()

    def _warn_of_risk(self, now):
        self.write({"warned_at": now})
        for clock in self:
            request = clock.request_id
            message = self.env._("At risk: %s.", clock._describe_due_clocks())
            clock._notify(request.user_id or request.team_id.lead_id, message)

    def _escalate(self):
        request, policy = self.request_id, self.policy_id
        message = self.env._("Missed: %s.", self._describe_due_clocks())
        people = request.user_id | policy.escalate_user_ids
        if policy.escalates_to_lead:
            people |= request.team_id.lead_id
        for user in self._notify(people, message):
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Overdue"),
                note=message,
                user_id=user.id,
            )

    def _notify(self, people, message):
        """Post a note on the request; notify those of `people` who may read it.

        Returns:
            The notified `res.users`.
        """
        request = self.request_id
        readers = people.filtered(
            lambda user: user.active and request.with_user(user).has_access("read")
        )
        if readers:
            request.message_post(
                body=message,
                partner_ids=readers.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
        else:
            request._message_log(body=message)
        return readers

    def _describe_due_clocks(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "“%(kind)s” (%(promise)s), due %(due)s",
            kind=labels[self.kind],
            promise=self.policy_id.promise,
            due=format_datetime(self.env, self.due_at, tz=self.calendar_id.tz),
        )

    # Descriptions

    @api.depends("state", "due_at", "stopped_at", "resumed_at", "consumed_seconds")
    def _compute_remaining(self):
        now = fields.Datetime.now()
        for clock in self:
            clock.remaining = clock._describe_remaining(now)
            running = clock.state == "running" and clock.due_at
            late = running and clock.due_at < now
            clock.is_late = bool(late or clock.state == "missed")

    def _describe_remaining(self, now):
        if self.stopped_at:
            return self._describe_end()
        if self.due_at and self.resumed_at and self.due_at < now:
            late = (now - self.due_at).total_seconds()
            return self.env._("late by %s", self._describe_elapsed(late))
        if self.state == "missed":
            return self.env._("late, and waiting")
        left = self._describe_time_left(now)
        return (
            self.env._("waiting, with %s left", left)
            if not self.resumed_at
            else (self.env._("%s left", left))
        )

    def _describe_end(self):
        if not self.due_at:
            return self.env._("done")
        early = (self.due_at - self.stopped_at).total_seconds()
        if self.state == "missed":
            if early >= 0:
                return self.env._("done late")
            return self.env._("done %s late", self._describe_elapsed(-early))
        return self.env._("done in time")

    def _describe_time_left(self, now):
        """Return the time left until the target, in words and in the policy's unit.

        Args:
            now: naive UTC time.
        """
        clock, timeline = self._value(), self._timeline()
        used = timeline.spent(clock.resumed_at, now) if clock.is_running else 0.0
        left = max(0.0, clock.remaining - used)
        if self.policy_id.unit == "hours":
            return self.env._("%s of working time", self._describe_hours(left))
        days = int(left // DAY)
        if self.policy_id.unit == "days":
            return (
                self.env._("%s working days", days)
                if days != 1
                else self.env._("1 working day")
            )
        return self.env._("%s days", days) if days != 1 else self.env._("1 day")

    def _describe_elapsed(self, seconds):
        days = int(seconds // DAY)
        if days:
            return self.env._("%s days", days) if days > 1 else self.env._("1 day")
        return self._describe_hours(seconds)

    def _describe_hours(self, seconds):
        hours, rest = divmod(int(seconds), HOUR)
        if hours:
            return self.env._("%(h)s h %(m)s min", h=hours, m=rest // 60)
        return self.env._("%s min", rest // 60)
