from odoo import api, models
from odoo.exceptions import UserError


class ChannelKindSms(models.AbstractModel):
    """Texts that stop further texts, or have them sent again.

    The number goes to Odoo's blacklist of phone numbers, which all texts observe; for a
    constituent the refusal is recorded, too. No request is opened.
    """

    _inherit = "channel.kind.sms"

    # Whether we confirm it. Some gateways do that themselves.
    _confirms_commands = True

    @api.model
    def _obey(self, message, command):
        """Stop or start texts to the sender of a message, and confirm that once.

        Args:
            message: the `channel.message`.
            command: the `Command` that it is.
        """
        stops = command.action == "stop"
        number = self._normal_number(message.sender)
        is_new = self._block(number) if stops else self._unblock(number)
        if message.partner_id:
            step = self._record_refusal if stops else self._record_renewal
            step(message.partner_id, message)
        words = (
            self.env._("They want no more texts.")
            if stops
            else self.env._("They want texts again.")
        )
        message._decide("done", words)
        if is_new and self._confirms_commands:
            self._confirm(message, number, command)

    # The number

    @api.model
    def _block(self, number):
        """Put a number on the blacklist.

        Returns:
            Whether it was not there before.
        """
        # Residents who write are no users.
        Blacklist = self.env["phone.blacklist"].sudo()
        if not number or Blacklist.search_count([("number", "=", number)], limit=1):
            return False
        try:
            with self.env.cr.savepoint():
                Blacklist._add([number], message=self.env._("Asked for by text."))
        except UserError:
            # Odoo takes no number that is in use nowhere.
            return False
        return True

    @api.model
    def _unblock(self, number):
        """Take a number off the blacklist; return whether it was there."""
        # As in `_block`.
        Blacklist = self.env["phone.blacklist"].sudo()
        if not number or not Blacklist.search_count([("number", "=", number)], limit=1):
            return False
        Blacklist._remove([number], message=self.env._("Asked for by text."))
        return True

    # What the constituent permits

    @api.model
    def _record_refusal(self, partner, message):
        """Record that a constituent refuses texts, for each purpose that they may."""
        channel = message.channel_id
        purposes = self._refusable_purposes()
        # As in `_block`.
        Consent = self.env["constituent.consent"].sudo()
        said = Consent._last_said(partner, purposes, channel)
        answers = {
            purpose: said.get((partner.id, purpose.id, channel.id))
            for purpose in purposes
        }
        refused = [
            purpose
            for purpose, agreed in answers.items()
            # What was never agreed to needs no refusal.
            if agreed or (agreed is None and not purpose.needs_consent)
        ]
        self._record_decisions(partner, message, refused, is_given=False)

    @api.model
    def _record_renewal(self, partner, message):
        """Record that a constituent takes back what they refused by text."""
        # As in `_block`.
        Consent = self.env["constituent.consent"].sudo()
        rows = Consent.search(
            [
                ("partner_id", "=", partner.id),
                ("purpose_id", "in", self._refusable_purposes().ids),
                ("channel_id", "in", [False, message.channel_id.id]),
            ],
            order="decided_at, id",
        )
        last = {row.purpose_id: row for row in rows}
        renewed = [
            purpose
            for purpose, row in last.items()
            if row.method == "sms" and not row.is_given
        ]
        self._record_decisions(partner, message, renewed, is_given=True)

    @api.model
    def _refusable_purposes(self):
        # As in `_block`.
        Purpose = self.env["constituent.purpose"].sudo()
        return Purpose.search([("is_compulsory", "=", False)])

    @api.model
    def _record_decisions(self, partner, message, purposes, *, is_given):
        # As in `_block`.
        self.env["constituent.consent"].sudo().create(
            [
                {
                    "partner_id": partner.id,
                    "purpose_id": purpose.id,
                    "channel_id": message.channel_id.id,
                    "is_given": is_given,
                    "method": "sms",
                    "evidence": message.body,
                }
                for purpose in purposes
            ]
        )

    # The confirmation

    @api.model
    def _confirm(self, message, number, command):
        """Confirm by a text, although they may not be sent others."""
        words = self._confirmation(command, self._language(message, command))
        # As in `_block`.
        Message = message.sudo()
        sent = Message.create(
            {
                "direction": "out",
                "channel_id": message.channel_id.id,
                "state": "queued",
                "partner_id": message.partner_id.id,
                "recipient": number,
                "subject": words[:60],
                "body": words,
                "purpose_id": self.env["constituent.purpose"]._get_by_code(None).id,
            }
        )
        sent._send_by_channel({sent: words})

    @api.model
    def _confirmation(self, command, lang):
        kind = self.with_context(lang=lang)
        council = self.env.company.name
        if command.action == "stop":
            return kind.env._(
                "%(council)s: we will send you no more texts. Reply START to get them"
                " again.",
                council=council,
            )
        return kind.env._(
            "%(council)s: we will send you texts again. Reply STOP to stop them.",
            council=council,
        )

    @api.model
    def _language(self, message, command):
        """Return the code of the language to confirm in.

        That of the word, where it is installed; else that of the constituent.
        """
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        of_word = [code for code in installed if code.partition("_")[0] == command.lang]
        return next(iter(of_word), message.partner_id.lang or self.env.lang)
