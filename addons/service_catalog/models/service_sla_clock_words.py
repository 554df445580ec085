from odoo import api, fields, models

HOUR = 3600
DAY = 86_400


class ServiceSlaClock(models.Model):
    """How a clock stands, in words."""

    _inherit = "service.sla.clock"

    remaining = fields.Char(compute="_compute_remaining")
    is_late = fields.Boolean(compute="_compute_remaining")

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
        """What is left of the promise, in the time that it is counted in."""
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
