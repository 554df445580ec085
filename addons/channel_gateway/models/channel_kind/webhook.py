from contextlib import contextmanager

from werkzeug.exceptions import BadRequest

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.service_catalog.phases import OPEN_PHASES

from ...adapters import standard_webhooks, webhook_message


class ChannelKindWebhook(models.AbstractModel):
    """Messages from chat services, kiosks and voice bots, by Standard Webhooks."""

    _name = "channel.kind.webhook"
    _inherit = "channel.kind.signed"
    _description = "Webhook"

    # The endpoint

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "Post each message of a person to the address above, as JSON and signed by"
            " the secret in the Standard Webhooks format. Libraries for it exist for"
            " most languages. docs/channels.md has the schema, and programs to start"
            " from."
        )

    # Receiving

    @api.model
    def _sender(self, endpoint, http_request):
        document = self._load(http_request)
        with self._refusing():
            return webhook_message.sender(document) if document else ""

    @api.model
    def _accept(self, endpoint, http_request):
        """Store a message; a repeated id is answered with the row there is.

        Raises:
            BadRequest: the body is not of the schema.
        """
        Message = self.env["channel.message"]
        document = self._load(http_request)
        if document is None:
            return Message
        with self._refusing():
            contact = webhook_message.parse(document)
        return Message._accept_message(
            endpoint,
            http_request.get_data(cache=True),
            external_id=http_request.headers[standard_webhooks.ID],
            sender=contact.sender,
            sender_name=contact.name,
            conversation=contact.conversation,
        )

    @api.model
    def _load(self, http_request):
        with self._refusing():
            return webhook_message.load(http_request.get_data(cache=True))

    @contextmanager
    def _refusing(self):
        try:
            yield
        except webhook_message.Problem as problem:
            raise BadRequest(str(problem)) from problem

    # Reading

    @api.model
    def _read(self, message):
        try:
            document = webhook_message.load(message._raw_bytes())
            return webhook_message.parse(document or {})
        except webhook_message.Problem as problem:
            # The schema may have changed since it was accepted.
            raise UserError(str(problem)) from problem

    @api.model
    def _raw_name(self, message):
        return f"{message.id}.json"

    # Who wrote it

    @api.model
    def _find_sender(self, message, intake, *, create=True):
        """Return who wrote it; who gave no address is known by their account."""
        contact = intake.contact
        if not contact.phone and "@" not in contact.sender:
            earlier = self._find_earlier(message)
            if earlier.partner_id:
                return earlier.partner_id
        language = self._find_language(getattr(contact, "language", ""))
        details = self._sender_details(message, intake)
        if not language or self.env["res.partner"]._constituent_identify(details):
            return super()._find_sender(message, intake, create=create)
        partner = super()._find_sender(message, intake, create=create)
        # A new constituent is written to in their language.
        partner.lang = language
        return partner

    @api.model
    def _find_earlier(self, message):
        """Return the last message of the same account or conversation, if any."""
        own = Domain("sender", "=", message.sender)
        if message.conversation:
            own |= Domain("conversation", "=", message.conversation)
        here = Domain(
            [
                ("endpoint_id", "=", message.endpoint_id.id),
                ("direction", "=", "in"),
                ("id", "<", message.id),
                ("partner_id", "!=", False),
            ]
        )
        return message.search(here & own, order="id desc", limit=1)

    @api.model
    def _find_language(self, tag):
        """Return the code of the installed language of a tag, False for none."""
        code = tag.replace("-", "_").lower()
        codes = [one for one, _name in self.env["res.lang"].get_installed()]
        same = [one for one in codes if one.lower() == code]
        alike = [one for one in codes if code and one.lower().split("_")[0] == code]
        return next(iter(same + alike), False)

    @api.model
    def _sender_phone(self, message, intake):
        """Return the number that was given or written; an account's is none."""
        if intake.contact.phone or "@" in (message.sender or ""):
            return super()._sender_phone(message, intake)
        said = intake.sender_phone
        return "" if said in self._own_phones() else said

    # What it asks for

    @api.model
    def _find_conversation_request(self, message, intake):
        """Return the open request of the same conversation, unless it is another's.

        A message that is certainly about another service begins something new.
        """
        Request = self.env["service.request"]
        if not message.conversation:
            return Request
        earlier = message.search(
            [
                ("endpoint_id", "=", message.endpoint_id.id),
                ("conversation", "=", message.conversation),
                ("id", "<", message.id),
                ("partner_id", "=", message.partner_id.id),
                ("request_id.phase", "in", OPEN_PHASES),
            ],
            order="id desc",
            limit=1,
        )
        found = earlier.request_id
        is_other = intake.is_service_certain and (
            intake.suggested_service_id != found.service_id.id
        )
        return Request if is_other else found

    @api.model
    def _prepare_request_values(self, message, intake):
        """Add the service, the answers and the place that the client states."""
        values = super()._prepare_request_values(message, intake)
        contact = intake.contact
        if not isinstance(contact, webhook_message.WebhookContact):
            return values
        service = contact.service and self.env["service.type"].search(
            [("code", "=", contact.service)], limit=1
        )
        if service:
            values |= {"service_id": service.id, "answers": dict(contact.answers)}
        return {**values, **self._place_values(contact.location)}

    @api.model
    def _place_values(self, place):
        if place.latitude is not None:
            return {
                "property_id": False,
                "latitude": place.latitude,
                "longitude": place.longitude,
                "address": place.address,
                "postcode": place.postcode,
            }
        if not place.address and not place.postcode:
            return {}
        words = ", ".join(filter(None, [place.address, place.postcode]))
        return {
            "address": place.address,
            "postcode": place.postcode,
            **self.env["service.request"]._match_place(words),
        }
