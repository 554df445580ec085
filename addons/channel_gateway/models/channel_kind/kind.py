import hashlib

from werkzeug.exceptions import HTTPException, Unauthorized

from odoo import api, models
from odoo.http import Response, request

BEARER = "Bearer "


class ChannelKind(models.AbstractModel):
    """A kind of endpoint: one wire format, from the request to the opened case.

    Each value of `channel.endpoint.kind` has a model `channel.kind.<kind>` that
    inherits this one. It overrides what its format does otherwise; a format of texts
    needs `_read` alone. Methods take the endpoint or message that they are about.
    This file has what concerns endpoints, and `text.py` what the queue calls.
    """

    _name = "channel.kind"
    _description = "Kind of Endpoint"

    # What its endpoints need besides the token: the provider's secrets that sign what
    # it sends, and the name of our account with it.
    _uses_secret = False
    _uses_account = False
    # Whether requests that came by such an endpoint are answered from its address.
    _is_mailbox = False
    # HTTP methods that `/channel/in` takes for it.
    _http_methods = ("POST",)
    # Messages that an endpoint, and one sender at it, may send in a minute; 0 for any
    # number. What is beyond is refused for now, and nothing that was accepted is lost.
    _limit_per_minute = 600
    _limit_per_sender = 60

    # The endpoint

    @api.model
    def _route(self, endpoint):
        """Return the path of the controller, without a leading slash."""
        return f"channel/in/{endpoint.id}"

    @api.model
    def _instructions(self, endpoint):
        """Return how to connect a client to the endpoint, in words."""
        return False

    @api.model
    def _relay_command(self, endpoint):
        """Return the command that starts a program beside Odoo, if it needs one."""
        return False

    # Receiving by HTTP: the controller calls these in this order

    @api.model
    def _authenticate(self, endpoint, http_request):
        """Return whether the client proves itself, before anything is parsed.

        A format with a signature checks it, in constant time, on the raw body: with
        the timestamp, and against repetition.

        Args:
            endpoint: the `channel.endpoint`.
            http_request: the request; `get_data()` returns its body.

        Returns:
            By default whether it has the endpoint's token as bearer token.
        """
        header = http_request.headers.get("Authorization", "")
        is_bearer = header.startswith(BEARER)
        token = header.removeprefix(BEARER).strip() if is_bearer else ""
        return endpoint._is_token_valid(token)

    @api.model
    def _denial(self, endpoint, http_request):
        """Return the `HTTPException` for a client that does not prove itself."""
        return Unauthorized(self.env._("Invalid or missing credentials."))

    @api.model
    def _sender(self, endpoint, http_request):
        """Return the address of who wrote, "" where that is not known yet.

        Messages of one sender are limited. It is the value of the field `sender`.
        """
        return ""

    @api.model
    def _accept(self, endpoint, http_request):
        """Store what was sent, and interpret as little of it as possible.

        Args:
            endpoint: the `channel.endpoint`.
            http_request: the authenticated request.

        Returns:
            The `channel.message` records, new or known; none where the request brings
            no message, such as a receipt.

        Raises:
            HTTPException: the client must mend it; 400 for what cannot be read.
        """
        sender = self._sender(endpoint, http_request)
        return self.env["channel.message"]._accept_message(
            endpoint, http_request.get_data(), **({"sender": sender} if sender else {})
        )

    @api.model
    def _respond(self, endpoint, messages):
        """Return the response to a request that was accepted.

        Args:
            endpoint: the `channel.endpoint`.
            messages: what `_accept` returned.
        """
        return request.make_json_response({"message": messages[:1].id})

    @api.model
    def _refuse(self, endpoint, error):
        """Return the response to a request that is refused.

        Args:
            endpoint: the `channel.endpoint`.
            error: the `HTTPException`, with its status, words and headers.
        """
        return refuse(error)

    # Storing

    @api.model
    def _recognise(self, endpoint, payload):
        """Return the key of a payload, and the message that is the same, if any.

        Args:
            endpoint: the `channel.endpoint` it came through.
            payload: bytes, as they were on the wire.

        Returns:
            Pair of a value for `external_id` and a `channel.message`, which may be
            empty.
        """
        key = f"sha256:{hashlib.sha256(payload).hexdigest()}"
        Message = self.env["channel.message"]
        return key, Message._find_accepted(endpoint, [key])

    @api.model
    def _raw_name(self, message):
        """Return the name of the file with the message as it was received."""
        return f"{message.id}.txt"


def refuse(error: HTTPException) -> Response:
    """Return the JSON response that names an error, with the headers it asks for."""
    headers = [pair for pair in error.get_headers() if pair[0] != "Content-Type"]
    return request.make_json_response(
        {"error": error.description}, status=error.code, headers=headers
    )
