from odoo import api, fields, models
from odoo.tools import SQL

from .clock import FIRST_RESPONSE_KINDS

# Columns that planning changes, with the array expressions for PostgreSQL.
PLANNED = {
    "policy_id": "%s::int4[]",
    "calendar_id": "%s::int4[]",
    "budget_seconds": "%s::float8[]",
    "consumed_seconds": "%s::float8[]",
    "resumed_at": "%s::timestamp[]",
    "due_at": "%s::timestamp[]",
    "warn_at": "%s::timestamp[]",
    "state": "%s::varchar[]",
}


class ServiceSlaClock(models.Model):
    """Replanning of deadlines in batches."""

    _inherit = "service.sla.clock"

    @api.model
    def _planning_fields(self):
        """Return the names of the fields that planning reads."""
        return [*PLANNED, "request_id", "kind", "stopped_at"]

    @api.model
    def _plan(self, requests, now):
        """Return the changes to the clocks of open requests by today's policies.

        Stopped clocks do not change. First-response clocks start only when a request is
        opened.

        Args:
            requests: open `service.request` records.
            now: naive UTC time.

        Returns:
            (clocks to remove, values of new clocks, list of dicts with the id and the
            changed values of the others).
        """
        gone, new, kept = [], [], []
        for request, policies in requests._applicable_policies():
            wanted = {policy.kind: policy for policy in policies}
            for clock in request.clock_ids:
                policy = wanted.pop(clock.kind, None)
                if clock.stopped_at:
                    continue
                if policy:
                    kept.append(clock._prepare_plan(request, policy, now))
                else:
                    gone.append(clock.id)
            new += [
                self._prepare_start(request, policy)
                for kind, policy in wanted.items()
                if kind not in FIRST_RESPONSE_KINDS
            ]
        return self.browse(gone), new, kept

    def _prepare_plan(self, request, policy, now):
        calendar = self._calendar(request, policy)
        before, after = self._timeline(), calendar._timeline(policy.unit)
        clock, promise = self._value(), policy._promise()
        if before is after:
            planned = clock.replan(promise, after, now)
        else:
            planned = clock.move(promise, before, after, now)
        if request.phase == "waiting" and self.kind not in FIRST_RESPONSE_KINDS:
            turn = planned.pause if policy.pauses else planned.resume
            planned = turn(after, now)
        return {
            **self._prepare_clock(planned),
            "id": self.id,
            "policy_id": policy.id,
            "calendar_id": calendar.id,
        }

    @api.model
    def _keep_plan(self, kept):
        """Write the changes of `_plan` in one statement.

        Args:
            kept: list of dicts, as `_plan` gives it.
        """
        if not kept:
            return
        columns = {"id": "%s::int4[]", **PLANNED}
        values = [
            SQL(array, [None if row[name] is False else row[name] for row in kept])
            for name, array in columns.items()
        ]
        names = [SQL.identifier(name) for name in columns]
        self.env.cr.execute(
            SQL(
                "UPDATE service_sla_clock clock SET %s, write_date = %s"
                " FROM unnest(%s) AS planned (%s) WHERE clock.id = planned.id",
                SQL(", ").join(
                    SQL("%s = planned.%s", name, name) for name in names[1:]
                ),
                fields.Datetime.now(),
                SQL(", ").join(values),
                SQL(", ").join(names),
            )
        )
        self.browse([row["id"] for row in kept]).invalidate_recordset(flush=False)
