import base64

import requests

from odoo import api, models

# Seconds to connect, and to wait for the answer.
TIMEOUT = (5, 20)


class ChannelKindSms(models.AbstractModel):
    """Texts that go out by a gateway.

    A text's key, `reference`, is the UUID of its `sms.sms`. The gateway reports by it:
    see `channel.receipt`.
    """

    _inherit = "channel.kind.sms"

    # What an endpoint must have before texts are sent by it.
    _outgoing_fields = ("text_url", "text_sender")
    # Whether what its calls may have missed is asked for, by `_poll`.
    _polls = False
    # Where the gateway is when the endpoint does not say.
    _default_url = ""

    # Sending

    @api.model
    def _send_text(self, endpoint, text):
        """Hand a text to the gateway.

        Args:
            endpoint: the `channel.endpoint`.
            text: the `text_provider.Text`.

        Returns:
            Pair of a state as Odoo's SMS providers name it ("success" once the gateway
            has it, "server_error" for what can be sent later, "rejected", …), and the
            gateway's words.

        Raises:
            RequestException: it is not known whether the gateway has it, or it was not
                reached.
        """
        raise NotImplementedError()

    @api.model
    def _call(self, method, url, **options):
        """Call the gateway.

        Returns:
            Pair of the status and the body of its response.
        """
        answer = requests.request(
            method, url, timeout=TIMEOUT, allow_redirects=False, **options
        )
        return answer.status_code, answer.content

    @api.model
    def _gateway_url(self, endpoint, path=""):
        base = endpoint.text_url or self._default_url
        return base.rstrip("/") + path if path else base

    @api.model
    def _secret(self, endpoint):
        """Return the secret to send with, the first of several."""
        # Only managers may read it; residents' requests cause texts.
        return next(iter(self._secrets(endpoint)), "")

    @api.model
    def _secrets(self, endpoint):
        # As in `_secret`.
        return (endpoint.sudo().secret or "").split()

    @api.model
    def _poll(self, endpoint):
        """Store what calls of the gateway may have missed, where `_polls` is set.

        Raises:
            RequestException: the gateway has not answered.
        """

    # Proof of who calls

    @api.model
    def _is_basic(self, endpoint, http_request):
        """Return whether a request has the endpoint's token as HTTP Basic password."""
        scheme, _space, encoded = http_request.headers.get(
            "Authorization", ""
        ).partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            pair = base64.b64decode(encoded.strip(), validate=True)
        except ValueError:
            return False
        password = pair.partition(b":")[2].decode("utf-8", "replace")
        return endpoint._is_token_valid(password)
