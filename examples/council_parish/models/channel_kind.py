import json

from odoo import api, models
from odoo.http import request

from odoo.addons.channel_gateway.adapters.contact import InboundContact


class ChannelKindParishApp(models.AbstractModel):
    """Messages of the parish app: name, email, service, text and answers, as JSON."""

    _name = "channel.kind.parish_app"
    _inherit = "channel.kind"
    _description = "Parish App"

    # The app posts messages, and gets those to it.
    _http_methods = ("GET", "POST")

    @api.model
    def _instructions(self, endpoint):
        """Return the instructions for the app's developers."""
        return self.env._(
            "The app posts what residents write to the address above, as JSON, and gets"
            " what is to be shown to them there. It sends the token as a bearer token."
        )

    @api.model
    def _accept(self, endpoint, http_request):
        """Store a message from the app; a GET brings none."""
        if http_request.method == "GET":
            return self.env["channel.message"]
        return super()._accept(endpoint, http_request)

    @api.model
    def _respond(self, endpoint, messages):
        """Return the messages queued for the app, or the id of what it sent."""
        if messages:
            return super()._respond(endpoint, messages)
        waiting = self.env["channel.message"]._parish_app_fetch(endpoint)
        return request.make_json_response(waiting)

    @api.model
    def _read(self, message):
        """Parse a message; sender, ledger and request follow from that."""
        report = json.loads(message._raw_bytes())
        return InboundContact(
            sender=report["email"],
            name=report["name"],
            subject=report["service"],
            text=report["text"],
        )

    @api.model
    def _prepare_request_values(self, message, intake):
        """Add the answers, which the app asks for itself."""
        report = json.loads(message._raw_bytes())
        values = super()._prepare_request_values(message, intake)
        return {**values, "answers": report.get("answers", {})}
