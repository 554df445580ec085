import hashlib
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ...adapters import charsets, email

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
        key, known = external_id, Message
        if not external_id:
            key, known = endpoint.sudo()._kind()._recognise(endpoint, payload)
        if known:
            return known.with_env(self.env)
        message = Message._store(endpoint, key, payload, {**values, **_cut(values)})
        if not message:
            message = Message._find_accepted(endpoint, [key])
            if not external_id or not message:
                raise ConcurrencyError(key)
        elif message.state == "received":
            Message._wake_after_commit()
        return message.with_env(self.env)

    @api.model
    def _accept_too_large(self, endpoint, head, size, *, is_kept_there=False, **values):
        """Store a row for staff about a message that was refused for its size.

        Args:
            endpoint: the `channel.endpoint` that refused it.
            head: bytes of its headers; b"" where even those are unknown.
            size: its size in bytes, as declared by the sender.
            is_kept_there: whether it stays in the mailbox it was to be fetched from;
                else its sender was told.
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
                "error": self._describe_too_large(endpoint, size, is_kept_there),
            },
        )

    @api.model
    def _describe_too_large(self, endpoint, size, is_kept_there):
        numbers = {"size": size / 1024 / 1024, "limit": endpoint.limit_mb}
        if is_kept_there:
            return self.env._(
                "Too large (%(size).1f MB, the limit is %(limit)s MB): not fetched. It"
                " is in the mailbox; open it there.",
                **numbers,
            )
        return self.env._(
            "Too large (%(size).1f MB, the limit is %(limit)s MB): not kept, and the"
            " sender has been told so. Ask for smaller files.",
            **numbers,
        )

    @api.model
    def _find_accepted(self, endpoint, keys, since=None):
        """Return the last message that came in by one of these keys, if any.

        Args:
            endpoint: the `channel.endpoint` it came through.
            keys: values of `external_id`.
            since: earliest time at which it came in; None for any.
        """
        self.flush_model(["endpoint_id", "direction", "external_id", "received_at"])
        # Its sender waits: this is a third of the time of the same search by the ORM.
        self.env.cr.execute(
            SQL(
                "SELECT max(id) FROM channel_message WHERE endpoint_id = %s"
                " AND direction = 'in' AND external_id = ANY(%s)"
                " AND received_at >= %s",
                endpoint.id,
                list(keys),
                since or datetime.min,
            )
        )
        return self.browse(self.env.cr.fetchone()[0])

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

    # Read again, as staff have corrected it

    charset = fields.Selection(
        charsets.CHOICES,
        string="Read As",
        readonly=True,
        copy=False,
        help="Character set that staff have chosen.",
    )
    corrections = fields.Json(
        readonly=True, copy=False, help="What staff have corrected in what was read."
    )
    hint = fields.Char(
        string="What to Do", compute="_compute_hint", help="For what went wrong."
    )

    def _correct(self, charset, parts, service):
        """Record how a message is to be read, and process it again.

        Args:
            charset: one of `charsets.CHOICES`, or False.
            parts: dict of sender, name, subject and text to what staff have entered;
                what is left out stays as it is read.
            service: the `service.type` it asks for; empty to have it recognised.
        """
        self._begin_decision()
        known = {**(self.corrections or {}), **parts}
        if service:
            known["service_id"] = service.id
        # Messages are written by these methods alone.
        self.sudo().write({"charset": charset, "corrections": known or False})
        self.action_retry()

    def _corrected_parts(self, contact):
        """Return the parts of a contact that staff have corrected.

        Args:
            contact: the `adapters.contact.InboundContact` as read.
        """
        given = self.corrections or {}
        parts = {
            name: given[name] for name in ("sender", "name", "subject") if name in given
        }
        if "text" in given:
            words = dict.fromkeys(("text", "own_text", "whole_text"), given["text"])
            parts |= {**words, "html": "", "is_incomplete": False}
        return parts

    def _corrected_choice(self):
        """Return the service that staff have chosen, as `_open_request` takes it."""
        service_id = (self.corrections or {}).get("service_id")
        return {"service_id": service_id} if service_id else {}

    @api.depends("state", "direction", "error", "body", "raw", "partner_id")
    def _compute_hint(self):
        for message in self:
            message.hint = message.state == "failed" and (
                message._hint_in() if message.direction == "in" else message._hint_out()
            )

    def _hint_in(self):
        if not self.with_context(bin_size=True).raw:
            return self.env._(
                "It was too large to keep. Ask the sender to send it in parts."
            )
        if not (self.subject or self.body):
            return self.env._(
                "Nothing could be read. Look at the original under Details, or choose"
                " another character set with Correct."
            )
        return self.env._(
            "Correct what was read wrongly and have it processed again, or settle it"
            " by hand."
        )

    def _hint_out(self):
        if self.next_attempt_at:
            return self.env._("It is tried again by itself.")
        if not self.recipient:
            return self.env._("Enter an address at the constituent, then try again.")
        return self.env._(
            "Where the address is wrong, correct it at the constituent and try again,"
            " or send it on another channel."
        )


def _cut(values):
    """Return the values of an envelope that have a limit, within it."""
    return {
        name: values[name][:limit]
        for name, limit in MAX_ENVELOPE.items()
        if values.get(name)
    }
