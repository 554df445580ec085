from odoo import api, fields, models
from odoo.exceptions import UserError

from ..adapters.quoting import reply_subject


class ChannelReply(models.Model):
    """An answer to a message while an officer is writing it.

    It is kept until it is sent or discarded, so that nothing is lost when the officer
    is interrupted. There is one for each message.
    """

    _name = "channel.reply"
    _description = "Draft of an Answer"
    _rec_name = "message_id"

    message_id = fields.Many2one("channel.message", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner",
        string="To",
        ondelete="cascade",
        index="btree_not_null",
        domain=[("is_constituent", "=", True)],
    )
    has_sender = fields.Boolean(compute="_compute_has_sender")
    channel_id = fields.Many2one(
        "constituent.channel",
        required=True,
        ondelete="cascade",
        domain=lambda self: [
            ("id", "in", self.env["channel.message"]._sending_channels().ids)
        ],
    )
    channel_code = fields.Char(related="channel_id.code")
    address = fields.Char(compute="_compute_address", help="Where the answer goes.")
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        compute="_compute_lang",
        help="The constituent's own language.",
    )
    obstacle = fields.Char(
        compute="_compute_address",
        help="Why it cannot be sent on this channel, or not at once.",
    )
    is_possible = fields.Boolean(compute="_compute_address")
    subject = fields.Char()
    available_ids = fields.Many2many(
        "service.canned.response", compute="_compute_available_ids"
    )
    canned_response_id = fields.Many2one(
        "service.canned.response",
        ondelete="set null",
        domain="[('id', 'in', available_ids)]",
    )
    body = fields.Text(string="Answer")
    service_id = fields.Many2one("service.type", ondelete="set null")
    is_settling = fields.Boolean(
        string="Settles the Message",
        default=True,
        help="Otherwise it stays in the inbox, for instance after a question.",
    )
    note = fields.Text(string="Note for Staff")
    is_undecided = fields.Boolean(compute="_compute_has_sender")
    words = fields.Text(related="message_id.body", string="Their Words")

    _message_uniq = models.UniqueIndex(
        "(message_id)", "An answer to this message is being written already."
    )

    @api.model
    def _draft_of(self, message):
        """Return the draft of the answer to a message, new if there is none."""
        draft = self.search([("message_id", "=", message.id)], limit=1)
        sending = message._sending_channels()
        preferred = message.partner_id.preferred_channel_id
        channel = (message.channel_id & sending) or (preferred & sending) or sending[:1]
        return draft or self.create(
            {
                "message_id": message.id,
                "partner_id": message.partner_id.id,
                "channel_id": channel.id,
                "subject": reply_subject(message.subject or ""),
                "service_id": message.service_id.id,
            }
        )

    @api.depends("message_id")
    def _compute_has_sender(self):
        for reply in self:
            reply.has_sender = bool(reply.message_id.partner_id)
            reply.is_undecided = reply.message_id._is_undecided()

    @api.depends("partner_id.lang")
    def _compute_lang(self):
        for reply in self:
            reply.lang = reply.partner_id.lang or self.env.lang

    @api.depends("channel_id", "partner_id")
    def _compute_address(self):
        """Compute the address: that of the sender on the channel they wrote on."""
        for reply in self:
            message, partner = reply.message_id, reply.partner_id
            is_same_way = reply.channel_id == message.channel_id
            reply.address = (is_same_way and message.sender) or (
                partner and reply.channel_id._carrier()._address(partner)
            )
            reply.obstacle, reply.is_possible = reply._permission()

    def _permission(self):
        """Return why it cannot be sent at once, or False, and whether it may be."""
        if not self.partner_id:
            return self.env._("Choose the constituent first."), False
        if not self.address:
            return self.env._("There is no address on this channel."), False
        answer = self.partner_id._may_contact(self.channel_id)
        is_possible = bool(answer or answer.earliest)
        return not answer and answer.reason, is_possible

    @api.depends("service_id", "lang")
    def _compute_available_ids(self):
        """Compute the canned responses in their language, or else in any."""
        Response = self.env["service.canned.response"]
        for reply in self:
            found = Response.search(
                [("service_id", "in", [reply.service_id.id, False])]
            )
            own = found.filtered(lambda one, lang=reply.lang: one.lang == lang)
            reply.available_ids = own or found

    @api.onchange("canned_response_id")
    def _onchange_canned_response_id(self):
        """Append the canned response to what has been written."""
        response = self.canned_response_id.body
        if response and response not in (self.body or ""):
            self.body = "\n\n".join(filter(None, [self.body, response]))

    def action_send(self):
        """Send the answer, and settle the message unless it is to stay.

        Returns:
            The action that shows the next message.
        """
        self.ensure_one()
        message = self.message_id
        if message._is_undecided():
            message._begin_decision()
        self._check_sendable()
        if not message.partner_id:
            message._set_partner(self.partner_id.id)
        sent = message._send_message(
            self.partner_id,
            self.subject,
            self.body.strip(),
            request=message.request_id,
            channel=self.channel_id,
            about=message,
            address=self.address,
        )
        self._record_sent(sent)
        action = message._show_next(self.env._("Answer sent to %s.", sent.recipient))
        self.unlink()
        return action

    def _check_sendable(self):
        if not (self.body or "").strip():
            raise UserError(self.env._("The answer is empty."))
        if not self.is_possible:
            raise UserError(self.obstacle)

    def _record_sent(self, sent):
        """Settle the message with what was sent, and count the canned response."""
        message = self.message_id
        if message._is_undecided():
            if self.is_settling:
                message._settle("answered", self.service_id, self.note)
            else:
                words = self.env._("Answered by %s; it stays open.", self.env.user.name)
                message._decide("triage", words, user_id=self.env.uid)
        used = self.canned_response_id
        if used and used.body in self.body:
            # The ledger and the request are the system's; the answer is the officer's.
            message._contact().sudo().canned_response_ids |= used

    def action_discard(self):
        """Discard the draft; the message stays as it is."""
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["create_date", "subject", "body", "note"]
