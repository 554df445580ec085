import json
import time

from requests.exceptions import RequestException

from odoo import api, models

from ...sms import signed_json
from ...sms.parts import split


class ChannelKindSmsJson(models.AbstractModel):
    """Texts as signed JSON, for gateways without a kind of their own."""

    _name = "channel.kind.sms_json"
    _inherit = "channel.kind.sms"
    _description = "Signed JSON"

    _uses_secret = True

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The gateway posts JSON to the address above, signed with the secret by"
            " HMAC-SHA256; texts out are posted to it in the same way. docs/sms.md"
            " describes the format."
        )

    # Receiving

    @api.model
    def _authenticate(self, endpoint, http_request):
        """Check signature and time. A repeated text is the one that is here."""
        headers = http_request.headers
        return signed_json.is_signed(
            headers.get(signed_json.SIGNATURE, ""),
            headers.get(signed_json.TIMESTAMP, ""),
            http_request.get_data(),
            self._secrets(endpoint),
            time.time(),
        )

    @api.model
    def _parse_payload(self, payload):
        return signed_json.parse(payload)

    # Sending

    @api.model
    def _send_text(self, endpoint, text):
        """Hand a text to the gateway, which takes one reference once."""
        parts = split(text.body)
        values = {
            "type": "text",
            "reference": text.reference,
            "from": endpoint.text_sender,
            "to": text.number,
            "text": text.body,
            "alphabet": parts.alphabet,
            "parts": parts.count,
            "receipts": endpoint.path,
        }
        body = json.dumps(values, ensure_ascii=False).encode()
        now = int(time.time())
        try:
            status, answer = self._call(
                "POST",
                self._gateway_url(endpoint),
                data=body,
                headers={
                    "Content-Type": "application/json",
                    signed_json.TIMESTAMP: str(now),
                    signed_json.SIGNATURE: signed_json.sign(
                        self._secret(endpoint), now, body
                    ),
                },
            )
        except RequestException as error:
            # Sent again under its reference, it is not sent twice.
            return "server_error", type(error).__name__
        return signed_json.parse_answer(status, answer)
