from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# So many of each kind from one network address in an hour. A library's computers share
# an address, so this is more than one person needs.
MOST = {"track": 20, "send": 30, "lookup": 60, "link": 10, "upload": 40}


class ServiceAttempt(models.Model):
    """How often a network address has tried something on the public pages this hour.

    It holds the address and nothing of what was tried, and is gone after a day.
    """

    _name = "service.attempt"
    _description = "Attempts on Public Pages"
    _order = "hour desc, id desc"
    _rec_name = "address"
    _log_access = False

    hour = fields.Datetime(required=True)
    kind = fields.Selection(
        [
            ("track", "Opening a request by its reference"),
            ("send", "Sending a request"),
            ("lookup", "Looking up addresses"),
            ("link", "Asking for a new link"),
            ("upload", "Sending photos or files"),
        ],
        required=True,
    )
    address = fields.Char(string="From", required=True)
    attempts = fields.Integer(required=True)

    _hour_kind_address_uniq = models.Constraint(
        "UNIQUE (hour, kind, address)", "This address has a row for this hour already."
    )

    @api.model
    def _allowed(self, kind, address):
        """Count one attempt, and say whether there have not been too many.

        It is counted even where the request that made it is rolled back.

        Args:
            kind: one of `MOST`.
            address: the network address of whoever tries.
        """
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        with self.env.registry.cursor() as cursor:
            cursor.execute(
                SQL(
                    "INSERT INTO service_attempt (hour, kind, address, attempts)"
                    " VALUES (%s, %s, %s, 1) ON CONFLICT (hour, kind, address)"
                    " DO UPDATE SET attempts = service_attempt.attempts + 1"
                    " RETURNING attempts",
                    hour,
                    kind,
                    address or "?",
                )
            )
            return cursor.fetchone()[0] <= MOST[kind]

    @api.autovacuum
    def _gc_attempts(self):
        old = fields.Datetime.now() - timedelta(days=1)
        self.search([("hour", "<", old)]).unlink()
