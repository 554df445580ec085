from werkzeug.exceptions import UnsupportedMediaType

from odoo import api, models

from ...adapters.contact import Attachment, InboundContact
from ...pages import files

EMAIL = "message/rfc822"


class ChannelKindPost(models.AbstractModel):
    """Letters from a scanner: one file is one letter, by e-mail or posted as it is."""

    _name = "channel.kind.post"
    _inherit = "channel.kind.pages"
    _description = "Scanned Post"

    _channel_code = "letter"

    # The endpoint

    @api.model
    def _route(self, endpoint):
        return f"channel/in/{endpoint.id}"

    @api.model
    def _relay_command(self, endpoint):
        return False

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "Have the scanner send each letter as a PDF or TIFF: by POST to the address"
            " above, with “Authorization: Bearer” and the token, or by e-mail to a"
            " mailbox that is fetched by IMAP. Each file is one letter."
        )

    # Storing

    @api.model
    def _denial(self, endpoint, http_request):
        return self.env["channel.kind"]._denial(endpoint, http_request)

    @api.model
    def _accept(self, endpoint, http_request):
        """Store a scan, or an e-mail with scans.

        Raises:
            HTTPException: the body is neither.
        """
        raw = http_request.get_data(cache=True)
        if http_request.mimetype == EMAIL:
            return super()._accept(endpoint, http_request)
        if not files.kind_of(raw)[0]:
            raise UnsupportedMediaType(
                self.env._("Send a PDF, TIFF, PNG or JPEG, or a message/rfc822.")
            )
        return self.env["channel.message"]._accept_message(endpoint, raw)

    @api.model
    def _recognise(self, endpoint, payload):
        if files.kind_of(payload)[0]:
            # What is no e-mail is recognised by its bytes.
            return self.env["channel.kind"]._recognise(endpoint, payload)
        return super()._recognise(endpoint, payload)

    @api.model
    def _raw_name(self, message):
        extension = files.kind_of(message._raw_bytes()[: files.PDF_BEGINS_WITHIN])[1]
        return f"{message.id}{extension or '.eml'}"

    # Reading

    @api.model
    def _read(self, message):
        raw = message._raw_bytes()
        mimetype, extension = files.kind_of(raw)
        if not mimetype:
            return super()._read(message)
        name = self.env._("letter") + extension
        attachments = (Attachment(name, mimetype, raw), *self._pdf_of(message))
        title = self._title(message, None)
        return InboundContact(subject=title, attachments=attachments)

    @api.model
    def _title(self, message, contact):
        return self.env._("Letter of %s", message.received_at.date())

    @api.model
    def _find_duplicate(self, message, contact):
        if files.kind_of(message._raw_bytes())[0]:
            return message.browse()
        return super()._find_duplicate(message, contact)

    @api.model
    def _set_aside(self, message, contact):
        """Split an e-mail with several letters."""
        if super()._set_aside(message, contact):
            return True
        scans = files.with_pages(contact.attachments)
        if len(scans) < 2 or files.kind_of(message._raw_bytes())[0]:
            return False
        for scan in scans:
            message._accept_message(message.endpoint_id, scan.content)
        message._decide("discarded", self.env._("Split into %s letters.", len(scans)))
        return True

    @api.model
    def _chatter_key(self, message):
        return self.env["channel.kind"]._chatter_key(message)
