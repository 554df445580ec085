from urllib.parse import unquote_to_bytes

from odoo import http
from odoo.http import request

from ..adapters import charsets

BEARER = "Bearer "
# Headers of the relay: the envelope, and the size of an e-mail it had to refuse.
SENDER, RECIPIENT = "X-Envelope-From", "X-Envelope-To"
REFUSED_SIZE = "X-Refused-Size"
RETRY_SECONDS = 300
# Werkzeug parses a body of these types as a form before a controller sees it.
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


# RFC 8187, 3.2: how the relay writes what is not ASCII.
ENCODED = "UTF-8''"


def decode_header(value):
    """Return the text of a header of the relay.

    Args:
        value: value of the header, in ASCII.
    """
    if not value.upper().startswith(ENCODED):
        return value
    return charsets.decode(unquote_to_bytes(value[len(ENCODED) :]), "utf-8")


class ChannelMailController(http.Controller):
    @http.route(
        "/channel/mail/<int:endpoint_id>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def receive(self, endpoint_id, **_form):
        """Store one e-mail; respond with 200 only if it is stored.

        The body is the e-mail as it was received. A repeated e-mail is answered with
        the existing row.

        Args:
            endpoint_id: id of the `channel.endpoint`.
            **_form: parameters of a body that was not sent as an e-mail; ignored.

        Returns:
            A JSON response with `message` (id) and `state`, or with `error`.
        """
        endpoint, refusal = self._authenticate(endpoint_id)
        if refusal:
            return refusal
        if not endpoint.is_active:
            words = self.env._("This endpoint is closed. Try again later.")
            return self._refuse(503, words, {"Retry-After": str(RETRY_SECONDS)})
        return self._store(endpoint)

    @http.route(
        "/channel/mail/<int:endpoint_id>/wake",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def wake(self, endpoint_id, **_form):
        """Notify the workers if messages are waiting.

        The relay calls it every few seconds. A closed endpoint notifies them, too,
        because earlier messages are still processed.

        Args:
            endpoint_id: id of the `channel.endpoint`.
            **_form: ignored.

        Returns:
            A JSON response with `waiting`, or with `error`.
        """
        _endpoint, refusal = self._authenticate(endpoint_id)
        if refusal:
            return refusal
        is_waiting = self.env["channel.message"]._wake_overdue()
        return request.make_json_response({"waiting": is_waiting})

    def _authenticate(self, endpoint_id):
        """Return the endpoint that the bearer token authenticates, or a refusal.

        Args:
            endpoint_id: id of the `channel.endpoint`.

        Returns:
            The `channel.endpoint` and a response, one of them None.
        """
        bearer = request.httprequest.headers.get("Authorization", "")
        if not bearer.startswith(BEARER):
            return None, self._refuse(401, self.env._("Send the endpoint's token."))
        # The sender is no user. The token authenticates it for this endpoint alone.
        endpoint = self.env["channel.endpoint"].sudo().browse(endpoint_id).exists()
        is_known = endpoint._is_token_valid(bearer.removeprefix(BEARER).strip())
        if is_known and endpoint.kind == "email":
            return endpoint, None
        self.env["channel.authentication.failure"]._count_failure(
            "email", request.httprequest.remote_addr
        )
        words = self.env._("Invalid token.")
        return None, self._refuse(403, words)

    def _store(self, endpoint):
        http_request = request.httprequest
        refused = http_request.headers.get(REFUSED_SIZE, "")
        size = http_request.content_length or 0
        if size > endpoint._limit_bytes:
            words = self.env._("Larger than %s MB.", endpoint.limit_mb)
            return self._refuse(413, words)
        if http_request.mimetype in FORMS:
            return self._refuse(415, self.env._("Send it as message/rfc822."))
        raw = http_request.get_data(cache=True)
        if not raw.strip() and not refused:
            return self._refuse(400, self.env._("The request contains no e-mail."))
        envelope = {
            "sender": decode_header(http_request.headers.get(SENDER, "")).lower(),
            "recipient": decode_header(http_request.headers.get(RECIPIENT, "")),
        }
        Message = self.env["channel.message"]
        if refused.isdecimal():
            message = Message._accept_too_large(endpoint, raw, int(refused), **envelope)
        else:
            message = Message._accept_message(endpoint, raw, **envelope)
        # The response tells the sender no more than it sent.
        return request.make_json_response(
            {"message": message.id, "state": message.sudo().state}
        )

    def _refuse(self, status, words, headers=None):
        return request.make_json_response(
            {"error": words}, status=status, headers=headers
        )
