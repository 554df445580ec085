from werkzeug.exceptions import BadRequest

from odoo import api, models
from odoo.exceptions import UserError

from ...adapters.contact import InboundContact
from ...sms.received import Malformed, ReceivedText
from ...sms.words import Command, find_command

# Lists show so much of a text.
MAX_SUBJECT = 60


class ChannelKindSms(models.AbstractModel):
    """Texts that come by a gateway, and the receipts of those that leave by it.

    Each gateway has a kind that inherits this one, with its wire format:
    `_parse_request` and `_parse_payload` for what comes in, `_send_text` for what goes
    out. Texts and receipts come to the same address.
    """

    _name = "channel.kind.sms"
    _inherit = "channel.kind"
    _description = "Text Messages"

    _sends_texts = True

    # The wire format

    @api.model
    def _parse_request(self, endpoint, http_request):
        """Return what a request brings: a `ReceivedText` or a `Receipt`.

        Raises:
            Malformed: it is neither.
        """
        return self._parse_payload(self._payload(http_request))

    @api.model
    def _payload(self, http_request):
        """Return the bytes of a request that are stored, without secrets."""
        return http_request.get_data()

    @api.model
    def _parse_payload(self, payload):
        """Return what stored bytes hold, as `_parse_request` does."""
        raise NotImplementedError()

    # Receiving

    @api.model
    def _read_request(self, endpoint, http_request):
        try:
            return self._parse_request(endpoint, http_request)
        except Malformed as error:
            raise BadRequest(
                self.env._("Missing, or not of this format: %s.", error)
            ) from error

    @api.model
    def _is_message(self, endpoint, http_request):
        return isinstance(self._read_request(endpoint, http_request), ReceivedText)

    @api.model
    def _sender(self, endpoint, http_request):
        return self._read_request(endpoint, http_request).sender

    @api.model
    def _accept(self, endpoint, http_request):
        """Store a text, or a receipt."""
        given = self._read_request(endpoint, http_request)
        if not isinstance(given, ReceivedText):
            self.env["channel.receipt"]._store(given)
            return self.env["channel.message"]
        return self._accept_text(endpoint, self._payload(http_request), given)

    @api.model
    def _accept_text(self, endpoint, payload, received):
        """Store a text once, by the gateway's own key of it.

        Args:
            endpoint: the `channel.endpoint`.
            payload: bytes, as `_parse_payload` takes them.
            received: the `ReceivedText` in them.
        """
        return self.env["channel.message"]._accept_message(
            endpoint,
            payload,
            external_id=received.key or None,
            sender=received.sender,
            recipient=received.recipient,
        )

    # Reading

    @api.model
    def _received(self, message):
        """Return the `ReceivedText` that a message was stored from.

        Raises:
            UserError: it cannot be read.
        """
        try:
            received = self._parse_payload(message._raw_bytes())
        except Malformed as error:
            raise UserError(
                self.env._("Missing, or not of this format: %s.", error)
            ) from error
        if received.problem:
            raise UserError(
                self.env._("It is binary, such as a logo or a ringtone, and no text.")
            )
        return received

    @api.model
    def _read(self, message):
        received = self._received(message)
        text = self._join_parts(message, received).text
        media = "\n".join(received.media)
        is_phone = self._normal_number(received.sender)
        return InboundContact(
            sender=received.sender,
            recipient=received.recipient,
            text=text,
            whole_text="\n\n".join(filter(None, [text, media])) if media else "",
            why_unanswered="" if is_phone else received.sender,
        )

    @api.model
    def _normal_number(self, sender):
        """Return a phone number in normal form, "" for a name or a short code."""
        forms = self.env["constituent.identifier"]._normal_forms("phone", sender)
        return forms[0] if forms else ""

    @api.model
    def _record(self, message, intake):
        """Record a text, with the addresses of its pictures in place of files."""
        result = super()._record(message, intake)
        if media := self._received(message).media:
            message.attachment_names = ", ".join(media)
        return result

    @api.model
    def _prepare_text_values(self, contact):
        """Return the text, and its beginning in place of a subject."""
        values = super()._prepare_text_values(contact)
        return {**values, "subject": " ".join(contact.text.split())[:MAX_SUBJECT]}

    # Processing

    @api.model
    def _set_aside(self, message, contact):
        """Set aside a part of a text that another message has, or that is to come."""
        return self._set_part_aside(message, self._received(message))

    @api.model
    def _identify(self, message, intake):
        """Identify the sender; nobody becomes a constituent by stopping texts."""
        is_command = bool(self._find_command(message))
        self._identify_constituent(message, intake, create=not is_command)

    @api.model
    def _find_command(self, message):
        """Return the `Command` that a message is, or None."""
        received = self._received(message)
        if received.action:
            return Command(received.action)
        return find_command(received.text) if not received.media else None

    @api.model
    def _process(self, message, intake):
        if self._is_part_set_aside(message):
            return self.env["service.request"]
        command = self._find_command(message)
        if command:
            self._obey(message, command)
            return self.env["service.request"]
        return super()._process(message, intake)
