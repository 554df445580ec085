import time

from odoo import api, models
from odoo.exceptions import ValidationError

from ...adapters import standard_webhooks


class ChannelKindSigned(models.AbstractModel):
    """Endpoints whose clients sign by Standard Webhooks; base of their kinds."""

    _name = "channel.kind.signed"
    _inherit = "channel.kind"
    _description = "Signed Webhook"

    _uses_secret = True
    _makes_secret = True

    @api.model
    def _new_secret(self):
        return standard_webhooks.new_secret()

    @api.model
    def _check_secret(self, secret):
        """Check that each secret is one that all libraries read the same.

        Raises:
            ValidationError: one is not.
        """
        for number, one in enumerate(secret.split(), start=1):
            try:
                standard_webhooks.parse_key(one)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Secret %(number)s is not “whsec_” and 24 to 64 bytes in"
                        " standard base64 (with + and /, not - and _).",
                        number=number,
                    )
                ) from error

    @api.model
    def _authenticate(self, endpoint, http_request):
        return standard_webhooks.is_authentic(
            [standard_webhooks.parse_key(one) for one in endpoint._valid_secrets()],
            http_request.headers,
            http_request.get_data(cache=True),
            time.time(),
        )
