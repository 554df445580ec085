from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    Unauthorized,
    UnsupportedMediaType,
)

from odoo import api, models
from odoo.http import request

from ...adapters.relay_headers import (
    RECIPIENT,
    REFUSED_SIZE,
    SENDER,
    decode_header,
)

# A client that declares its body as one of these does not send an e-mail.
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class ChannelKindEmail(models.AbstractModel):
    """E-mails as the relay posts them."""

    _inherit = "channel.kind.email"

    @api.model
    def _denial(self, endpoint, http_request):
        if "Authorization" not in http_request.headers:
            return Unauthorized(self.env._("Send the endpoint's token."))
        return Forbidden(self.env._("Invalid token."))

    @api.model
    def _accept(self, endpoint, http_request):
        """Store an e-mail, or a note of one that was too large for the relay.

        Args:
            endpoint: the `channel.endpoint`.
            http_request: the authenticated request.

        Returns:
            The `channel.message`.

        Raises:
            HTTPException: the body is no e-mail.
        """
        headers = http_request.headers
        refused = headers.get(REFUSED_SIZE, "")
        if http_request.mimetype in FORMS:
            raise UnsupportedMediaType(self.env._("Send it as message/rfc822."))
        raw = http_request.get_data(cache=True)
        if not raw.strip() and not refused:
            raise BadRequest(self.env._("The request contains no e-mail."))
        envelope = {
            "sender": decode_header(headers.get(SENDER, "")).lower(),
            "recipient": decode_header(headers.get(RECIPIENT, "")),
        }
        Message = self.env["channel.message"]
        if refused.isdecimal():
            return Message._accept_too_large(endpoint, raw, int(refused), **envelope)
        return Message._accept_message(endpoint, raw, **envelope)

    @api.model
    def _respond(self, endpoint, messages):
        # The response tells the sender no more than it sent.
        return request.make_json_response(
            {"message": messages.id, "state": messages.state}
        )
