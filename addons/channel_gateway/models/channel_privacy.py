"""Personal data in messages, calls and visits. Erasure keeps what figures need.

Rows without a constituent, such as failed or automatic messages, are found by the
person's addresses or by the request they are about.
"""

from urllib.parse import quote_plus

from odoo import api, models
from odoo.tools import SQL, escape_psql, html2plaintext

from odoo.addons.constituent_crm.matching import number_formats

from .channel_message import UNDECIDED

DIGITS = "regexp_replace(%s, '[^0-9]', '', 'g')"
# The sender of these is unknown: addresses occur in the raw bytes only.
UNREAD = (
    "partner_id IS NULL AND sender IS NULL AND raw IS NOT NULL"
    " AND state IN ('received', 'triage', 'failed', 'discarded')"
)
# Automatic messages name the undeliverable address in their text.
AUTOMATIC = "partner_id IS NULL AND is_automatic"
READ_AT_ONCE = 100


def _by_digits(records, column, partners):
    """Return rows without a constituent that have a number of `partners`.

    Args:
        records: recordset of the model to search.
        column: name of the column with a number.
        partners: `res.partner` records.

    Returns:
        Records of the model.
    """
    digits = [*partners._own_addresses()["digits"]]
    if not digits:
        return records.browse()
    records.flush_model([column, "partner_id"])
    condition = SQL(
        "partner_id IS NULL AND regexp_replace(%s, '[^0-9]', '', 'g') = ANY(%s)",
        SQL.identifier(column),
        digits,
    )
    return records.browse(_ids(records, condition))


def _ids(records, condition):
    """Return the ids of the rows that fulfil an SQL condition, in order."""
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
        """Return messages without a constituent from or to one of their addresses.

        Messages about their requests are included. An address that is in no column is
        searched for in the raw bytes.

        Args:
            partners: `res.partner` records.

        Returns:
            `channel.message` records.
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
        return found | _by_digits(self, "sender", partners)

    @api.model
    def _by_column(self, addresses):
        """Return messages whose sender or recipient is one of the addresses."""
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
        """Return messages whose text or raw bytes contain one of the addresses."""
        patterns = [f"%{escape_psql(address)}%" for address in addresses["email"]]
        automatic = SQL(
            "partner_id IS NULL AND is_automatic AND body ILIKE ANY(%s)", patterns
        )
        unread = self.browse(_ids(self, SQL(UNREAD)))  # pylint: disable=sql-injection
        spelt = set().union(*map(number_formats.of_phone, addresses["phone"]))
        spelt |= addresses["email"]
        texts = [text.encode() for text in spelt | {*map(quote_plus, spelt)}]
        found = self.browse(_ids(self, automatic))
        for start in range(0, len(unread), READ_AT_ONCE):
            some = unread[start : start + READ_AT_ONCE]
            found |= some.filtered(lambda message: message._holds(texts))
            some.invalidate_recordset(["raw"])
        return found

    def _holds(self, texts):
        """Return whether the raw bytes contain one of `texts`, regardless of case."""
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
        # The queued e-mail or SMS is a copy of the message.
        self.mail_id._erase_rows()
        self.sms_id.unlink()
        incoming = self.filtered(lambda one: one.direction == "in")
        undecided = incoming.filtered(lambda one: one.state in UNDECIDED)
        waiting = self.filtered(lambda one: one.state == "queued")
        result = super()._erase_person(partners, names)
        # Without content, a message can neither be decided nor sent.
        undecided._decide("discarded", self.env._("Erased"))
        waiting._decide("failed", self.env._("Erased"))
        return result


class ChannelContact(models.AbstractModel):
    _inherit = "channel.contact"

    @api.model
    def _personal_rows_of(self, partners):
        """Return calls and visits without a constituent about their requests."""
        requests = partners._own_requests()
        unknown = [("partner_id", "=", False), ("beneficiary_id", "=", False)]
        # A single search for both would scan all rows without a constituent: no index
        # covers both.
        return self.search(
            [*unknown, ("request_id", "in", requests.ids)]
        ) | self.search([*unknown, ("request_ids", "in", requests.ids)])

    def _subject_access_review_reason(self, partner):
        if not (self.partner_id | self.beneficiary_id):
            return (
                self.env._("Found by a number or a request: check whose it is"),
                False,
            )
        return super()._subject_access_review_reason(partner)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # These describe the council, not the person.
        for name in ("queue", "place"):
            values.pop(name, None)
        return values


class ChannelCall(models.Model):
    _inherit = "channel.call"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Add calls from one of their numbers."""
        found = super()._personal_rows_of(partners)
        return found | _by_digits(self, "number", partners)


class SmsSms(models.Model):
    _inherit = "sms.sms"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Return queued SMS to one of their numbers."""
        return _by_digits(self, "number", partners)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["create_date", "number", "body"]


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model
    def _personal_rows_of(self, partners):
        """Add what was sent to them about requests that they have only joined."""
        sent = self.env["channel.message"].search(
            [("partner_id", "in", partners.ids), ("direction", "=", "out")]
        )
        others = sent.filtered(
            lambda one: (
                one.request_id
                and not (one.request_id.partner_id | one.request_id.beneficiary_id)
                & partners
            )
        )
        emails = self.search(
            [("message_id", "in", list(filter(None, others.mapped("external_id"))))]
        )
        found = super()._personal_rows_of(partners)
        return found | emails | self._texts_of(others)

    @api.model
    def _texts_of(self, sent):
        """Return chatter messages of SMS, which are identified by their text alone."""
        words = {
            (message.request_id.id, (message.body or "").strip()) for message in sent
        }
        notes = self.search(
            [
                ("model", "=", "service.request"),
                ("res_id", "in", sent.request_id.ids),
                ("message_type", "=", "sms"),
            ]
        )
        return notes.filtered(
            lambda note: (note.res_id, html2plaintext(note.body).strip()) in words
        )

    def _erase_sent(self):
        """Delete queued SMS with the text of the message, too."""
        texts = self.env["sms.sms"].search([("mail_message_id", "in", self.ids)])
        texts.unlink()
        return super()._erase_sent()
