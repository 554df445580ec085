import hashlib
import json

from odoo import api, fields, models

from ...telephony.events import read_event


class ChannelCallEvent(models.Model):
    """An event of a telephone system, as it was posted.

    Kept for some days, so that calls can be told anew after a fault.
    """

    _name = "channel.call.event"
    _description = "Event of a Telephone System"
    _order = "id"

    endpoint_id = fields.Many2one("channel.endpoint", required=True, ondelete="cascade")
    conversation_id = fields.Many2one(
        "channel.call.conversation", required=True, ondelete="cascade", index=True
    )
    key = fields.Char(required=True, help="The same event is stored once.")
    name = fields.Char(required=True)
    happened_at = fields.Datetime()
    content = fields.Json(required=True)

    _key_uniq = models.UniqueIndex("(endpoint_id, key)")

    @api.model
    def _key_of(self, values):
        """Return the key of an event: the same for the same content.

        The time of AMI has microseconds, so that no two events are alike.
        """
        text = json.dumps(values, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def _read_events(self):
        """Return the `telephony.events.Event`s of self, in their order."""
        return [read_event(row.content) for row in self.sorted("id")]

    @api.model
    def _subject_access_fields(self):
        # The calls that they tell are disclosed.
        return []
