import json

from werkzeug.exceptions import BadRequest, ServiceUnavailable

from odoo import api, fields, models
from odoo.exceptions import LockError
from odoo.http import request

from ...telephony.events import read_event

MAX_EVENTS = 1000
HEARD_SECONDS = 20


class ChannelKindAsterisk(models.AbstractModel):
    """Events of Asterisk, which `telephony/listener.py` posts."""

    _name = "channel.kind.asterisk"
    _inherit = "channel.kind.signed"
    _description = "Telephone System (Asterisk)"

    # Events are no messages: a busy hour has tens of thousands of them.
    _limit_per_minute = 0

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "The listener runs beside Asterisk and posts its events to the address"
            " above. Give it the secret above and that of manager.conf in its"
            " environment. docs/telephony.md has the dialplan and a systemd unit."
        )

    @api.model
    def _relay_command(self, endpoint):
        return (
            "AMI_SECRET=… CHANNEL_SECRET=… python3"
            " channel_gateway/telephony/listener.py --user council"
            " --spool /var/lib/council/spool"
            f" --queue-log /var/log/asterisk/queue_log --url {endpoint.path}"
        )

    @api.model
    def _authenticate(self, endpoint, http_request):
        number = http_request.headers.get("webhook-id", "")
        # Callers are anonymous. The listener counts up: a recorded call would be
        # answered with commands.
        is_new = number > (endpoint.sudo().last_signature_id or "")
        return super()._authenticate(endpoint, http_request) and is_new

    @api.model
    def _accept(self, endpoint, http_request):
        """Store events and results of commands; there is no `channel.message`."""
        events = self._read_events(http_request.get_data())
        endpoint = endpoint.sudo()
        try:
            # One call at a time, so that events stay in their order.
            endpoint.lock_for_update(allow_referencing=True)
        except LockError as error:
            busy = self.env._("Busy with an earlier call.")
            raise ServiceUnavailable(busy, retry_after=1) from error
        values = {"last_signature_id": http_request.headers.get("webhook-id")}
        now = fields.Datetime.now()
        heard = endpoint.heard_at
        if not heard or (now - heard).total_seconds() > HEARD_SECONDS:
            values["heard_at"] = now
        endpoint.write(values)
        self._take(endpoint, events)
        return self.env["channel.message"]

    @api.model
    def _read_events(self, body):
        """Return the events of a body.

        Raises:
            BadRequest: it has none, or one that is no event.
        """
        try:
            posted = json.loads(body)
            if not isinstance(posted, dict) or not isinstance(
                posted.get("events"), list
            ):
                raise ValueError("The body is an object with a list of events.")
            if len(posted["events"]) > MAX_EVENTS:
                raise ValueError(f"There are at most {MAX_EVENTS} events.")
            return [read_event(values) for values in posted["events"]]
        except (ValueError, RecursionError) as error:
            raise BadRequest(str(error)) from error

    @api.model
    def _take(self, endpoint, events):
        """Store events in their order, with what a snapshot and results say between."""
        Conversation = self.env["channel.call.conversation"].sudo()
        Command = self.env["channel.call.command"].sudo()
        pending = []
        for event in events:
            if event.name == "CouncilResult":
                Command._take_result(endpoint, event)
            elif event.name == "CouncilSnapshot":
                Conversation._take(endpoint, pending)
                pending = []
                Conversation._forget_gone(endpoint, event)
            else:
                pending.append(event)
        Conversation._take(endpoint, pending)

    @api.model
    def _respond(self, endpoint, messages):
        commands = self.env["channel.call.command"].sudo()._hand_out(endpoint)
        return request.make_json_response({"commands": commands})
