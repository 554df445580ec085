from datetime import timedelta
from ipaddress import ip_address, ip_network

from odoo import api, fields, models
from odoo.tools import SQL

# So many of each kind from one network address in an hour. A library's computers share
# an address, so this is more than one person needs.
MAX_PER_HOUR = {"track": 20, "send": 30, "lookup": 120, "link": 10, "upload": 60}
# So many of each kind about one request, or one report of it, in an hour: whoever has
# its link, from however many addresses.
MAX_PER_RECORD = {"request_link": 3, "request_message": 20, "request_file": 20}
# So many rows of a kind are kept apart in an hour: strangers do not fill the database.
MAX_ROWS = 10_000
# The others share one, and may do as much together as so many.
OTHER_ADDRESSES = "others"
OTHER_ADDRESSES_FACTOR = 50
# What one household or one machine is given of the newer kind of addresses.
IPV6_PREFIX = 64


class ServiceRateLimit(models.Model):
    """How often something was tried on the public pages this hour.

    It holds the network address, or the record that is limited, and nothing of what
    was tried, and is gone after a day.
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
        """Count attempts, and say whether there have not been too many.

        It is counted even where the request that made it is rolled back.

        Args:
            kind: one of `MAX_PER_HOUR`.
            address: the network address of whoever tries.
            number: how many of the kind are tried at once.
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
        """Count attempts about one record, and say whether there are not too many.

        Args:
            kind: one of `MAX_PER_RECORD`.
            record: the `service.request`, or the report of one, that it is about.
            number: how many of the kind are tried at once.
        """
        key = f"{record._name},{record.id}"
        with self.env.registry.cursor() as cursor:
            counted = self._count(cursor, self._current_hour(), kind, key, number)
        return counted <= MAX_PER_RECORD[kind]

    @api.model
    def _current_hour(self):
        return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)

    @api.model
    def _count(self, cursor, hour, kind, address, number):
        """Add attempts to their row of this hour.

        Returns:
            How many there are now.
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
        """Whether the hour has rows enough, and none of this."""
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
        old = fields.Datetime.now() - timedelta(days=1)
        self.search([("hour", "<", old)]).unlink()


def _limit_key(address):
    """The address that attempts are counted under.

    Whoever has one IPv6 address has all of its network: that is counted as one.
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
