from odoo import api, models

from ...adapters import address, authentication


class ChannelKindEmail(models.AbstractModel):
    """E-mails of officers, told apart from those that only bear their address.

    The From header proves nothing. An e-mail counts as an officer's if the council's
    own mail server has verified it, or if it answers one that was sent to this officer
    alone.
    """

    _inherit = "channel.kind.email"

    @api.model
    def _identify(self, message, intake):
        """Identify the sender; staff, and who only bears a staff address, are apart."""
        if self._identify_officer(message, intake.contact):
            return None
        return super()._identify(message, intake)

    @api.model
    def _identify_officer(self, message, contact):
        """Record which officer sent an e-mail, and whether that is verified.

        Returns:
            Whether it is an officer's answer, or only bears the address of one.
        """
        results, server = contact.authentication, message.endpoint_id.authserv_id
        verdict = authentication.verdict(results, server or "", message.sender or "")
        users = self._users_with_address(message.sender)
        answered = self._find_answered_message(contact)
        request = self.env["service.request"].browse(answered.res_id).exists()
        if verdict != "passed":
            # If several users share an address, the recipient of the token.
            proven = users.filtered(
                lambda user: message._has_token_of(contact, user, request)
            )
        else:
            # It is verified as it is written, not as what it looks like.
            proven = users.filtered(
                lambda user: self._is_from(message, user.email_normalized)
            )
        message.write(
            {
                "sender_verdict": verdict,
                "is_sender_unverified": bool(users and not proven),
                "officer_id": False,
            }
        )
        if proven and request and not self._is_their_own(message, request):
            message.officer_id = proven[0]
        return message.is_sender_unverified or bool(message.officer_id)

    @api.model
    def _users_with_address(self, sender):
        """Return the internal users whose address is like the sender's."""
        # The system processes e-mails; it only reads whether the sender is staff.
        User = self.env["res.users"].sudo()
        if not sender:
            return User
        spellings = [*address.spellings(sender)]
        internal = [("email_normalized", "in", spellings), ("share", "=", False)]
        return User.search(internal, order="id")

    @api.model
    def _is_from(self, message, email):
        """Return whether the sender has this very address."""
        return address.mailbox(email or "") == address.mailbox(message.sender)

    @api.model
    def _is_their_own(self, message, request):
        """Return whether the sender is one of those who reported the request."""
        reporters = request.partner_id | request.co_report_ids.partner_id
        return any(
            self._is_from(message, email)
            for email in reporters.mapped("email_normalized")
        )
