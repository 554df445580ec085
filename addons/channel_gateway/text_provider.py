"""The provider of texts for Odoo's SMS queue: an endpoint whose gateway takes them."""

from dataclasses import dataclass

from requests.exceptions import RequestException

from odoo import models

from odoo.addons.sms.tools.sms_api import SmsApiBase


@dataclass(frozen=True)
class Text:
    """A text that is to be sent.

    Attributes:
        reference: our key of it, the UUID of its `sms.sms`.
        number: phone number of the recipient.
        body: what it says.
        message: its `channel.message`; empty for a text of another addon.
    """

    reference: str
    number: str
    body: str
    message: models.BaseModel

    @property
    def is_repeated(self) -> bool:
        """Return whether an earlier attempt may have reached the gateway."""
        return self.message.attempts > 1


class SmsApiEndpoint(SmsApiBase):
    """Odoo's interface of SMS providers, for the endpoint that a company has chosen."""

    PROVIDER_TO_SMS_FAILURE_TYPE = SmsApiBase.PROVIDER_TO_SMS_FAILURE_TYPE | {
        "country_not_supported": "sms_country_not_supported",
        "unregistered": "sms_acc",
    }

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """Send texts one by one.

        Args:
            messages: list of dicts of content and numbers; see Odoo's `SmsApi`.
            delivery_reports_url: not used: gateways report to the endpoint.

        Returns:
            A list of dicts of uuid, state and failure_reason.

        Raises:
            RequestException: no answer came about a text that is sent alone.
        """
        endpoint = self.company.text_endpoint_id
        texts = self._texts(messages)
        results = []
        for text in texts:
            try:
                state, reason = endpoint._kind()._send_text(endpoint, text)
            except RequestException as error:
                if len(texts) == 1:
                    raise
                # The results of the others must not be lost.
                state, reason = "server_error", type(error).__name__
            results.append(
                {"uuid": text.reference, "state": state, "failure_reason": reason}
            )
        return results

    def _texts(self, messages):
        pairs = [
            (number, message.get("content") or "")
            for message in messages
            for number in message.get("numbers") or []
        ]
        # The queue runs as the sending user, who may not have access to messages.
        Message = self.env["channel.message"].sudo()
        known = Message.search(
            [
                ("direction", "=", "out"),
                ("external_id", "in", [number["uuid"] for number, _content in pairs]),
            ]
        )
        by_key = {message.external_id: message for message in known}
        return [
            Text(
                number["uuid"],
                number["number"],
                content,
                by_key.get(number["uuid"], Message),
            )
            for number, content in pairs
        ]
