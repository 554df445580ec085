import base64
from urllib.parse import quote_plus

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, escape_psql

from odoo.addons.constituent_crm.matching import number_formats

from ...intake import join_words
from ..personal_rows import DIGITS, ids_where, rows_by_digits

STATES = [
    ("received", "Waiting"),
    ("triage", "To Process"),
    ("failed", "Failed"),
    ("done", "Done"),
    ("discarded", "Discarded"),
    ("queued", "Queued"),
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("uncertain", "Possibly Sent"),
]
# In these, staff may still decide what becomes of a message that came in.
UNDECIDED = ("received", "triage", "failed")
# Messages without a known sender: only their payload contains addresses.
UNREAD = (
    "partner_id IS NULL AND sender IS NULL AND raw IS NOT NULL"
    " AND state IN ('received', 'triage', 'failed', 'discarded')"
)
# Bounces name the undeliverable address in their text.
AUTOMATIC = "partner_id IS NULL AND is_automatic"
READ_AT_ONCE = 100
# Ids of `channel.conversation` of what is not in the ledger begin here.
MESSAGES_FROM = 1_000_000_000


class ChannelMessage(models.Model):
    """A message that was received or sent, with its payload as transmitted."""

    _name = "channel.message"
    _description = "Channel Message"
    _inherit = ["constituent.single.line.mixin"]
    _order = "received_at desc, id desc"
    _rec_name = "subject"
    _rec_names_search = ["subject", "sender", "sender_name", "external_id"]
    _single_line_fields = ("sender_name", "subject", "attachment_names")
    _first_line_fields = ("sender", "recipient")

    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], required=True, default="in"
    )
    endpoint_id = fields.Many2one(
        "channel.endpoint", ondelete="restrict", index="btree_not_null"
    )
    channel_id = fields.Many2one(
        "constituent.channel", required=True, ondelete="restrict", index=True
    )
    external_id = fields.Char(
        string="External ID",
        copy=False,
        help="Message-ID, or another key that identifies a repeated message.",
    )
    # What it says
    sender = fields.Char(string="From")
    sender_name = fields.Char()
    recipient = fields.Char(string="To")
    conversation = fields.Char(
        readonly=True,
        copy=False,
        help="Key of the conversation in the service that it came from.",
    )
    subject = fields.Char()
    body = fields.Text()
    whole_text = fields.Text(
        readonly=True,
        help="The e-mail with quoted e-mails and signature; empty where it has none.",
    )
    # Stored in the row itself: in one transaction with the promise to keep it.
    raw = fields.Binary(string="As Received", attachment=False)
    # Users who may read the message may lack access to its mailbox.
    raw_name = fields.Char(compute="_compute_raw_name", compute_sudo=True)
    attachment_names = fields.Char(string="Attachments")
    is_automatic = fields.Boolean(
        string="Automatic", help="Automatic messages are never answered."
    )
    # How it left
    purpose_id = fields.Many2one(
        "constituent.purpose", ondelete="restrict", readonly=True
    )
    event = fields.Char(help="Event of the request that the message is about.")
    mail_id = fields.Many2one("mail.mail", ondelete="set null", index="btree_not_null")
    sms_id = fields.Many2one("sms.sms", ondelete="set null", index="btree_not_null")
    not_before = fields.Datetime(
        readonly=True, copy=False, help="Delayed until the end of quiet hours."
    )
    handover = fields.Selection(
        [("begun", "Begun"), ("accepted", "Accepted")],
        copy=False,
        readonly=True,
        help="Progress of the current delivery attempt.",
    )
    handover_at = fields.Datetime(string="Handed Over", copy=False, readonly=True)
    # Who wrote it, when that is in doubt
    officer_id = fields.Many2one(
        "res.users",
        string="Written by Officer",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
        help="Officer who replied to a notification by e-mail.",
    )
    sender_verdict = fields.Selection(
        [("passed", "Passed"), ("failed", "Failed"), ("unknown", "Unknown")],
        string="Sender Verified",
        readonly=True,
        copy=False,
        help="What the council's mail server found out about the address in From: a"
        " sender who failed, or is unknown, may be somebody else.",
    )
    is_sender_unverified = fields.Boolean(
        string="Unverified Staff Sender",
        readonly=True,
        copy=False,
        help="The sender address belongs to a user, but the sender is not verified.",
    )
    # Whose it is and what became of it
    partner_id = fields.Many2one(
        "res.partner", string="Constituent", ondelete="set null", index="btree_not_null"
    )
    service_id = fields.Many2one(
        "service.type",
        string="Suggested Service",
        ondelete="set null",
        index="btree_not_null",
    )
    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    interaction_id = fields.Many2one(
        "constituent.interaction",
        string="Contact",
        ondelete="set null",
        index="btree_not_null",
    )
    state = fields.Selection(STATES, required=True, default="received", copy=False)
    error = fields.Char(string="Why", copy=False)
    received_at = fields.Datetime(
        string="Time", required=True, default=fields.Datetime.now
    )
    processed_at = fields.Datetime(string="Processed", copy=False)
    attempts = fields.Integer(copy=False)
    next_attempt_at = fields.Datetime(string="Next Attempt", copy=False)

    _external_uniq = models.UniqueIndex(
        "(endpoint_id, direction, external_id) WHERE external_id IS NOT NULL",
        "This message is here already.",
    )
    # The same e-mail at another mailbox; ours that came back; a client's token.
    _external_idx = models.Index("(external_id) WHERE external_id IS NOT NULL")
    _queue_idx = models.Index(
        "(endpoint_id, id) WHERE direction = 'in' AND state IN ('received', 'failed')"
    )
    _order_idx = models.Index("(received_at DESC, id DESC)")
    _open_idx = models.Index(
        "(state, id) WHERE state IN"
        " ('received', 'triage', 'failed', 'queued', 'uncertain')"
    )
    _thread_idx = models.Index(
        "(endpoint_id, conversation, id) WHERE conversation IS NOT NULL"
    )
    _sender_idx = models.Index("(sender, received_at) WHERE direction = 'in'")
    _recent_idx = models.Index("(endpoint_id, create_date) WHERE direction = 'in'")
    _handover_idx = models.Index("(handover_at) WHERE handover IS NOT NULL")
    _waiting_idx = models.Index(
        "(not_before) WHERE state = 'queued' AND not_before IS NOT NULL"
    )
    # What is not in the ledger: see `channel.conversation`.
    _conversation_idx = models.Index(
        f"((id + {MESSAGES_FROM})) WHERE interaction_id IS NULL"
    )
    _of_partner_idx = models.Index(
        "(partner_id, received_at DESC)"
        " WHERE interaction_id IS NULL AND partner_id IS NOT NULL"
    )
    _notified_once_uniq = models.UniqueIndex(
        "(request_id, partner_id, event, channel_id)"
        " WHERE direction = 'out' AND event = 'opened'",
        "The constituent has already received this acknowledgement.",
    )

    @api.depends("subject", "sender", "sender_name", "direction")
    def _compute_display_name(self):
        for message in self:
            message.display_name = (
                message.subject
                or message.sender_name
                or message.sender
                or self.env._("Message %s", message.id)
            )

    @api.depends("external_id")
    def _compute_raw_name(self):
        for message in self:
            message.raw_name = message.endpoint_id._kind()._raw_name(message)

    def write(self, vals):
        """Refuse manual changes: messages are evidence of the correspondence.

        Only the actions below change what has become of a message.

        Raises:
            AccessError: when a user writes, whatever their rights.
        """
        if not self.env.su:
            raise AccessError(
                self.env._("Messages are kept as they came, and changed by nobody.")
            )
        return super().write(vals)

    def _decide(self, state, error=False, **values):
        """Record what has become of the messages.

        Raises:
            AccessError: when the user may not decide about them.
        """
        self.check_access("write")
        now = fields.Datetime.now()
        # Messages are written by these methods alone.
        self.sudo().write(
            {
                "state": state,
                "error": error,
                "processed_at": now,
                "next_attempt_at": False,
                **values,
            }
        )

    @api.model
    def _describe_fault(self, problem):
        """Return what is stored of an exception: its text may quote the message.

        Staff read what it means for them; the name is for who looks into the log.
        """
        name = type(problem).__name__
        if isinstance(problem, UnicodeError):
            return self.env._("Its letters could not be read (%s).", name)
        if isinstance(problem, psycopg2.errors.QueryCanceled):
            return self.env._("It took too long to process (%s).", name)
        if isinstance(problem, psycopg2.errors.ProgramLimitExceeded):
            return self.env._("It is too long for the database (%s).", name)
        return self.env._(
            "A fault of the program, not of the sender (%s). Nothing is lost.", name
        )

    def _check_undecided(self):
        if self.filtered(lambda m: m.direction != "in" or m.state not in UNDECIDED):
            raise UserError(
                self.env._("This message has already been processed. Restore it first.")
            )

    def _mark_attached(self, request):
        """Attach the message to `request`, open or closed, as a reply or report."""
        self.ensure_one()
        self._decide("done", request_id=request.id, service_id=request.service_id.id)
        # The ledger is corrected in what the contact was about, not in its facts.
        self.interaction_id.sudo().write(
            {"request_id": request.id, "service_id": request.service_id.id}
        )
        request._handle_reply(self)

    # Its content

    def _raw_bytes(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).raw or b"")

    def _words(self):
        self.ensure_one()
        subject, body = self.subject or "", self.body or ""
        # The subject of a text is its beginning.
        is_beginning = " ".join(body.split()).startswith(subject)
        return join_words("" if is_beginning else subject, body)

    def _source_key(self):
        self.ensure_one()
        return f"channel.message:{self.id}"

    # Personal data: statistics stay. Some messages have no constituent, such as one
    # that failed or was sent automatically. They are found by the person's addresses,
    # or by the request that they are about.

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
            row_id for condition in conditions for row_id in ids_where(self, condition)
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
        unread = self.browse(ids_where(self, SQL(UNREAD)))
        spelt = set().union(*map(number_formats.of_phone, addresses["phone"]))
        spelt |= addresses["email"]
        texts = [text.encode() for text in spelt | {*map(quote_plus, spelt)}]
        found = self.browse(ids_where(self, automatic))
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
        about_self = [("message_id", "in", self.ids)]
        self.env["channel.reply"].search(about_self)._erase_rows()
        self.env["service.referral"].search(about_self).write(
            {"note": False, "answer": False, "their_reference": False}
        )
        incoming = self.filtered(lambda one: one.direction == "in")
        undecided = incoming.filtered(lambda one: one.state in UNDECIDED)
        waiting = self.filtered(lambda one: one.state == "queued")
        result = super()._erase_person(partners, names)
        # Nothing is left that could be decided or sent.
        undecided._decide("discarded", self.env._("Erased"))
        waiting._decide("failed", self.env._("Erased"))
        return result
