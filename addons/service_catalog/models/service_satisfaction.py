from odoo import fields, models
from odoo.tools import SQL

from .service_satisfaction_mixin import SATISFACTION


class ServiceSatisfaction(models.Model):
    """Ratings: one row for each constituent who was asked to rate a request.

    These are the first reporter and the co-reporters.
    """

    _name = "service.satisfaction"
    _description = "Satisfaction"
    _auto = False
    _order = "asked_at desc, id desc"
    _rec_name = "request_id"

    request_id = fields.Many2one("service.request", readonly=True)
    co_report_id = fields.Many2one(
        "service.co.report",
        string="Co-Report",
        readonly=True,
        help="Empty for the first reporter.",
    )
    service_id = fields.Many2one("service.type", readonly=True)
    team_id = fields.Many2one("service.team", readonly=True)
    channel_id = fields.Many2one("constituent.channel", readonly=True)
    outcome_id = fields.Many2one("service.outcome", readonly=True)
    asked_at = fields.Datetime(string="Asked", readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    satisfaction = fields.Selection(SATISFACTION, readonly=True)
    comment = fields.Text(readonly=True)
    response_rate = fields.Float(
        string="Response Rate (%)", digits=(16, 1), aggregator="avg", readonly=True
    )
    points = fields.Float(
        string="Points (1 to 5)",
        digits=(16, 1),
        aggregator="avg",
        readonly=True,
        help="5 is very satisfied; of those who answered.",
    )

    _depends = {
        "service.request": [
            "service_id",
            "team_id",
            "channel_id",
            "outcome_id",
            "satisfaction",
            "satisfaction_asked_at",
            "satisfaction_at",
            "satisfaction_comment",
        ],
        "service.co.report": [
            "request_id",
            "channel_id",
            "satisfaction",
            "satisfaction_asked_at",
            "satisfaction_at",
            "satisfaction_comment",
        ],
    }

    @property
    def _table_query(self):
        """Return the query of the ratings.

        Returns:
            SQL with one row for each constituent who was asked.
        """
        # Ids of requests are even, ids of co-reports odd. Points are NULL until there
        # is a rating, so that averages ignore them.
        return SQL(
            """
            SELECT asked.*,
                   CASE WHEN satisfaction IS NULL THEN 0 ELSE 100 END AS response_rate,
                   satisfaction::integer AS points
              FROM (
                SELECT id * 2 AS id, id AS request_id, NULL::integer AS co_report_id,
                       service_id, team_id, channel_id, outcome_id,
                       satisfaction_asked_at AS asked_at,
                       satisfaction_at AS answered_at,
                       satisfaction, satisfaction_comment AS comment
                  FROM service_request
                 WHERE satisfaction_asked_at IS NOT NULL
                 UNION ALL
                SELECT report.id * 2 + 1, request.id, report.id,
                       request.service_id, request.team_id, report.channel_id,
                       request.outcome_id, report.satisfaction_asked_at,
                       report.satisfaction_at, report.satisfaction,
                       report.satisfaction_comment
                  FROM service_co_report report
                  JOIN service_request request ON request.id = report.request_id
                 WHERE report.satisfaction_asked_at IS NOT NULL
              ) AS asked
            """
        )
