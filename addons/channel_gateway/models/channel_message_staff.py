import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hmac

from ..adapters import address, authentication, reply_token

# How long the answer to an e-mail to an officer is known as theirs.
TOKEN_LIFETIME = timedelta(days=90)


class ChannelMessage(models.Model):
    """Who an e-mail is from, and what officers answer from their own mail program.

    What stands in From proves nothing. That an e-mail is an officer's is believed when
    the council's own mail server has verified it, or when it answers one that was sent
    to this officer alone.
    """

    _inherit = "channel.message"

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

    def _identify(self, intake):
        """Keep apart what staff write, and what only bears their address."""
        contact = intake.contact
        results, server = contact.authentication, self.endpoint_id.authserv_id
        verdict = authentication.verdict(results, server or "", self.sender or "")
        users = self._users_with_address()
        request = self._find_answered_request(contact)
        if verdict != "passed":
            # Of several users with one address, the one whom the token was sent to.
            proven = users.filtered(
                lambda user: self._has_token_of(contact, user, request)
            )
        else:
            # It is verified as it is written, not as what it looks like.
            proven = users.filtered(lambda user: self._is_from(user.email_normalized))
        self.write(
            {
                "sender_verdict": verdict,
                "is_sender_unverified": bool(users and not proven),
                "officer_id": False,
            }
        )
        if self.is_sender_unverified:
            return None
        if proven and request and not self._is_their_own(request):
            self.officer_id = proven[0]
            return None
        return super()._identify(intake)

    def _process_email(self, intake):
        """Have staff look at what only bears the address of one of them."""
        if self.state != "discarded" and self.is_sender_unverified:
            raise UserError(
                self.env._(
                    "The sender claims to be %(sender)s, a user of this system, but"
                    " is not verified. Check with them before processing it.",
                    sender=self.sender,
                )
            )
        return super()._process_email(intake)

    def _users_with_address(self):
        """The internal `res.users` whose address the message bears, or seems to."""
        # Letters are worked by the system; that they are staff is all that is read.
        User = self.env["res.users"].sudo()
        if not self.sender:
            return User
        theirs = [*address.spellings(self.sender)]
        at_work = [("email_normalized", "in", theirs), ("share", "=", False)]
        return User.search(at_work, order="id")

    def _is_from(self, email):
        """Whether the message bears this very address."""
        return address.mailbox(email or "") == address.mailbox(self.sender)

    def _find_answered_request(self, contact):
        """The `service.request` whose message the contact answers, if any."""
        answered = self._find_answered_message(contact)
        return answered.env["service.request"].browse(answered.res_id).exists()

    def _is_their_own(self, request):
        """Whether the sender is among those who have reported the request."""
        theirs = request.partner_id | request.co_report_ids.partner_id
        return any(map(self._is_from, theirs.mapped("email_normalized")))

    def _find_mentioned_request(self):
        """What an officer answers says itself which request it is about."""
        if self.officer_id:
            return self.env["service.request"]
        return super()._find_mentioned_request()

    # The token of an officer

    @api.model
    def _reply_token_key(self):
        # The secret of the database is the system's alone.
        return hmac(self.env(su=True), "channel_gateway.reply_token", "key").encode()

    @api.model
    def _make_reply_token(self, user, request, domain):
        """Return the reference by which an answer of `user` is known as theirs."""
        expires = int(time.time() + TOKEN_LIFETIME.total_seconds())
        key = self._reply_token_key()
        return reply_token.make(key, user.id, request.id, expires, domain)

    def _has_token_of(self, contact, user, request):
        if not request:
            return False
        key = self._reply_token_key()
        references, now = contact.references, int(time.time())
        return reply_token.proves(references, key, user.id, request.id, now)
