from datetime import timedelta

from odoo import api, fields, models

# Maximum attempts of each kind from one network address in an hour. The computers of a
# library share an address, so this is more than one person needs.
MAX_PER_HOUR = {"track": 20, "send": 30, "lookup": 120, "link": 10, "upload": 60}
# Maximum attempts of each kind on one record, such as a request, in an hour, from any
# number of addresses.
MAX_PER_RECORD = {
    "request_link": 3,
    "request_message": 20,
    "request_file": 20,
    "request_pin": 10,
    "ticket": 300,
}
# Maximum rows of a kind in an hour, so that the table stays small.
MAX_ROWS = 10_000
# Further addresses share one row, with a limit this many times higher.
OTHER_ADDRESSES_FACTOR = 50


class ServiceRateLimit(models.Model):
    """The number of attempts on the public pages in an hour.

    A row holds the network address or the record, and nothing of the content. It is
    deleted after a day.
    """

    _name = "service.rate.limit"
    _description = "Rate Limit of Public Pages"
    _inherit = ["constituent.counter.mixin"]
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
            ("request_link", "New links of one request"),
            ("request_message", "Messages on one request"),
            ("request_file", "Files on one request"),
            ("request_pin", "PINs tried on one request"),
            ("ticket", "Tickets of one reception"),
        ],
        required=True,
    )

    _hour_kind_address_uniq = models.Constraint(
        "UNIQUE (hour, kind, address)", "This address has a row for this hour already."
    )

    @api.model
    def _is_within_limit(self, kind, address, number=1):
        """Count attempts and return whether they are within the hourly limit.

        Attempts are counted even if the transaction is rolled back.

        Args:
            kind: a key of `MAX_PER_HOUR`.
            address: network address of the client.
            number: number of attempts at once.

        Returns:
            False when there were too many.
        """
        attempts, is_shared = self._count_up(
            self._group(kind), self._address_key(address), number, max_rows=MAX_ROWS
        )
        factor = OTHER_ADDRESSES_FACTOR if is_shared else 1
        return attempts <= MAX_PER_HOUR[kind] * factor

    @api.model
    def _is_within_record_limit(self, kind, record, number=1):
        """Count attempts on one record and return whether they are within the limit.

        Args:
            kind: a key of `MAX_PER_RECORD`.
            record: such as a `service.request`.
            number: number of attempts at once.

        Returns:
            False when there were too many.
        """
        key = f"{record._name},{record.id}"
        attempts, _is_shared = self._count_up(self._group(kind), key, number)
        return attempts <= MAX_PER_RECORD[kind]

    @api.model
    def _group(self, kind):
        """Return the values by which attempts of a kind are counted: this hour's."""
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        return {"hour": hour, "kind": kind}

    @api.autovacuum
    def _gc_attempts(self):
        """Delete rows older than a day."""
        old = fields.Datetime.now() - timedelta(days=1)
        self.search([("hour", "<", old)]).unlink()
