from werkzeug.exceptions import HTTPException

from odoo import http
from odoo.http import request

from .receiving import authenticate, receive


class ChannelMailController(http.Controller):
    @http.route(
        "/channel/mail/<int:endpoint_id>",
        type="channel",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def receive(self, endpoint_id):
        """Store one e-mail; respond with 200 only if it is stored.

        The body is the e-mail as it was received. A repeated e-mail is answered with
        the existing row.

        Args:
            endpoint_id: id of the `channel.endpoint`.

        Returns:
            A JSON response with `message` (id) and `state`, or with `error`.
        """
        return receive(*self._mailbox(endpoint_id))

    @http.route(
        "/channel/mail/<int:endpoint_id>/wake",
        type="channel",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def wake(self, endpoint_id):
        """Notify the workers if messages are waiting.

        The relay calls it every few seconds. A closed endpoint notifies them, too,
        because earlier messages are still processed.

        Args:
            endpoint_id: id of the `channel.endpoint`.

        Returns:
            A JSON response with `waiting`, or with `error`.
        """
        endpoint, kind = self._mailbox(endpoint_id)
        try:
            authenticate(endpoint, kind)
        except HTTPException as error:
            return kind._refuse(endpoint, error)
        is_waiting = self.env["channel.message"]._wake_overdue()
        return request.make_json_response({"waiting": is_waiting})

    def _mailbox(self, endpoint_id):
        """Return the endpoint, empty if it is no mailbox of the relay, and its kind."""
        # The sender is no user. The token authenticates it for this endpoint alone.
        endpoint = self.env["channel.endpoint"].sudo().browse(endpoint_id).exists()
        if endpoint and endpoint._route() != f"channel/mail/{endpoint_id}":
            endpoint = endpoint.browse()
        return endpoint, self.env["channel.kind.email"].sudo()
