from werkzeug.exceptions import NotFound

from odoo import http

from .receiving import receive


class ChannelWebhookController(http.Controller):
    @http.route(
        "/channel/in/<int:endpoint_id>",
        type="channel",
        auth="public",
        csrf=False,
        save_session=False,
    )
    def receive(self, endpoint_id):
        """Store what a client of an endpoint sent; see `channel.kind`.

        Args:
            endpoint_id: id of the `channel.endpoint`.

        Returns:
            The response of its kind, or a JSON response with `error`.
        """
        # The sender is no user. Its proof is for this endpoint alone.
        endpoint = self.env["channel.endpoint"].sudo().browse(endpoint_id).exists()
        if not endpoint or endpoint._route() != f"channel/in/{endpoint_id}":
            raise NotFound(self.env._("There is no such endpoint."))
        return receive(endpoint, endpoint._kind())
