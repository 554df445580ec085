from odoo import api, models


class ChannelKindImap(models.AbstractModel):
    """E-mails that are fetched from a mailbox, which no relay hands over."""

    _name = "channel.kind.imap"
    _inherit = "channel.kind.email"
    _description = "Mailbox (IMAP)"

    _must_fetch = True

    @api.model
    def _route(self, endpoint):
        return False

    @api.model
    def _relay_command(self, endpoint):
        return False

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "New e-mails in the folder are fetched each minute. Staff may use the"
            " mailbox beside it: what they read, move or delete is left alone."
        )
