from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

BATCH = 500


class ServiceSlaClock(models.Model):
    """Who hears of a deadline: before it, and when it is missed; each once."""

    _inherit = "service.sla.clock"

    @api.model
    def _cron_escalate_deadlines(self):
        """Mark what is missed and tell of it, and warn of what is at risk."""
        now = fields.Datetime.now()
        for wanted, tell in (
            (self._missed_domain(now), "_mark_missed"),
            (self._at_risk_domain(now), "_warn"),
        ):
            while found := self.search(wanted, limit=BATCH).try_lock_for_update():
                getattr(found, tell)(now)
                left = self.search_count(wanted)
                if not self.env["ir.cron"]._commit_progress(len(found), remaining=left):
                    return

    @api.model
    def _missed_domain(self, now):
        """Domain of what has passed its deadline, and nobody was told."""
        late = Domain("state", "=", "running") & Domain("due_at", "<", now)
        untold = Domain("state", "=", "missed") & Domain("escalated_at", "=", False)
        return late | (untold & Domain("stopped_at", "=", False))

    @api.model
    def _at_risk_domain(self, now):
        """Domain of what is near its deadline, and nobody was warned."""
        return (
            Domain("state", "=", "running")
            & Domain("warn_at", "<=", now)
            & Domain("warned_at", "=", False)
        )

    def _mark_missed(self, now):
        untold = self.filtered(lambda clock: not clock.escalated_at)
        self.write({"state": "missed", "warn_at": False})
        untold.write({"escalated_at": now})
        for clock in untold:
            clock._escalate()

    def _warn(self, now):
        self.write({"warned_at": now})
        for clock in self:
            request = clock.request_id
            words = self.env._("At risk: %s.", clock._describe_due_clocks())
            clock._notify(request.user_id or request.team_id.lead_id, words)

    def _escalate(self):
        request, policy = self.request_id, self.policy_id
        words = self.env._("Missed: %s.", self._describe_due_clocks())
        people = request.user_id | policy.escalate_user_ids
        if policy.escalates_to_lead:
            people |= request.team_id.lead_id
        for user in self._notify(people, words):
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Overdue"),
                note=words,
                user_id=user.id,
            )

    def _notify(self, people, words):
        """Note it on the request; those of `people` who may see that are notified.

        Returns:
            The `res.users` that were.
        """
        request = self.request_id
        seeing = people.filtered(
            lambda user: user.active and request.with_user(user).has_access("read")
        )
        if seeing:
            request.message_post(
                body=words,
                partner_ids=seeing.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
        else:
            request._message_log(body=words)
        return seeing

    def _describe_due_clocks(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "“%(kind)s” (%(promise)s), due %(due)s",
            kind=labels[self.kind],
            promise=self.policy_id.promise,
            due=format_datetime(self.env, self.due_at, tz=self.calendar_id.tz),
        )
