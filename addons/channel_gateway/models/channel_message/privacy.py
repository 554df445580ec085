"""Personal data in messages: disclosure and erasure; statistics stay.

Some have no constituent, such as one that failed or was sent automatically. They are
found by the person's addresses, or by the request that they are about.
"""

from urllib.parse import quote_plus

from odoo import api, models
from odoo.tools import SQL, escape_psql

from odoo.addons.constituent_crm.matching import number_formats

from .message import UNDECIDED

DIGITS = "regexp_replace(%s, '[^0-9]', '', 'g')"
# Messages without a known sender: only their payload contains addresses.
UNREAD = (
    "partner_id IS NULL AND sender IS NULL AND raw IS NOT NULL"
    " AND state IN ('received', 'triage', 'failed', 'discarded')"
)
# Bounces name the undeliverable address in their text.
AUTOMATIC = "partner_id IS NULL AND is_automatic"
READ_AT_ONCE = 100


def rows_by_digits(records, column, partners):
    """Return rows without a partner whose `column` is a phone number of `partners`."""
    digits = [*partners._own_addresses()["digits"]]
    if not digits:
        return records.browse()
    records.flush_model([column, "partner_id"])
    number = SQL(DIGITS, SQL.identifier(column))  # pylint: disable=sql-injection
    condition = SQL("partner_id IS NULL AND %s = ANY(%s)", number, digits)
    return records.browse(_ids(records, condition))


def _ids(records, condition):
    """Return the ids of rows of the model of `records` by an SQL condition."""
    table = SQL.identifier(records._table)
    rows = records.env.execute_query(
        SQL("SELECT id FROM %s WHERE %s ORDER BY id", table, condition)
    )
    return [row_id for (row_id,) in rows]


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    _unknown_sender_idx = models.Index("(lower(sender)) WHERE partner_id IS NULL")
    _unknown_number_idx = models.Index(
        f"({DIGITS % 'sender'}) WHERE partner_id IS NULL"
    )
    _unknown_recipient_idx = models.Index(
        "(lower(recipient)) WHERE partner_id IS NULL AND direction = 'out'"
    )
    _unread_idx = models.Index(f"(id) WHERE {UNREAD}")
    _automatic_idx = models.Index(f"(id) WHERE {AUTOMATIC}")

    @api.model
    def _personal_rows_of(self, partners):
        """Return messages without a partner that concern `partners`.

        These are about one of their requests, or from or to one of their addresses.
        An address that no column holds is searched for in the stored payload.
        """
        self.flush_model()
        addresses = partners._own_addresses()
        found = self.search(
            [
                ("partner_id", "=", False),
                ("request_id", "in", partners._own_requests().ids),
            ]
        )
        if any(addresses.values()):
            found |= self._by_column(addresses) | self._by_words(addresses)
        return found | rows_by_digits(self, "sender", partners)

    @api.model
    def _by_column(self, addresses):
        emails, numbers = [*addresses["email"]], [*addresses["phone"]]
        unknown = SQL("partner_id IS NULL")
        sender = SQL("%s AND lower(sender) = ANY(%s)", unknown, emails)
        recipient = SQL(
            "%s AND direction = 'out' AND lower(recipient) = ANY(%s)",
            unknown,
            emails + numbers,
        )
        conditions = (sender, recipient)
        return self.browse(
            row_id for condition in conditions for row_id in _ids(self, condition)
        )

    @api.model
    def _by_words(self, addresses):
        patterns = [f"%{escape_psql(address)}%" for address in addresses["email"]]
        # pylint: disable=sql-injection
        automatic = SQL(
            "%s AND (body ILIKE ANY(%s) OR whole_text ILIKE ANY(%s))",
            SQL(AUTOMATIC),
            patterns,
            patterns,
        )
        unread = self.browse(_ids(self, SQL(UNREAD)))
        spelt = set().union(*map(number_formats.of_phone, addresses["phone"]))
        spelt |= addresses["email"]
        texts = [text.encode() for text in spelt | {*map(quote_plus, spelt)}]
        found = self.browse(_ids(self, automatic))
        for start in range(0, len(unread), READ_AT_ONCE):
            some = unread[start : start + READ_AT_ONCE]
            found |= some.filtered(lambda message: message._contains_any(texts))
            some.invalidate_recordset(["raw"])
        return found

    def _contains_any(self, texts):
        content = self._raw_bytes().lower()
        return any(text.lower() in content for text in texts)

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [
            name for name in names if name not in ("error", "external_id", "mail_id")
        ]

    def _subject_access_review_reason(self, partner):
        if not self.partner_id:
            return (
                self.env._("Found by an address or a request: check whose it is"),
                False,
            )
        return super()._subject_access_review_reason(partner)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        values.pop("event", None)
        return values

    def _erase_person(self, partners, names):
        # What is in transit is the message again.
        self.mail_id._erase_rows()
        self.sms_id.unlink()
        incoming = self.filtered(lambda one: one.direction == "in")
        undecided = incoming.filtered(lambda one: one.state in UNDECIDED)
        waiting = self.filtered(lambda one: one.state == "queued")
        result = super()._erase_person(partners, names)
        # Nothing is left that could be decided or sent.
        undecided._decide("discarded", self.env._("Erased"))
        waiting._decide("failed", self.env._("Erased"))
        return result
