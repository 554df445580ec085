from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from .service_request_clocks import OPEN_PHASES

# So many are planned anew while one waits; more are left to the scheduled action.
AT_ONCE = 200
BATCH = 2000
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
    """Deadlines follow when policies, hours, teams or priorities change."""

    _inherit = "service.request"

    needs_replanning = fields.Boolean(
        copy=False, help="Its deadlines must be recalculated."
    )

    _needs_replanning_idx = models.Index("(id) WHERE needs_replanning")

    @api.model
    def _replan_where(self, domain):
        """Plan the deadlines of open requests anew, at once or, of many, soon."""
        # Deadlines follow for all, not only for those whom the administrator may see.
        Request = self.sudo()
        wanted = Domain(domain) & Domain("state", "in", OPEN_PHASES)
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
        """Plan anew what waits for it."""
        waiting = [("needs_replanning", "=", True)]
        self.env["ir.cron"]._commit_progress(remaining=self.search_count(waiting))
        while found := self.search(waiting, limit=BATCH, order="id"):
            found._replan()
            if not self.env["ir.cron"]._commit_progress(len(found)):
                break

    def _replan(self):
        """Choose the policies and plan the deadlines of these requests anew.

        As many queries for thousands of requests as for one.
        """
        for ids in split_every(BATCH, self.ids):
            self.browse(ids)._replan_batch()

    def _replan_batch(self):
        Clock = self.env["service.sla.clock"]
        self.flush_model()
        Clock.flush_model()
        Clock.search_fetch([("request_id", "in", self.ids)], Clock._planning_fields())
        open_ones = self.filtered(lambda request: request.state in OPEN_PHASES)
        gone, new, kept = Clock._plan(open_ones, fields.Datetime.now())
        gone.unlink()
        Clock.create(new)
        Clock._keep_plan(kept)
        self._store_deadline_summaries()

    def _store_deadline_summaries(self):
        """`_compute_clock` of many requests at once; see `clocks.summary`."""
        self.flush_model()
        self.env["service.sla.clock"].flush_model()
        self.env.cr.execute(SUMMARIES, {"ids": self.ids})
        self.invalidate_recordset(
            ["due_at", "sla_state", "at_risk_from", "needs_replanning"], flush=False
        )
