import base64
import hashlib
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ...adapters import email
from ...adapters.reports import NULL_SENDER
from ...open311 import parse, repeats, schemas
from ...open311.problems import Problem, bad_request, not_found

# Maximal lengths: nobody needs longer ones, and PostgreSQL refuses long values in the
# columns that are indexed.
MAX_ENVELOPE = {"sender": 320, "sender_name": 200, "recipient": 600, "subject": 1000}


class ChannelMessage(models.Model):
    """Intake of messages from all channels, and of reports from Open311 clients."""

    _inherit = "channel.message"

    @api.model
    def _accept_message(self, endpoint, payload, external_id=None, **values):
        """Store an incoming message; all channels use this method.

        The message is not interpreted here, so that only the storing can fail. The same
        message is stored once. `_process_queue` processes it soon afterwards.

        Args:
            endpoint: the `channel.endpoint` it came through.
            payload: bytes, as they were on the wire.
            external_id: the sender's own key of it, when the wire has one; else the
                Message-ID or a hash of the content. A Message-ID that is in use for
                another content is replaced by such a hash.
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
            key, known = Message._recognise(endpoint, payload)
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
        clues = {"email": self._identifying_address(sender)}
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

    # Open311

    @api.model
    def _open311_accept(self, endpoint, pairs, idempotency_key=""):
        """Store a report, then open its request at once where that can be done.

        Args:
            endpoint: the `channel.endpoint` of Open311 that received it.
            pairs: names and values of query and form, as they came.
            idempotency_key: the client's own key of this report, if it has one.

        Returns:
            The message: with its request, or waiting for another attempt after a
            fault of ours.

        Raises:
            Problem: what the client must mend; the message keeps it too.
        """
        # Clients authenticate by their key and are no users.
        inbox = self.sudo()
        # The key is a secret and not part of the report.
        sent = [(name, value) for name, value in pairs if name != "api_key"]
        keys = inbox._open311_keys(sent, idempotency_key)
        message = inbox._open311_accepted_before(endpoint, keys, sent, idempotency_key)
        if not message:
            message = inbox._accept_message(
                endpoint,
                urlencode(sent).encode(),
                external_id=keys[0],
                # Processed below, before anybody sees it: the queue is not needed.
                state="triage",
                **inbox._open311_envelope(parse.parameters(sent)),
            )
        if not message.request_id:
            message._open311_process()
        return message

    @api.model
    def _open311_keys(self, sent, idempotency_key):
        if idempotency_key:
            return (repeats.key_of(idempotency_key),)
        return repeats.keys(repeats.fingerprint(sent), datetime.now(UTC))

    @api.model
    def _open311_accepted_before(self, endpoint, keys, sent, idempotency_key):
        """Return the message of the same report sent before, if any.

        See `repeats` for which reports count as the same.

        Raises:
            Problem: 400 when the idempotency key was used for another report.
        """
        since = None if idempotency_key else fields.Datetime.now() - repeats.WINDOW
        known = self._find_accepted(endpoint, keys, since)
        if known and idempotency_key and sorted(known._open311_pairs()) != sorted(sent):
            raise bad_request("This Idempotency-Key was used for another report.")
        return known

    @api.model
    def _open311_envelope(self, given):
        name = " ".join(filter(None, [given.get("first_name"), given.get("last_name")]))
        return {
            "sender": given.get("email") or given.get("phone"),
            "sender_name": name,
            "subject": given.get("service_code"),
            "body": given.get("description"),
        }

    def _open311_pairs(self):
        text = base64.b64decode(self.raw or b"").decode(errors="replace")
        return parse_qsl(text, keep_blank_values=True)

    def _open311_process(self):
        """Open the request now, or report to the client why it cannot be opened."""
        self.ensure_one()
        try:
            self._open311_parse()
        except Problem as problem:
            words = self.env._("The client was told: %s", " ".join(problem.faults))
            self.attempts += 1
            self._decide("failed", words)
            raise
        self._process()
        if self.state == "triage":
            raise bad_request(self.error)

    def _open311_parse(self):
        """Parse the stored report.

        Returns:
            The `parse.Report`, its service and the values for `_open`.

        Raises:
            Problem: what the client must mend.
        """
        report = parse.report(parse.parameters(self._open311_pairs()))
        service = self.env["service.type"]._open311_find(report.service_code)
        given = service._open311_answers(report.attributes)
        return report, service, {**given, **self._open311_location(report)}

    def _open311_location(self, report):
        where = {
            "latitude": report.latitude,
            "longitude": report.longitude,
            "address": report.address,
            "postcode": self.env["constituent.property"]._postcode_in(report.address),
        }
        if not report.address_id:
            return {**where, **self._open311_property(report)}
        place = self.env["constituent.property"].search(
            [("uprn", "=", report.address_id.lstrip("0"))], limit=1
        )
        if not place:
            raise bad_request(f"There is no address_id {report.address_id} (UPRN).")
        here = {
            "property_id": place.id,
            "address": report.address or place.name,
            "postcode": place.postcode,
        }
        if report.latitude is None and (place.latitude or place.longitude):
            here |= {"latitude": place.latitude, "longitude": place.longitude}
        return {**where, **here}

    def _open311_property(self, report):
        """Return the property that the address certainly means, as a field value.

        A place on the map says more than an address, and is left alone.
        """
        if report.latitude is not None:
            return {}
        return self.env["service.request"]._match_place(report.address)

    def _process_open311(self):
        self.ensure_one()
        try:
            report, service, values = self._open311_parse()
        except Problem as problem:
            raise UserError(" ".join(problem.faults)) from problem
        partner = self.env["res.partner"]._constituent_identify(
            {
                "name": f"{report.first_name} {report.last_name}".strip(),
                "email": report.email,
                "phone": report.phone,
            },
            create=True,
        )
        contact = self._open311_contact(partner, service)
        request = self.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": partner.id,
                "channel_id": self.channel_id.id,
                "description": report.description,
                "interaction": contact,
                "source_key": f"open311,{self.id}",
                **values,
            }
        )
        if report.media_url:
            request.media_url = report.media_url
        self._decide(
            "done",
            partner_id=partner.id,
            service_id=service.id,
            request_id=request.id,
            interaction_id=contact.id,
        )

    def _open311_contact(self, partner, service):
        return self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": self.channel_id.id,
                "partner_id": partner.id,
                "subject": service.name,
                "started_at": self.received_at,
                "answered_at": self.received_at,
                "ended_at": self.received_at,
                "source_key": f"open311,{self.id}",
            }
        )

    def _open311_receipt(self):
        """Return the receipt: the request's id, or a token until it is open."""
        # The sender of the report may read it.
        message = self.sudo()
        account = parse.parameters(message._open311_pairs()).get("account_id") or None
        request = message.request_id
        if not request:
            return schemas.Receipt(token=message.external_id, account_id=account)
        notice = [
            request._open311_notice(),
            self.env._("Follow it at %s.", f"{request.get_base_url()}/track"),
        ]
        return schemas.Receipt(
            service_request_id=request.reference,
            service_notice=" ".join(filter(None, notice)),
            account_id=account,
        )

    @api.model
    def _open311_by_token(self, token):
        """Return the message of a token from an earlier receipt.

        Raises:
            Problem: 404, also while its request is not open yet.
        """
        # The token cannot be guessed, so its holder sent the report.
        message = self.sudo().search(
            [("external_id", "=", token), ("endpoint_id.kind", "=", "open311")], limit=1
        )
        if not message:
            raise not_found(f"There is no token {token}.")
        if not message.request_id:
            raise not_found(f"The request for token {token} is not open yet.")
        return message

    def _outline(self):
        """Show staff something of a message whose understanding has failed.

        A kind of endpoint may have `_outline_<kind>`, which keeps what is known.
        """
        outline = getattr(self, f"_outline_{self.endpoint_id.kind}", None)
        if outline:
            outline()

    def _outline_email(self):
        """Show what can be read of an e-mail in which a fault has occurred."""
        if self.subject or self.body or self.attachment_names:
            return
        contact = email.outline(self._raw_bytes())
        self.write(
            {
                "sender": contact.sender or self._envelope_sender(),
                "sender_name": contact.name,
                "subject": contact.subject,
                "body": contact.text,
            }
        )

    def _envelope_sender(self):
        """Return the address that a server gave as the sender's, "" for none."""
        return "" if self.sender == NULL_SENDER else self.sender


def _cut(values):
    """Return the values of an envelope that have a limit, within it."""
    return {
        name: values[name][:limit]
        for name, limit in MAX_ENVELOPE.items()
        if values.get(name)
    }
