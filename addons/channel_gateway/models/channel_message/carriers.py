from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formataddr, plaintext2html

from odoo.addons.constituent_crm.text import single_line

from ...outgoing import as_text


class ChannelMessage(models.Model):
    """Sending by e-mail and by SMS, through Odoo's queues."""

    _inherit = "channel.message"

    # E-mail

    @api.model
    def _address_for_email(self, partner):
        return partner.email_normalized or ""

    def _send_via_email(self, bodies):
        """Put the e-mails in Odoo's mail queue and trigger it.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        answered = self._find_answered()
        mails = self.env["mail.mail"].create(
            [one._prepare_mail(bodies[one], answered.get(one, "")) for one in self]
        )
        for message, mail in zip(self, mails, strict=True):
            message.write({"mail_id": mail.id, "external_id": mail.message_id})
        moments = set(self.mapped("not_before"))
        # Odoo opens a connection for each notice.
        mails._wake_queue([one or fields.Datetime.now() for one in moments])

    def _find_answered(self):
        """Return the Message-ID of the e-mail that each of self answers.

        It is one of the same person's: people who reported the same request must not
        learn of each other's e-mails.

        Returns:
            A dict of `channel.message` to text, of those that answer one.
        """
        latest = self._read_group(
            [
                ("request_id", "in", self.request_id.ids),
                ("direction", "=", "in"),
                ("partner_id", "in", self.partner_id.ids),
            ],
            ["request_id", "partner_id"],
            ["id:max"],
        )
        keys = {
            (request, partner): self.browse(message_id).external_id or ""
            for request, partner, message_id in latest
        }
        found = {one: keys.get((one.request_id, one.partner_id), "") for one in self}
        # Of one without a usable Message-ID, the key is a hash.
        return {one: key for one, key in found.items() if key.startswith("<")}

    def _prepare_mail(self, body, answered):
        """Return the values of the `mail.mail`.

        Args:
            body: text, or HTML as `Markup`.
            answered: the Message-ID that it answers, or "".
        """
        company = self.env.company
        box = self.endpoint_id.address or company.email
        from_us = formataddr((single_line(company.name), box or ""))
        html = body if isinstance(body, Markup) else plaintext2html(body)
        # RFC 3834: no autoresponder shall answer this.
        headers = {
            "Auto-Submitted": "auto-replied" if answered else "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        }
        if answered:
            headers["In-Reply-To"] = answered
        return {
            "subject": self.subject,
            "body_html": html,
            "body": html,
            "author_id": company.partner_id.id,
            "email_from": from_us if box else False,
            "reply_to": from_us if box else False,
            "email_to": self._format_recipient(),
            "references": answered or False,
            "headers": repr(headers),
            "model": "service.request" if self.request_id else False,
            "res_id": self.request_id.id,
            "subtype_id": self._discussion_subtype_id(),
            # What was sent stays in the chatter when the queue is cleared.
            "is_notification": True,
            "auto_delete": True,
            "scheduled_date": self.not_before,
        }

    def _format_recipient(self):
        return formataddr((single_line(self.partner_id.name or ""), self.recipient))

    def _discussion_subtype_id(self):
        """Return the id of the subtype for the message in the request's discussion.

        A message to anyone but the request's constituent is posted as a note, so that
        the constituent does not receive it.
        """
        others = self.request_id and self.partner_id != self.request_id.partner_id
        name = "mail.mt_note" if others else "mail.mt_comment"
        return self.env["ir.model.data"]._xmlid_to_res_id(name, True)

    # SMS

    @api.model
    def _address_for_sms(self, partner):
        # As look-up knows it: new number ranges are not valid to every library.
        Identifier = self.env["constituent.identifier"]
        return Identifier._normalised("phone", partner.phone)

    def _send_via_sms(self, bodies):
        """Put the texts in Odoo's SMS queue, which triggers itself.

        That queue cannot delay a text. During quiet hours, texts wait in our own queue.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.
        """
        for message in self._without_waiting():
            text = as_text(bodies[message])
            note = message.request_id and message.request_id._message_log(
                body=text, message_type="sms"
            )
            message.sms_id = self.env["sms.sms"].create(
                {
                    "number": message.recipient,
                    "body": text,
                    "partner_id": message.partner_id.id,
                    "mail_message_id": note.id if note else False,
                }
            )
