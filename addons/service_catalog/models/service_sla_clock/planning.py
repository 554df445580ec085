from odoo import api, fields, models
from odoo.tools import SQL

from ...phases import OPEN_PHASES
from ...rules import Case
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
# As `clocks.summary`.
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


class ServiceSlaClock(models.Model):
    """Replanning of deadlines in batches."""

    _inherit = "service.sla.clock"

    # Policies

    @api.model
    def _applicable_policies(self, requests):
        """Yield pairs of request and the `service.sla.policy` records that apply.

        Args:
            requests: `service.request` records.
        """
        Policy = self.env["service.sla.policy"]
        for request in requests:
            named = request.service_id.sla_policy_id
            chosen = Policy._select_policies(self._policy_case(request), named.id)
            yield request, Policy.browse(chosen.values())

    @api.model
    def _policy_case(self, request):
        """Return the facts about a request that SLA policies are matched against."""
        return Case(
            service=request.service_id.id,
            directorate=request.service_id.directorate_id.id or 0,
            ward=request.ward_id.id or 0,
            kind=request.partner_id.kind_id.id or 0,
            channel=request.channel_id.id or 0,
            priority=request.priority,
        )

    # Plans

    @api.model
    def _replan(self, requests):
        """Choose the policies of some requests and replan their clocks.

        The number of queries does not depend on the number of requests.

        Args:
            requests: `service.request` records; clocks change of open ones only.
        """
        requests.flush_model()
        self.flush_model()
        self.search_fetch([("request_id", "in", requests.ids)], self._planning_fields())
        open_ones = requests.filtered(lambda request: request.phase in OPEN_PHASES)
        gone, new, kept = self._plan(open_ones, fields.Datetime.now())
        gone.unlink()
        self.create(new)
        self._keep_plan(kept)
        self._store_summaries(requests)

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
        for request, policies in self._applicable_policies(requests):
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

    @api.model
    def _store_summaries(self, requests):
        """Store the deadlines that follow from the clocks, in one statement.

        `service.request._compute_clock` computes the same one by one.

        Args:
            requests: `service.request` records.
        """
        requests.flush_model()
        self.flush_model()
        self.env.cr.execute(SUMMARIES, {"ids": requests.ids})
        requests.invalidate_recordset(
            ["due_at", "sla_state", "at_risk_from", "needs_replanning"], flush=False
        )
