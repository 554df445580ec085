from datetime import timedelta

from odoo import api, fields, models

# Maximum rows of a kind that strangers can create in a day.
MAX_ADDRESSES = 1000
RETENTION_DAYS = 90


class ChannelAuthenticationFailure(models.Model):
    """Failed authentications: one row for each day and network address."""

    _name = "channel.authentication.failure"
    _description = "Authentication Failure"
    _inherit = ["constituent.counter.mixin"]
    _order = "last_at desc, id desc"
    _rec_name = "address"
    _log_access = False

    day = fields.Date(required=True)
    kind = fields.Selection(selection="_kinds", required=True)
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
        self._count_up(
            {"day": now.date(), "kind": kind},
            self._address_key(address),
            max_rows=MAX_ADDRESSES,
            last_at=now,
        )

    @api.autovacuum
    def _gc_failures(self):
        old = fields.Date.today() - timedelta(days=RETENTION_DAYS)
        self.search([("day", "<", old)]).unlink()
