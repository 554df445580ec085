from odoo import SUPERUSER_ID, api, models
from odoo.tools import plaintext2html


class ChannelKind(models.AbstractModel):
    """Texts in the chatter of the request that they are about."""

    _inherit = "channel.kind"

    @api.model
    def _chatter_key(self, message):
        """Return the `message_id` of a message in the chatter of its request."""
        return f"<channel-message-{message.id}@council>"

    @api.model
    def _post(self, message, request, intake, answered=None):
        """Post the text and files of a message in the chatter of a request."""
        contact = intake.contact
        # Like Odoo's mail gateway: messages are posted by the system, not by a user.
        thread = request.with_user(SUPERUSER_ID).with_context(
            attachments_mime_plainxml=True, mail_post_autofollow_author_skip=True
        )
        # What answers an internal note is one.
        is_note = bool(answered) and answered.subtype_id.internal
        subtype = self._chatter_subtype(message, request)
        posted = thread.message_post(
            body=self._prepare_html(contact),
            subject=contact.subject,
            message_id=self._chatter_key(message),
            date=message.received_at,
            parent_id=bool(answered) and answered.id,
            is_internal=is_note,
            subtype_xmlid="mail.mt_note" if is_note else subtype,
            attachments=[
                (file.name, file.content, {"cid": file.content_id})
                if file.content_id
                else (file.name, file.content)
                for file in contact.attachments
            ],
            **self._prepare_post_values(message, contact),
        )
        files = posted.attachment_ids
        if files and request._is_from_requester(message.partner_id):
            # The constituent may download the files that they sent.
            request.sudo().sent_file_ids |= files

    @api.model
    def _prepare_html(self, contact):
        """Return the body of a contact as HTML for the chatter, which sanitises it."""
        words = contact.whole_text or contact.text
        return plaintext2html(words) if words else ""

    @api.model
    def _chatter_subtype(self, message, request):
        """Return the subtype: what others write is not on the constituent's page."""
        is_theirs = request._is_from_requester(message.partner_id)
        return "service_catalog.subtype_constituent" if is_theirs else "mail.mt_note"

    @api.model
    def _prepare_post_values(self, message, contact):
        """Return more arguments of `message_post`."""
        author = message.partner_id or self.env.ref("base.public_partner")
        return {"message_type": "comment", "author_id": author.id}
