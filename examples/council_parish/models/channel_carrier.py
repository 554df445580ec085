from odoo import api, models


class ChannelCarrierParishApp(models.AbstractModel):
    """Messages to residents in the parish app."""

    _name = "channel.carrier.parish_app"
    _inherit = "channel.carrier"
    _description = "Parish App"

    @api.model
    def _address(self, partner):
        """Return the partner's address in the app."""
        return partner.email_normalized or ""

    @api.model
    def _send(self, bodies):
        """Keep the messages queued until the app fetches them."""
        self.env["channel.message"].concat(*bodies)._without_waiting()
