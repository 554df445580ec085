from datetime import timedelta
from ipaddress import ip_address, ip_network

from odoo import api, fields, models
from odoo.tools import SQL

# Maximum attempts of each kind from one network address in an hour. The computers of a
# library share an address, so this is more than one person needs.
MAX_PER_HOUR = {"track": 20, "send": 30, "lookup": 120, "link": 10, "upload": 60}
# Maximum attempts of each kind on one request or co-report in an hour, from any number
# of addresses.
MAX_PER_RECORD = {"request_link": 3, "request_message": 20, "request_file": 20}
# Maximum rows of a kind in an hour, so that the table stays small.
MAX_ROWS = 10_000
# Further addresses share one row, with a limit this many times higher.
OTHER_ADDRESSES = "others"
OTHER_ADDRESSES_FACTOR = 50
# Prefix length of the IPv6 network that one household or machine gets.
IPV6_PREFIX = 64


class ServiceRateLimit(models.Model):
    """The number of attempts on the public pages in an hour.

    A row holds the network address or the record, and nothing of the content. It is
    deleted after a day.
    """

    _name = "service.rate.limit"
    _description = "Rate Limit of Public Pages"
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
        ],
        required=True,
    )
    address = fields.Char(string="From", required=True)
    attempts = fields.Integer(required=True)

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
        hour, address = self._current_hour(), _limit_key(address)
        with self.env.registry.cursor() as cursor:
            if self._is_row_limit_reached(cursor, hour, kind, address):
                address = OTHER_ADDRESSES
            most = MAX_PER_HOUR[kind] * (
                OTHER_ADDRESSES_FACTOR if address == OTHER_ADDRESSES else 1
            )
            return self._count(cursor, hour, kind, address, number) <= most

    @api.model
    def _is_within_record_limit(self, kind, record, number=1):
        """Count attempts on one record and return whether they are within the limit.

        Args:
            kind: a key of `MAX_PER_RECORD`.
            record: a `service.request` or `service.co.report`.
            number: number of attempts at once.

        Returns:
            False when there were too many.
        """
        key = f"{record._name},{record.id}"
        with self.env.registry.cursor() as cursor:
            counted = self._count(cursor, self._current_hour(), kind, key, number)
        return counted <= MAX_PER_RECORD[kind]

    @api.model
    def _current_hour(self):
        """Return the beginning of this hour."""
        return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)

    @api.model
    def _count(self, cursor, hour, kind, address, number):
        """Add attempts to the row of this hour.

        Args:
            cursor: a cursor of its own transaction.
            hour: the beginning of the hour.
            kind: the kind of attempt.
            address: network address or record.
            number: number of attempts at once.

        Returns:
            The number of attempts in this hour.
        """
        cursor.execute(
            SQL(
                "INSERT INTO service_rate_limit (hour, kind, address, attempts)"
                " VALUES (%s, %s, %s, %s) ON CONFLICT (hour, kind, address)"
                " DO UPDATE SET attempts = service_rate_limit.attempts + %s"
                " RETURNING attempts",
                hour,
                kind,
                address,
                number,
                number,
            )
        )
        return cursor.fetchone()[0]

    @api.model
    def _is_row_limit_reached(self, cursor, hour, kind, address):
        """Return whether a new address exceeds the rows of this hour."""
        known = (
            "SELECT FROM service_rate_limit"
            " WHERE hour = %s AND kind = %s AND address = %s"
        )
        cursor.execute(SQL(known, hour, kind, address))
        if cursor.rowcount:
            return False
        counted = (
            "SELECT count(*) FROM service_rate_limit WHERE hour = %s AND kind = %s"
        )
        cursor.execute(SQL(counted, hour, kind))
        return cursor.fetchone()[0] >= MAX_ROWS

    @api.autovacuum
    def _gc_attempts(self):
        """Delete rows older than a day."""
        old = fields.Datetime.now() - timedelta(days=1)
        self.search([("hour", "<", old)]).unlink()


def _limit_key(address):
    """Return the address that attempts are counted under.

    An IPv6 network counts as one, as its holder controls all of its addresses.

    Args:
        address: network address of the client.

    Returns:
        The IPv4 address, the IPv6 network, or `OTHER_ADDRESSES`.
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return OTHER_ADDRESSES
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    network = ip_network((found, IPV6_PREFIX), strict=False)
    return str(mapped or network)
