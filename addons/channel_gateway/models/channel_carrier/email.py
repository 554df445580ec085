from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formataddr, plaintext2html

from odoo.addons.constituent_crm.text import single_line


class ChannelCarrierEmail(models.AbstractModel):
    """E-mails, through Odoo's mail queue."""

    _name = "channel.carrier.email"
    _inherit = "channel.carrier"
    _description = "Carrier of E-mails"

    @api.model
    def _address(self, partner):
        return partner._email_to_write_to()

    @api.model
    def _send(self, bodies):
        """Put the e-mails in Odoo's mail queue and trigger it."""
        messages = self.env["channel.message"].concat(*bodies)
        answered = self._find_answered(messages)
        mails = self.env["mail.mail"].create(
            [
                self._prepare_mail(one, body, answered.get(one, ""))
                for one, body in bodies.items()
            ]
        )
        for message, mail in zip(messages, mails, strict=True):
            message.write({"mail_id": mail.id, "external_id": mail.message_id})
        moments = set(messages.mapped("not_before"))
        # Odoo opens a connection for each notice.
        mails._wake_queue([one or fields.Datetime.now() for one in moments])

    @api.model
    def _find_answered(self, messages):
        """Return the Message-ID of the e-mail that each message answers.

        It is one of the same person's: people who reported the same request must not
        learn of each other's e-mails.

        Returns:
            A dict of `channel.message` to text, of those that answer one.
        """
        latest = messages._read_group(
            [
                ("request_id", "in", messages.request_id.ids),
                ("direction", "=", "in"),
                ("partner_id", "in", messages.partner_id.ids),
            ],
            ["request_id", "partner_id"],
            ["id:max"],
        )
        keys = {
            (request, partner): messages.browse(message_id).external_id or ""
            for request, partner, message_id in latest
        }
        found = {
            one: keys.get((one.request_id, one.partner_id), "") for one in messages
        }
        # Of one without a usable Message-ID, the key is a hash.
        return {one: key for one, key in found.items() if key.startswith("<")}

    @api.model
    def _prepare_mail(self, message, body, answered):
        """Return the values of the `mail.mail`.

        Args:
            message: the `channel.message`.
            body: text, or HTML as `Markup`.
            answered: the Message-ID that it answers, or "".
        """
        company = self.env.company
        box = message.endpoint_id.address or company.email
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
            "subject": message.subject,
            "body_html": html,
            "body": html,
            "author_id": company.partner_id.id,
            "email_from": from_us if box else False,
            "reply_to": from_us if box else False,
            "email_to": message._format_recipient(),
            "references": answered or False,
            "headers": repr(headers),
            "model": "service.request" if message.request_id else False,
            "res_id": message.request_id.id,
            "subtype_id": self._discussion_subtype_id(message),
            # What was sent stays in the chatter when the queue is cleared.
            "is_notification": True,
            "auto_delete": True,
            "scheduled_date": message.not_before,
        }

    @api.model
    def _discussion_subtype_id(self, message):
        """Return the id of the subtype for the message in the request's discussion.

        A message to anyone but the request's constituent is posted as a note, so that
        the constituent does not receive it.
        """
        requester = message.request_id.partner_id
        others = message.request_id and message.partner_id != requester
        name = "mail.mt_note" if others else "mail.mt_comment"
        return self.env["ir.model.data"]._xmlid_to_res_id(name, True)
