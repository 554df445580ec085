import base64
import hashlib

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ...adapters import email

# Maximal lengths: nobody needs longer ones, and PostgreSQL refuses long values in the
# columns that are indexed.
MAX_ENVELOPE = {"sender": 320, "sender_name": 200, "recipient": 600, "subject": 1000}


class ChannelMessage(models.Model):
    """Intake of messages from all channels."""

    _inherit = "channel.message"

    @api.model
    def _accept_message(self, endpoint, payload, external_id=None, **values):
        """Store an incoming message; all channels use this method.

        The message is not interpreted here, so that only the storing can fail. The same
        message is stored once. `_process_queue` processes it soon afterwards.

        Args:
            endpoint: the `channel.endpoint` it came through.
            payload: bytes, as they were on the wire.
            external_id: the sender's own key of it, when the wire has one; else what
                `_recognise` of the endpoint's kind makes of the payload.
            values: more field values, e.g. what the envelope says; long ones are cut.

        Returns:
            The message, new or, for a known key, the one there is.

        Raises:
            ConcurrencyError: the same message is being stored elsewhere at this very
                moment; Odoo then repeats the request, which finds it.
        """
        # Senders prove themselves at the endpoint and are no users.
        Message = self.sudo()
        if external_id:
            key, known = external_id, Message._find_accepted(endpoint, [external_id])
        else:
            key, known = endpoint.sudo()._kind()._recognise(endpoint, payload)
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
        """Store a row for staff about a message that was refused for its size.

        Args:
            endpoint: the `channel.endpoint` that refused it.
            head: bytes of its headers; b"" where even those are unknown.
            size: its size in bytes, as declared by the sender.
            **values: more field values of the row; those of the refusal override them.
        """
        contact = email.parse_email(head)
        subject = contact.subject or self.env._("(too large)")
        sender = contact.sender or values.get("sender", "")
        # The null sender `<>` is no address.
        sender = sender if "@" in sender else ""
        clues = {"email": endpoint._kind()._identifying_address(sender)}
        partner = self.env["res.partner"]._constituent_identify(clues)
        # One row for each e-mail, however often the sender's server tries.
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
    def _find_accepted(self, endpoint, keys, since=None):
        """Return the last message that came in by one of these keys, if any.

        Args:
            endpoint: the `channel.endpoint` it came through.
            keys: values of `external_id`.
            since: earliest time at which it came in; None for any.
        """
        domain = [
            ("endpoint_id", "=", endpoint.id),
            ("direction", "=", "in"),
            ("external_id", "in", keys),
        ]
        if since:
            domain.append(("received_at", ">=", since))
        return self.search(domain, order="id desc", limit=1)

    # Where it is

    def _where(self, place):
        """Return where it is: the property, if the message certainly means one.

        Args:
            place: the `clues.Clues` of the message.
        """
        known = self.env["constituent.property"]._match_certain(self._words())
        if not known:
            return {"address": place.street, "postcode": place.postcode}
        return {
            "property_id": known.id,
            "address": known._address()["street"],
            "postcode": known.postcode,
        }


def _cut(values):
    """Return the values of an envelope that have a limit, within it."""
    return {
        name: values[name][:limit]
        for name, limit in MAX_ENVELOPE.items()
        if values.get(name)
    }
