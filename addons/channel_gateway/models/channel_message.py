from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [
    ("received", "Waiting"),
    ("triage", "To Process"),
    ("failed", "Failed"),
    ("done", "Done"),
    ("discarded", "Discarded"),
    ("queued", "Queued"),
    ("sent", "Sent"),
    ("uncertain", "Possibly Sent"),
]
# In these, staff may still decide what becomes of a message that came in.
UNDECIDED = ("received", "triage", "failed")


class ChannelMessage(models.Model):
    """The envelope: what came in or went out, kept as it was on the wire."""

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
        help="Message-ID, or what else makes the same message the same.",
    )
    # What it says
    sender = fields.Char(string="From")
    sender_name = fields.Char()
    recipient = fields.Char(string="To")
    subject = fields.Char()
    body = fields.Text()
    # Stored in the row itself: in one transaction with the promise to keep it.
    raw = fields.Binary(string="As Received", attachment=False)
    # Whoever may read the message need not read the mailbox it came through.
    raw_name = fields.Char(compute="_compute_raw_name", compute_sudo=True)
    attachment_names = fields.Char(string="Attachments")
    is_automatic = fields.Boolean(
        string="Automatic", help="Automatic messages are never answered."
    )
    # How it left
    event = fields.Char(help="Event of the request that the message is about.")
    mail_id = fields.Many2one("mail.mail", ondelete="set null", index="btree_not_null")
    sms_id = fields.Many2one("sms.sms", ondelete="set null", index="btree_not_null")
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
    _sender_idx = models.Index("(sender, received_at) WHERE direction = 'in'")

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
            kind = message.endpoint_id.kind
            message.raw_name = f"{message.id}.{'eml' if kind == 'email' else 'txt'}"

    def write(self, vals):
        """Refuse to change by hand what was on the wire, or what has become of it.

        A message is evidence of what somebody wrote and what they were answered; the
        actions below decide about it.

        Raises:
            AccessError: when a user writes, whatever their rights.
        """
        if not self.env.su:
            raise AccessError(
                self.env._("Messages are kept as they came, and changed by nobody.")
            )
        return super().write(vals)

    def _decide(self, state, error=False, **values):
        """Write what has become of the messages.

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

    def _check_undecided(self):
        if self.filtered(lambda m: m.direction != "in" or m.state not in UNDECIDED):
            raise UserError(
                self.env._("This message has already been processed. Restore it first.")
            )
