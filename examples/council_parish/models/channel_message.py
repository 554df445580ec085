from odoo import fields, models


class ChannelMessage(models.Model):
    """Messages to the parish app."""

    _inherit = "channel.message"

    def _parish_app_fetch(self, endpoint):
        """Return the queued messages, and record them as contacts.

        Args:
            endpoint: `channel.endpoint` of the app.

        Returns:
            Dicts of `to` and `text`.
        """
        waiting = self.search(
            [
                ("direction", "=", "out"),
                ("state", "=", "queued"),
                ("channel_id", "=", endpoint.channel_id.id),
                "|",
                ("not_before", "=", False),
                ("not_before", "<=", fields.Datetime.now()),
            ],
            limit=100,
        ).try_lock_for_update()
        waiting._report_sent()
        return [{"to": one.recipient, "text": one.body} for one in waiting]
