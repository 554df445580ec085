import base64

import requests

from odoo import api, models
from odoo.exceptions import ConcurrencyError

# Seconds to connect, and to wait for the answer.
TIMEOUT = (5, 20)
# What Odoo's own record of a text is told of a receipt.
SMS_STATES = {"sent": "pending", "delivered": "sent"}


class ChannelKindSms(models.AbstractModel):
    """Texts that go out by a gateway, and what it reports of them.

    A text's key, `reference`, is the UUID of its `sms.sms`. The gateway reports by it.
    """

    _inherit = "channel.kind.sms"

    # What an endpoint must have before texts are sent by it.
    _outgoing_fields = ("text_url", "text_sender")
    # Whether what its calls may have missed is asked for: it has `_poll(endpoint)`.
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

    # Receipts

    @api.model
    def _report_receipt(self, receipt):
        """Apply a receipt to the text that it is about, whoever sent it.

        Args:
            receipt: the `Receipt`.

        Raises:
            ConcurrencyError: the text is being handed over at this very moment. Odoo
                repeats the request, or the gateway does.
        """
        # Gateways prove themselves at the endpoint and are no users.
        message = self.env["channel.message"].sudo()
        message = message.search(
            [
                ("direction", "=", "out"),
                ("channel_id.code", "=", "sms"),
                ("external_id", "=", receipt.reference),
            ],
            limit=1,
        )
        if not receipt.reference or not receipt.status:
            return
        if not message:
            self._report_to_odoo(receipt)
            return
        sms = message.sms_id
        if message.handover and sms and not sms.try_lock_for_update():
            raise ConcurrencyError(receipt.reference)
        self._apply_receipt(message, receipt)

    @api.model
    def _apply_receipt(self, message, receipt):
        if receipt.status == "failed":
            message._report_failed(receipt.reason, receipt.is_temporary)
        elif receipt.status == "sent":
            message._report_sent()
        elif not receipt.part or self._note_part(message, receipt.part):
            message._report_delivered(receipt.at)
        self._report_to_odoo(receipt)

    @api.model
    def _note_part(self, message, part):
        """Record that a part was delivered; return whether all of them are."""
        states = {**(message.part_states or {}), str(part): "delivered"}
        message.part_states = states
        return set(states.values()) == {"delivered"}

    @api.model
    def _report_to_odoo(self, receipt):
        """Tell Odoo's own record of a text, such as one of a mailing."""
        if receipt.part:
            return
        # As in `_report_receipt`.
        tracker = self.env["sms.tracker"].sudo()
        tracker = tracker.search([("sms_uuid", "=", receipt.reference)], limit=1)
        if not tracker:
            return
        if receipt.status in SMS_STATES:
            tracker._action_update_from_sms_state(SMS_STATES[receipt.status])
        else:
            tracker.with_context(
                sms_known_failure_reason=receipt.reason
            )._action_update_from_provider_error("not_delivered")

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
