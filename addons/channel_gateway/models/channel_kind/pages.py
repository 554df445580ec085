from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError

from ...adapters.contact import Attachment
from ...pages import files


class ChannelKindPages(models.AbstractModel):
    """Pages as a machine hands them over: staff read them and open the request.

    Their images are made in the background. The text that is recognised on them is an
    aid to find and to fill in, and never what the constituent has said.
    """

    _name = "channel.kind.pages"
    _inherit = "channel.kind.email"
    _description = "Pages"

    # Answers are not sent from the machine's address.
    _is_mailbox = False

    # Reading

    @api.model
    def _read(self, message):
        contact = super()._read(message)
        if not files.with_pages(contact.attachments):
            return contact
        return self._prepare_contact(message, contact)

    @api.model
    def _prepare_contact(self, message, contact):
        """Return what is known of pages that came by e-mail.

        What the e-mail says, the machine says: it is kept as the whole text.

        Args:
            message: the `channel.message`.
            contact: the e-mail, an `InboundContact`.
        """
        return replace(
            contact,
            sender="",
            name="",
            subject=self._title(message, contact),
            text="",
            own_text="",
            signature="",
            html="",
            references=(),
            why_automatic="",
            why_unanswered="",
            authentication=(),
            attachments=(*contact.attachments, *self._pdf_of(message)),
        )

    @api.model
    def _title(self, message, contact):
        """Return the subject of the message."""
        return contact.subject or message.channel_id.name

    @api.model
    def _pdf_of(self, message):
        """Return the pages as a PDF, which any browser shows, if it is made."""
        pdf = message._pages_pdf_bytes()
        return [Attachment(self.env._("pages.pdf"), files.PDF, pdf)] if pdf else []

    @api.model
    def _envelope_sender(self, message):
        return ""

    @api.model
    def _is_automatic(self, message, contact):
        return contact.is_automatic

    @api.model
    def _record(self, message, intake):
        result = super()._record(message, intake)
        if message.state != "discarded" and files.with_pages(
            intake.contact.attachments
        ):
            message._request_pages()
        return result

    @api.model
    def _identify_officer(self, message, contact):
        return False

    # What it asks for

    @api.model
    def _process(self, message, intake):
        """Leave pages to staff: nobody has read them."""
        if message.state == "discarded":
            return self.env["service.request"]
        raise UserError(self._why_left(intake.contact))

    @api.model
    def _why_left(self, contact):
        """Return why the message is left to staff."""
        if files.with_pages(contact.attachments):
            return self.env._("Read the pages and open a request.")
        return self.env._("It has no pages.")

    @api.model
    def _page_files(self, message):
        """Return the files with pages of a message."""
        return files.with_pages(self._read_or_outline(message).attachments)

    @api.model
    def _prepare_post_values(self, message, contact):
        author = message.partner_id or self.env.ref("base.public_partner")
        return {"message_type": "comment", "author_id": author.id}
