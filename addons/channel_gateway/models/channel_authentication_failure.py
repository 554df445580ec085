from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Limits the number of rows that strangers can create in a day.
MAX_ADDRESSES = 1000
OTHER_ADDRESSES = "others"
RETENTION_DAYS = 90


class ChannelAuthenticationFailure(models.Model):
    """Failed authentications: one row for each day and network address."""

    _name = "channel.authentication.failure"
    _description = "Authentication Failure"
    _order = "last_at desc, id desc"
    _rec_name = "address"
    _log_access = False

    day = fields.Date(required=True)
    kind = fields.Selection(selection="_kinds", required=True)
    address = fields.Char(
        string="From", required=True, help="The network address they came from."
    )
    attempts = fields.Integer(required=True)
    last_at = fields.Datetime(string="Last Attempt", required=True)

    _day_kind_address_uniq = models.Constraint(
        "UNIQUE (day, kind, address)", "This address has a row for this day already."
    )

    @api.model
    def _kinds(self):
        kind = self.env["channel.endpoint"]._fields["kind"]
        return kind._description_selection(self.env)

    @api.model
    def _count_failure(self, kind, address):
        """Count one attempt, even if the transaction of the request is rolled back.

        Args:
            kind: kind of the endpoint.
            address: network address of the client.
        """
        now = fields.Datetime.now()
        day = now.date()
        counted = SQL(
            "SELECT count(*) FROM channel_authentication_failure WHERE day = %s", day
        )
        with self.env.registry.cursor() as cursor:
            cursor.execute(counted)
            if not address or cursor.fetchone()[0] >= MAX_ADDRESSES:
                address = OTHER_ADDRESSES
            cursor.execute(
                SQL(
                    "INSERT INTO channel_authentication_failure"
                    " (day, kind, address, attempts, last_at)"
                    " VALUES (%s, %s, %s, 1, %s) ON CONFLICT (day, kind, address)"
                    " DO UPDATE SET attempts = channel_authentication_failure.attempts"
                    " + 1,"
                    " last_at = excluded.last_at",
                    day,
                    kind,
                    address,
                    now,
                )
            )

    @api.autovacuum
    def _gc_failures(self):
        old = fields.Date.today() - timedelta(days=RETENTION_DAYS)
        self.search([("day", "<", old)]).unlink()
