from ipaddress import ip_address, ip_network

from odoo import api, fields, models
from odoo.tools import SQL

# The row of clients without a valid address, and of those beyond the maximum of rows.
OTHER_ADDRESSES = "others"
# Prefix length of the IPv6 network that one household or machine gets.
IPV6_PREFIX = 64


class ConstituentCounterMixin(models.AbstractModel):
    """Attempts of anonymous clients, counted by network address.

    A model adds the fields that its counts are grouped by, such as the day, with a
    unique constraint on them and `address`.
    """

    _name = "constituent.counter.mixin"
    _description = "Counter of Attempts by Network Address"

    address = fields.Char(
        string="From",
        required=True,
        help="The network address they came from; of IPv6, the network.",
    )
    attempts = fields.Integer(required=True)

    @api.model
    def _count_up(self, group, address, number=1, *, max_rows=None, **last):
        """Count attempts, even if the transaction is rolled back.

        Args:
            group: values of the fields that are unique together with `address`.
            address: what is counted, such as the result of `_address_key`.
            number: number of attempts at once.
            max_rows: rows of the group, from which on new addresses share one row, so
                that strangers cannot fill the table; None for no maximum.
            last: values of further fields, which are those of the last attempt.

        Returns:
            A pair: the attempts in the row, and whether other addresses share it.
        """
        with self.env.registry.cursor() as cursor:
            if max_rows is not None and self._is_full(cursor, group, address, max_rows):
                address = OTHER_ADDRESSES
            key = {**group, "address": address}
            return self._upsert(cursor, key, number, last), address == OTHER_ADDRESSES

    @api.model
    def _is_full(self, cursor, group, address, max_rows):
        """Return whether a new address exceeds the rows of the group."""
        table = SQL.identifier(self._table)
        in_group = self._equals(group)
        known = self._equals({"address": address})
        cursor.execute(SQL("SELECT FROM %s WHERE %s AND %s", table, in_group, known))
        if cursor.rowcount:
            return False
        cursor.execute(SQL("SELECT count(*) FROM %s WHERE %s", table, in_group))
        return cursor.fetchone()[0] >= max_rows

    @api.model
    def _equals(self, values):
        """Return the condition that columns have these values."""
        return SQL(" AND ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in values.items()
        )

    @api.model
    def _upsert(self, cursor, key, number, last):
        """Add attempts to the row of a key and return the sum."""
        values = {**key, "attempts": number, **last}
        cursor.execute(
            SQL(
                "INSERT INTO %(table)s AS counter (%(columns)s) VALUES %(values)s"
                " ON CONFLICT (%(key)s) DO UPDATE"
                " SET attempts = counter.attempts + excluded.attempts%(last)s"
                " RETURNING counter.attempts",
                table=SQL.identifier(self._table),
                columns=SQL(", ").join(map(SQL.identifier, values)),
                values=tuple(values.values()),
                key=SQL(", ").join(map(SQL.identifier, key)),
                last=SQL().join(
                    SQL(", %(name)s = excluded.%(name)s", name=SQL.identifier(name))
                    for name in last
                ),
            )
        )
        return cursor.fetchone()[0]

    @api.model
    def _address_key(self, address):
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
        network = ip_network((found, IPV6_PREFIX), strict=False)
        return str(found.ipv4_mapped or network)
