import base64
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...open311 import parse, repeats, schemas
from ...open311.problems import Problem, bad_request, not_found


class ChannelKindOpen311(models.AbstractModel):
    """Reports of Open311 GeoReport v2 clients, opened within the client's call."""

    _name = "channel.kind.open311"
    _inherit = "channel.kind"
    _description = "Open311 Client"

    # The endpoint

    @api.model
    def _route(self, endpoint):
        return "open311/v2"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "Clients speak Open311 GeoReport v2 at the address above and send the"
            " token as their api_key."
        )

    @api.model
    def _authenticate(self, endpoint, http_request):
        # Reports come to the address of the standard.
        return False

    # Storing

    @api.model
    def _accept_report(self, endpoint, pairs, idempotency_key=""):
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
        inbox = self.env["channel.message"].sudo()
        kind = self.sudo()
        # The key is a secret and not part of the report.
        sent = [(name, value) for name, value in pairs if name != "api_key"]
        keys = kind._keys(sent, idempotency_key)
        message = kind._find_accepted_before(endpoint, keys, sent, idempotency_key)
        if not message:
            message = inbox._accept_message(
                endpoint,
                urlencode(sent).encode(),
                external_id=keys[0],
                # Processed below, before anybody sees it: the queue is not needed.
                state="triage",
                **kind._envelope(parse.parameters(sent)),
            )
        if not message.request_id:
            kind._process_now(message)
        return message

    @api.model
    def _keys(self, sent, idempotency_key):
        if idempotency_key:
            return (repeats.key_of(idempotency_key),)
        return repeats.keys(repeats.fingerprint(sent), datetime.now(UTC))

    @api.model
    def _find_accepted_before(self, endpoint, keys, sent, idempotency_key):
        """Return the message of the same report sent before, if any.

        See `repeats` for which reports count as the same.

        Raises:
            Problem: 400 when the idempotency key was used for another report.
        """
        since = None if idempotency_key else fields.Datetime.now() - repeats.WINDOW
        known = self.env["channel.message"]._find_accepted(endpoint, keys, since)
        if known and idempotency_key and sorted(self._pairs(known)) != sorted(sent):
            raise bad_request("This Idempotency-Key was used for another report.")
        return known

    @api.model
    def _envelope(self, given):
        name = " ".join(filter(None, [given.get("first_name"), given.get("last_name")]))
        return {
            "sender": given.get("email") or given.get("phone"),
            "sender_name": name,
            "subject": given.get("service_code"),
            "body": given.get("description"),
        }

    @api.model
    def _pairs(self, message):
        text = base64.b64decode(message.raw or b"").decode(errors="replace")
        return parse_qsl(text, keep_blank_values=True)

    # Processing

    @api.model
    def _process_now(self, message):
        """Open the request now, or report to the client why it cannot be opened."""
        try:
            self._parse(message)
        except Problem as problem:
            words = self.env._("The client was told: %s", " ".join(problem.faults))
            message.attempts += 1
            message._decide("failed", words)
            raise
        message._process()
        if message.state == "triage":
            raise bad_request(message.error)

    @api.model
    def _parse(self, message):
        """Parse the stored report.

        Returns:
            The `parse.Report`, its service and the values for `_open`.

        Raises:
            Problem: what the client must mend.
        """
        report = parse.report(parse.parameters(self._pairs(message)))
        service = self.env["service.type"]._open311_find(report.service_code)
        given = service._open311_answers(report.attributes)
        return report, service, {**given, **self._location(report)}

    @api.model
    def _location(self, report):
        where = {
            "latitude": report.latitude,
            "longitude": report.longitude,
            "address": report.address,
            "postcode": self.env["constituent.property"]._postcode_in(report.address),
        }
        if not report.address_id:
            return {**where, **self._property(report)}
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

    @api.model
    def _property(self, report):
        """Return the property that the address certainly means, as a field value.

        A place on the map says more than an address, and is left alone.
        """
        if report.latitude is not None:
            return {}
        return self.env["service.request"]._match_place(report.address)

    @api.model
    def _understand(self, message):
        """Record nothing before the report is processed: the envelope says it."""

    @api.model
    def _process(self, message, _found):
        """Open the request of a report.

        Returns:
            None: it is acknowledged as it is opened.
        """
        try:
            report, service, values = self._parse(message)
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
        contact = self._record_contact(message, partner, service)
        request = self.env["service.request"]._open_request(
            {
                "service_id": service.id,
                "partner_id": partner.id,
                "channel_id": message.channel_id.id,
                "description": report.description,
                "interaction": contact,
                "source_key": f"open311,{message.id}",
                **values,
            }
        )
        if report.media_url:
            request.media_url = report.media_url
        message._decide(
            "done",
            partner_id=partner.id,
            service_id=service.id,
            request_id=request.id,
            interaction_id=contact.id,
        )

    @api.model
    def _record_contact(self, message, partner, service):
        return self.env["constituent.interaction"]._record_contact(
            {
                "channel_id": message.channel_id.id,
                "partner_id": partner.id,
                "subject": service.name,
                "started_at": message.received_at,
                "answered_at": message.received_at,
                "ended_at": message.received_at,
                "source_key": f"open311,{message.id}",
            }
        )

    @api.model
    def _outline(self, message):
        """Show nothing more: the envelope has what can be shown of a report."""

    @api.model
    def _open_chosen(self, message, **chosen):
        message._open_request(**chosen)

    @api.model
    def _attach(self, message, request):
        message._mark_attached(request)
        # Who sorts the inbox need not be of the request's team.
        message._post_text(request.sudo())

    # Responses to the client

    @api.model
    def _receipt(self, message):
        """Return the receipt: the request's id, or a token until it is open."""
        # The sender of the report may read it.
        message = message.sudo()
        account = parse.parameters(self._pairs(message)).get("account_id") or None
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
    def _by_token(self, token):
        """Return the message of a token from an earlier receipt.

        Raises:
            Problem: 404, also while its request is not open yet.
        """
        # The token cannot be guessed, so its holder sent the report.
        message = (
            self.env["channel.message"]
            .sudo()
            .search(
                [("external_id", "=", token), ("endpoint_id.kind", "=", "open311")],
                limit=1,
            )
        )
        if not message:
            raise not_found(f"There is no token {token}.")
        if not message.request_id:
            raise not_found(f"The request for token {token} is not open yet.")
        return message
