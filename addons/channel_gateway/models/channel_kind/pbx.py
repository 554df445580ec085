import json

from werkzeug.exceptions import BadRequest

from odoo import api, models
from odoo.http import request

from ...telephony import reports


class ChannelKindPbx(models.AbstractModel):
    """Calls that any other telephone system posts, as `schemas/calls.json` says.

    A repeated call tells nothing new, and has no effect.
    """

    _name = "channel.kind.pbx"
    _inherit = "channel.kind.signed"
    _description = "Telephone System (Webhook)"

    _limit_per_minute = 0

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The telephone system posts its calls as JSON to the address above, signed"
            " with the secret above as in Standard Webhooks. docs/telephony.md has the"
            " JSON Schema and an example."
        )

    @api.model
    def _accept(self, endpoint, http_request):
        """Store calls; there is no `channel.message`."""
        try:
            visits = reports.read_calls(json.loads(http_request.get_data()))
        except (ValueError, RecursionError) as error:
            raise BadRequest(str(error)) from error
        # As in `_authenticate`.
        self.env["channel.call.conversation"].sudo()._take_visits(endpoint, visits)
        return self.env["channel.message"]

    @api.model
    def _respond(self, endpoint, messages):
        return request.make_json_response({"status": "stored"})
