import base64
import hashlib

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ..adapters import email

# What is said of a message beside its content: none of it is longer, and PostgreSQL
# refuses long values in the columns that are indexed.
MAX_ENVELOPE = {"sender": 320, "sender_name": 200, "recipient": 600, "subject": 1000}


class ChannelMessage(models.Model):
    _inherit = "channel.message"

    @api.model
    def _accept_message(self, endpoint, payload, external_id=None, **values):
        """Store what came in; the door in for every wire.

        Nothing is understood here, so nothing but the storing can fail. The same
        message is stored once. What the message asks for is done soon afterwards by
        `_process_queue`.

        Args:
            endpoint: the `channel.endpoint` it came through.
            payload: bytes, as they were on the wire.
            external_id: the sender's own key of it, when the wire has one; else the
                Message-ID or a hash of the content.
            values: more field values, e.g. what the envelope says; long ones are cut.

        Returns:
            The message, new or, for a known key, the one there is.

        Raises:
            ConcurrencyError: the same message is being stored elsewhere at this very
                moment; Odoo then repeats the request, which finds it.
        """
        # Senders prove themselves at the endpoint and are no users.
        Message = self.sudo()
        key = external_id or Message._key(endpoint, payload)
        known = Message._find_accepted(endpoint, key)
        if known:
            return known.with_env(self.env)
        try:
            message = Message.create(
                {
                    "endpoint_id": endpoint.id,
                    "channel_id": endpoint.channel_id.id,
                    "external_id": key,
                    "raw": base64.b64encode(payload),
                    **values,
                    **_cut(values),
                }
            )
        except UniqueViolation as error:
            raise ConcurrencyError(key) from error
        if message.state == "received":
            Message._wake()
        return message.with_env(self.env)

    @api.model
    def _accept_too_large(self, endpoint, head, size, **values):
        """Leave a row for staff of a message that was refused for its size.

        Args:
            head: bytes of its headers; b"" where even those are unknown.
            size: its size in bytes, as far as the sender told.
        """
        contact = email.read(head)
        subject = contact.subject or self.env._("(too large)")
        sender = contact.sender or values.get("sender", "")
        partner = self.env["res.partner"]._constituent_identify({"email": sender})
        # One row for one letter, however often the sender's server tries.
        digest = hashlib.sha256(f"{sender}{contact.subject}{size}".encode()).hexdigest()
        return self._accept_message(
            endpoint,
            head,
            external_id=f"too-large:{digest}",
            **{
                **values,
                "sender": sender,
                "sender_name": contact.name,
                "partner_id": partner.id,
                "subject": subject,
                "state": "triage",
                "error": self.env._(
                    "Too large (%(size).1f MB, the limit is %(limit)s MB): not kept,"
                    " and the sender has been told so. Ask for smaller files.",
                    size=size / 1024 / 1024,
                    limit=endpoint.limit_mb,
                ),
            },
        )

    @api.model
    def _key(self, endpoint, payload):
        if endpoint.kind == "email":
            return email.key(payload)
        return f"sha256:{hashlib.sha256(payload).hexdigest()}"

    @api.model
    def _find_accepted(self, endpoint, key):
        return self.search(
            [
                ("endpoint_id", "=", endpoint.id),
                ("direction", "=", "in"),
                ("external_id", "=", key),
            ],
            limit=1,
        )


def _cut(values):
    """Return the values of an envelope that have a limit, within it."""
    return {
        name: values[name][:limit]
        for name, limit in MAX_ENVELOPE.items()
        if values.get(name)
    }
