from odoo import api, models
from odoo.exceptions import UserError


class ChannelCarrier(models.AbstractModel):
    """A carrier: how the system itself sends on a channel.

    Each channel that is sent on has a model `channel.carrier.<code>`, by the code of
    its `constituent.channel`, that inherits this one. Permission and quiet hours were
    looked at before it is called.
    """

    _name = "channel.carrier"
    _description = "Carrier"

    @api.model
    def _address(self, partner):
        """Return the address of a `res.partner` on this channel, "" for none.

        Without an address the next channel is tried.
        """
        return ""

    @api.model
    def _send(self, bodies):
        """Queue messages; this transaction may still be rolled back.

        The queue finally calls `_report_sent` or `_report_failed` of the message.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.

        Raises:
            UserError: nothing that is installed sends on the channel.
        """
        channel = next(iter(bodies)).channel_id
        raise UserError(
            self.env._("Nothing is installed that sends by %s.", channel.name)
        )
