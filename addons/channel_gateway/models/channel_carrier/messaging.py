from odoo import api, models

from ...outgoing import as_text


class ChannelCarrierMessaging(models.AbstractModel):
    """Answers in the chat that the constituent wrote in last, by webhook."""

    _name = "channel.carrier.messaging"
    _inherit = "channel.carrier"
    _description = "Carrier of Messaging"

    @api.model
    def _address(self, partner):
        message = self._last_message(partner)
        return message.conversation or message.sender or ""

    @api.model
    def _last_message(self, partner):
        """Return the last message in a conversation that is answered by webhook."""
        Message = self.env["channel.message"].sudo()
        answered = self.env["channel.subscription"]._answered_endpoint_ids()
        if not partner or not answered:
            return Message
        return Message.search(
            [
                ("partner_id", "=", partner.id),
                ("direction", "=", "in"),
                ("endpoint_id", "in", answered),
            ],
            order="id desc",
            limit=1,
        )

    @api.model
    def _send(self, bodies):
        """Queue the answers for the subscriptions of their endpoints."""
        Subscription = self.env["channel.subscription"].sudo()
        rows = []
        for message in self.env["channel.message"].concat(*bodies)._without_waiting():
            endpoint = message._find_conversation().endpoint_id
            subscription = Subscription.search(
                [("endpoint_id", "=", endpoint.id), ("is_active", "=", True)], limit=1
            )
            if not endpoint or not subscription:
                message._report_failed(
                    self.env._("The conversation can no longer be answered.")
                )
                continue
            text = as_text(bodies[message])
            rows.append(subscription._prepare_reply(message, text))
        self.env["channel.delivery"]._queue(rows)
