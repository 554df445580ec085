from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import ormcache


class ChannelMessage(models.Model):
    """The channels on which the system itself can send.

    A channel is one when this model has two methods named after its code:

    - `_address_for_<code>(partner)` returns the address of a `res.partner`, or "";
    - `_send_via_<code>(bodies)` queues the messages of self and returns None. `bodies`
      is a dict of `channel.message` to text, or HTML as `Markup`. What is carried by
      the channel calls `_report_sent` or `_report_failed` of the message in the end.
    """

    _inherit = "channel.message"

    @api.model
    def _sending_channels(self):
        """Return the channels on which the system itself can send.

        Returns:
            Active `constituent.channel` records in their order.
        """
        # Residents' and crews' pages send too; channels are configuration.
        Channel = self.env["constituent.channel"].sudo()
        return Channel.browse(self._sending_channel_ids()).filtered("active").sorted()

    @api.model
    @ormcache()
    def _sending_channel_ids(self):
        # User-independent, hence cached; `constituent.code.mixin` clears the cache.
        Channel = self.env["constituent.channel"].sudo()
        return tuple(
            channel.id
            for channel in Channel.with_context(active_test=False).search([])
            if hasattr(self, f"_send_via_{channel.code}")
            and hasattr(self, f"_address_for_{channel.code}")
        )

    def _send_by_channel(self, bodies):
        """Queue messages, each on its own channel.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.

        Raises:
            UserError: nothing that is installed sends on the channel.
        """
        for channel, some in self.grouped("channel_id").items():
            send = getattr(some, f"_send_via_{channel.code}", None)
            if not send:
                raise UserError(
                    self.env._("Nothing is installed that sends by %s.", channel.name)
                )
            send(bodies)

    @api.model
    def _address(self, partner, code):
        """Return the address of a partner on the channel of `code`, "" for none."""
        find = getattr(self, f"_address_for_{code}", None)
        return find(partner) if find else ""

    def _without_waiting(self):
        """Return the messages that may leave now.

        `_send_waiting` sends the others, by `_send_via_<code>` again, when their quiet
        hours are over. A channel whose own queue knows no time to wait for calls this.
        """
        cron = self.env.ref("channel_gateway.cron_send_waiting")
        waiting = self.filtered("not_before")
        if waiting:
            cron._trigger(set(waiting.mapped("not_before")))
        return self - waiting
