from odoo import fields, models
from odoo.tools import SQL

from ..measures.requests import SATISFIED

# For each mean the column of its total, and its factor.
MEANS = {
    "satisfaction:avg": ("rating_total", 1),
    "satisfied_share:avg": ("satisfied_count", 100),
}


class EsdRequestFact(models.Model):
    """Requests for analysts, without personal data."""

    _name = "esd.request.fact"
    _description = "Request Analysis"
    _inherit = ["service.phase.mixin"]
    _auto = False
    _order = "opened_at desc, id desc"
    _rec_name = "opened_at"
    _depends = {
        "service.request": [
            "opened_at",
            "closed_at",
            "due_at",
            "service_id",
            "directorate_id",
            "team_id",
            "ward_id",
            "channel_id",
            "phase",
            "outcome_id",
            "sla_state",
            "satisfaction",
            "satisfaction_at",
        ],
        "service.co.report": ["request_id", "satisfaction"],
        "constituent.channel": ["is_electronic"],
    }

    # When
    opened_at = fields.Datetime(string="Opened", readonly=True)
    closed_at = fields.Datetime(string="Closed", readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True)
    rated_at = fields.Datetime(string="Rated", readonly=True)
    # Subject and responsibility
    service_id = fields.Many2one("service.type", readonly=True)
    directorate_id = fields.Many2one("service.directorate", readonly=True)
    team_id = fields.Many2one("service.team", readonly=True)
    ward_id = fields.Many2one("constituent.ward", readonly=True)
    channel_id = fields.Many2one("constituent.channel", readonly=True)
    is_electronic = fields.Boolean(string="Electronic", readonly=True)
    # Result
    phase = fields.Selection(readonly=True)
    outcome_id = fields.Many2one("service.outcome", readonly=True)
    sla_state = fields.Selection(
        selection=lambda self: self._selection_of("sla_state"),
        string="Deadline",
        readonly=True,
    )
    hours_to_close = fields.Float(
        readonly=True, aggregator="avg", help="From opening to closing, by the clock."
    )
    deadline_met_share = fields.Float(
        string="Deadlines Met (%)",
        readonly=True,
        aggregator="avg",
        help="Closed within the deadline ÷ closed with a deadline, as the measure"
        " “Deadlines Met”.",
    )
    satisfaction = fields.Float(
        readonly=True,
        aggregator="avg",
        help="From 1 to 5; empty without a rating. The mean of all who said, those who"
        " have joined the request included.",
    )
    satisfied_share = fields.Float(
        string="Satisfied (%)", readonly=True, aggregator="avg"
    )
    rating_count = fields.Integer(string="Ratings", readonly=True)
    rating_total = fields.Integer(readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)

    def _selection_of(self, name):
        """Return the selection of a field of requests."""
        field = self.env["service.request"]._fields[name]
        return field._description_selection(self.env)

    def _read_group_select(self, aggregate_spec, query):
        """Compute means over all ratings, so that co-reporters count, too."""
        part = MEANS.get(aggregate_spec)
        if not part:
            return super()._read_group_select(aggregate_spec, query)
        total, factor = part
        return SQL(
            "sum(%s)::float * %s / nullif(sum(%s), 0)",
            self._field_to_sql(self._table, total, query),
            factor,
            self._field_to_sql(self._table, "rating_count", query),
        )

    @property
    def _table_query(self):
        """Return the query of the view."""
        return SQL(
            """
            SELECT request.id,
                   request.opened_at,
                   request.closed_at,
                   request.due_at,
                   request.satisfaction_at AS rated_at,
                   request.service_id,
                   request.directorate_id,
                   request.team_id,
                   request.ward_id,
                   request.channel_id,
                   channel.is_electronic,
                   request.phase,
                   request.outcome_id,
                   request.sla_state,
                   extract(epoch FROM request.closed_at - request.opened_at)::float
                       / 3600 AS hours_to_close,
                   CASE WHEN request.phase = 'closed'
                         AND request.sla_state IN ('met', 'missed')
                        THEN (request.sla_state = 'met')::integer * 100::float
                         END AS deadline_met_share,
                   rated.total::float / nullif(rated.number, 0) AS satisfaction,
                   rated.satisfied * 100::float / nullif(rated.number, 0)
                       AS satisfied_share,
                   rated.number AS rating_count,
                   rated.total AS rating_total,
                   rated.satisfied AS satisfied_count
              FROM service_request request
              LEFT JOIN constituent_channel channel ON channel.id = request.channel_id
              LEFT JOIN (
                    SELECT request_id, count(*) AS number,
                           sum(satisfaction::integer) AS total,
                           count(*) FILTER (
                               WHERE satisfaction::integer >= %(good)s
                           ) AS satisfied
                      FROM service_co_report
                     WHERE satisfaction IS NOT NULL
                     GROUP BY request_id
              ) AS joined ON joined.request_id = request.id
             CROSS JOIN LATERAL (
                    SELECT num_nonnulls(request.satisfaction)
                               + coalesce(joined.number, 0) AS number,
                           coalesce(request.satisfaction::integer, 0)
                               + coalesce(joined.total, 0) AS total,
                           coalesce(request.satisfaction::integer >= %(good)s, FALSE)
                               ::integer + coalesce(joined.satisfied, 0) AS satisfied
              ) AS rated
            """,
            good=SATISFIED,
        )
