from urllib.parse import parse_qs, urlencode

from odoo import api, models
from odoo.http import Response

from ...sms import twilio
from ...sms.received import Malformed

JSON = "application/json"
# Such a sender is a messaging service, which chooses the number.
SERVICE = "MG"


class ChannelKindSmsTwilio(models.AbstractModel):
    """Texts by Twilio, and by others that sign as it does."""

    _name = "channel.kind.sms_twilio"
    _inherit = "channel.kind.sms"
    _description = "Twilio"

    _uses_secret = True
    _uses_account = True
    _outgoing_fields = ("text_sender",)
    _default_url = "https://api.twilio.com"
    # Twilio answers STOP and START itself.
    _confirms_commands = False

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "At the number, or at its messaging service, have Twilio call the address"
            " above by HTTP POST when a message comes in. Enter the account SID, and as"
            " secret the auth token or the secret of a shared key."
        )

    # Receiving

    @api.model
    def _authenticate(self, endpoint, http_request):
        """Check the signature, over the address as Twilio was told it."""
        headers = http_request.headers
        try:
            return twilio.is_signed(
                headers.get("X-Twilio-Signature", ""),
                self._secrets(endpoint),
                self._called_urls(endpoint, http_request),
                http_request.get_data(),
                settings=headers.get("X-Twilio-Webhooks-Signature-Settings", ""),
                is_json=http_request.mimetype == JSON,
            )
        except Malformed:
            return False

    @api.model
    def _called_urls(self, endpoint, http_request):
        """Return the addresses by which a request may have been called.

        A proxy in front of Odoo may have changed the scheme and the host.
        """
        query = http_request.query_string.decode("latin-1")
        path = f"/{endpoint._route()}" + (f"?{query}" if query else "")
        bases = {endpoint.get_base_url(), http_request.host_url.rstrip("/")}
        return [base + path for base in sorted(bases)]

    @api.model
    def _parse_request(self, endpoint, http_request):
        query = http_request.query_string.decode("latin-1")
        try:
            reference = parse_qs(query, max_num_fields=10).get("sms", [""])[0]
        except ValueError as error:
            raise Malformed("too many parameters") from error
        return twilio.parse(twilio.parse_form(http_request.get_data()), reference)

    @api.model
    def _parse_payload(self, payload):
        return twilio.parse(twilio.parse_form(payload))

    @api.model
    def _respond(self, endpoint, messages):
        # TwiML that sends no answer: that follows by its own way.
        return Response("<Response/>", mimetype="text/xml")

    # Sending

    @api.model
    def _send_text(self, endpoint, text):
        sender = endpoint.text_sender or ""
        named = "MessagingServiceSid" if sender.startswith(SERVICE) else "From"
        path = f"/2010-04-01/Accounts/{endpoint.account}/Messages.json"
        receipts = f"{endpoint.path}?{urlencode({'sms': text.reference})}"
        status, body = self._call(
            "POST",
            self._gateway_url(endpoint, path),
            data={
                "To": text.number,
                named: sender,
                "Body": text.body,
                "StatusCallback": receipts,
            },
            auth=(endpoint.account, self._secret(endpoint)),
        )
        return twilio.parse_answer(status, body)
