from dataclasses import replace

from odoo import api, models

from ...adapters import email, fax
from ...pages import files


class ChannelKindFax(models.AbstractModel):
    """Faxes as fax servers and providers hand them over by e-mail."""

    _name = "channel.kind.fax"
    _inherit = "channel.kind.pages"
    _description = "Fax by E-mail"

    _channel_code = "fax"

    @api.model
    def _instructions(self, endpoint):
        return self.env._(
            "Have the fax server (HylaFAX), or the provider, send faxes by e-mail, and"
            " fetch its mailbox by IMAP or hand the e-mails over by the relay. The"
            " number of the sender and the count of pages are read in the notice; where"
            " yours is another, add a line for each, such as “Fax from {number}” or"
            " “{pages} sheets”."
        )

    @api.model
    def _read(self, message):
        contact = super()._read(message)
        if contact.sender or not files.with_pages(contact.attachments):
            return contact
        notice = self._notice(message, contact)
        number = self._normal_number(notice.number)
        return replace(
            contact,
            sender=number,
            phone=number,
            subject=self._describe_fax(number, notice.pages),
        )

    @api.model
    def _prepare_contact(self, message, contact):
        """Return the e-mail unchanged unless it is from the fax gateway."""
        gateway = (message.endpoint_id.gateway_address or "").strip().lower()
        if gateway and not contact.sender.endswith(gateway):
            return contact
        return super()._prepare_contact(message, contact)

    @api.model
    def _notice(self, message, contact):
        """Return the `adapters.fax.Notice` of a fax."""
        head = email.head(message._raw_bytes()).decode("utf-8", "replace")
        text = f"{head}\n{contact.whole_text}"
        own = (message.endpoint_id.notice_templates or "").splitlines()
        return fax.read(text, own)

    @api.model
    def _normal_number(self, number):
        """Return a number in normal form, or as it is written."""
        Identifier = self.env["constituent.identifier"]
        forms = Identifier._normal_forms("phone", number) if number else []
        return next(iter(forms), number)

    @api.model
    def _describe_fax(self, number, pages):
        words = (
            self.env._("Fax from %s", number)
            if number
            else self.env._("Fax from a withheld number")
        )
        if pages == 1:
            words = self.env._("%s, 1 page", words)
        elif pages:
            words = self.env._("%(fax)s, %(count)s pages", fax=words, count=pages)
        return words

    @api.model
    def _why_left(self, contact):
        if "@" in contact.sender:
            return self.env._(
                "It is no fax: it has no pages, or is not from the fax gateway."
            )
        return super()._why_left(contact)
