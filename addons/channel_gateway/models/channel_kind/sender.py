from odoo import api, models

from odoo.addons.constituent_crm.text import visible

from ...adapters import mailboxes


class ChannelKind(models.AbstractModel):
    """Identification of who wrote a message: by address, number, name and place."""

    _inherit = "channel.kind"

    @api.model
    def _identify(self, message, intake):
        """Identify the sender, and record the contact in the ledger.

        Args:
            message: the `channel.message`.
            intake: the message as read.
        """
        self._identify_constituent(message, intake)

    @api.model
    def _identify_constituent(self, message, intake):
        """Record which constituent wrote it, and what it may be about."""
        service = self.env["service.type"].browse(intake.suggested_service_id)
        partner = self.env["res.partner"]._constituent_identify(
            self._sender_details(message, intake), create=True
        )
        interaction = self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": message.channel_id.id,
                "direction": "in",
                "partner_id": partner.id,
                "subject": message.subject,
                "started_at": message.received_at,
                "lang": partner.lang,
                "source_key": message._source_key(),
            }
        )
        message.write(
            {
                "partner_id": partner.id,
                "service_id": service.id,
                "interaction_id": interaction.id,
            }
        )

    @api.model
    def _sender_details(self, message, intake):
        """Return what `res.partner._constituent_identify` takes of the sender."""
        service = self.env["service.type"].browse(intake.suggested_service_id)
        address = message.sender or ""
        email = self._identifying_address(address) if "@" in address else ""
        return intake.sender_details(
            email,
            # Where a pothole is tells nothing about where its reporter lives.
            with_place=intake.is_service_certain and not service.needs_location,
            phone=self._sender_phone(message, intake),
        )

    @api.model
    def _identifying_address(self, address):
        """Return an e-mail address as a clue to its sender.

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

    @api.model
    def _sender_phone(self, message, intake):
        """Return the sender's own number, "" for none.

        That is the one it came from, or else one of those that the text names.

        Args:
            message: the `channel.message`.
            intake: the message as read.
        """
        Identifier = self.env["constituent.identifier"]
        came_from = intake.contact.phone or message.sender or ""
        if "@" not in came_from and Identifier._normal_forms("phone", came_from):
            return came_from
        said = intake.sender_phone
        if said and said not in self._own_phones():
            return said
        return self._verified_phone(message, intake.clues.mentioned)

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

    @api.model
    def _verified_phone(self, message, numbers):
        """Return the one of `numbers` that a holder of the sender's address verified.

        Args:
            message: the `channel.message`.
            numbers: phone numbers in normal form.
        """
        Identifier = self.env["constituent.identifier"]
        sender = self._identifying_address(message.sender)
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
