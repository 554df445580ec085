from odoo import api, models

from odoo.addons.constituent_crm.text import visible

from ...adapters import mailboxes


class ChannelMessage(models.Model):
    """What an e-mail tells of its sender beside the address."""

    _inherit = "channel.message"

    @api.model
    def _identifying_address(self, address):
        """Return an address in From as a clue to its sender.

        Args:
            address: address as received.

        Returns:
            "" for one with invisible signs, another mailbox than it looks like, and for
            one that nobody reads: many people write through such a program.
        """
        if not address or visible(address) != address:
            return ""
        is_unread = mailboxes.is_unread(mailboxes.Mailbox(address=address))
        return "" if is_unread else address

    def _sender_phone(self, intake):
        """Return the sender's own number among those of the e-mail, "" for none.

        Args:
            intake: the e-mail as read.
        """
        said = intake.sender_phone
        if said and said not in self._own_phones():
            return said
        return self._verified_phone(intake.clues.mentioned)

    @api.model
    def _own_phones(self):
        """Return the council's own numbers: who quotes one has rung it."""
        Identifier = self.env["constituent.identifier"]
        companies = self.env["res.company"].search([("phone", "!=", False)])
        return {
            number
            for company in companies
            for number in Identifier._normal_forms(
                "phone", company.phone, company.partner_id
            )
        }

    def _verified_phone(self, numbers):
        """Return the one of `numbers` that a holder of the sender's address verified.

        Args:
            numbers: phone numbers in normal form.
        """
        Identifier = self.env["constituent.identifier"]
        sender = self._identifying_address(self.sender)
        address = Identifier._normalised("email", sender)
        if not numbers or not address:
            return ""
        holders = Identifier.search(
            [("type", "=", "email"), ("value_normalised", "=", address)]
        ).filtered("is_current")
        verified = Identifier.search(
            [
                ("type", "=", "phone"),
                ("value_normalised", "in", numbers),
                ("is_verified", "=", True),
                ("partner_id", "in", holders.partner_id.ids),
            ]
        ).filtered("is_current")
        return verified[:1].value_normalised or ""
