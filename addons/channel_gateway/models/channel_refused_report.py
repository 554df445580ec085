from odoo import api, fields, models
from odoo.tools import SQL


class ChannelRefusedReport(models.Model):
    """Count of the refused reports of a client on a day that have been removed."""

    _name = "channel.refused.report"
    _description = "Removed Refused Reports"
    _order = "day desc, id desc"
    _rec_name = "day"
    _log_access = False

    day = fields.Date(required=True, readonly=True)
    endpoint_id = fields.Many2one(
        "channel.endpoint",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    reports = fields.Integer(required=True, readonly=True)

    _day_endpoint_uniq = models.Constraint(
        "UNIQUE (day, endpoint_id)", "This client has a row for this day already."
    )

    @api.model
    def _count(self, messages):
        """Count messages that are about to be removed."""
        rows = messages._read_group(
            [("id", "in", messages.ids)],
            ["received_at:day", "endpoint_id"],
            ["__count"],
        )
        for day, endpoint, count in rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO channel_refused_report AS counted"
                    " (day, endpoint_id, reports) VALUES (%s, %s, %s)"
                    " ON CONFLICT (day, endpoint_id) DO UPDATE"
                    " SET reports = counted.reports + excluded.reports",
                    day.date(),
                    endpoint.id,
                    count,
                )
            )
        self.invalidate_model()
