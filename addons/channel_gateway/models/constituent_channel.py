from odoo import models


class ConstituentChannel(models.Model):
    _inherit = "constituent.channel"

    def _carrier(self):
        """Return the `channel.carrier` of this channel; of none, the base of all."""
        name = f"channel.carrier.{self.code}"
        return self.env[name if name in self.env else "channel.carrier"]

    def _can_send(self):
        """Return whether something that is installed sends on this channel."""
        return self._carrier()._name != "channel.carrier"
