from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class ChannelMessageForward(models.TransientModel):
    """Wizard that forwards a message to another organisation, with the original."""

    _name = "channel.message.forward"
    _inherit = "channel.message.telling"
    _description = "Forward a Message to Another Organisation"
    _event = "forwarded"

    organisation_id = fields.Many2one(
        "service.external.organisation", required=True, ondelete="cascade"
    )
    email = fields.Char(related="organisation_id.email")
    remit = fields.Text(related="organisation_id.remit")
    subject = fields.Char(
        compute="_compute_text", store=True, readonly=False, required=True
    )
    body = fields.Text(
        string="Covering Letter",
        compute="_compute_text",
        store=True,
        readonly=False,
        required=True,
    )
    raw_name = fields.Char(related="message_id.raw_name", string="Attached")

    @api.depends("message_id")
    def _compute_text(self):
        for wizard in self:
            message = wizard.message_id
            company = self.env.company.name
            wizard.subject = self.env._(
                "Forwarded by %(council)s: %(subject)s",
                council=company,
                subject=message.subject or message.sender_name or "",
            ).strip(": ")
            wizard.body = self.env._(
                "We have received this message, which is a matter for you."
                " The original is attached. We have settled it on our side.\n\n"
                "From: %(name)s %(sender)s\n\n%(words)s",
                name=message.sender_name or "",
                sender=message.sender or "",
                words=message.body or "",
            )

    @api.depends("message_id", "organisation_id")
    def _compute_preview(self):
        return super()._compute_preview()

    def _template_values(self):
        return {"organisation": self.organisation_id}

    def action_forward(self):
        """Forward the message by e-mail, record it, and tell the constituent."""
        self.ensure_one()
        message = self.message_id
        if not self.email:
            raise UserError(
                self.env._(
                    "%s has no e-mail address. Enter one at the organisation first.",
                    self.organisation_id.name,
                )
            )
        message._settle("forwarded", note=self.note)
        sent = self._send()
        told = self._tell()
        self.env["service.referral"].create(
            {
                "message_id": message.id,
                "sent_message_id": sent.id,
                "organisation_id": self.organisation_id.id,
                "note": self.note,
                "constituent_notified_at": told and fields.Datetime.now(),
            }
        )
        return message._show_next(
            self.env._("Forwarded to %s.", self.organisation_id.name)
        )

    def _send(self):
        """Queue the e-mail to the organisation, with the original attached.

        Returns:
            The `channel.message`.
        """
        message = self.message_id
        Ledger = self.env["constituent.interaction"]
        mailbox = message._mailboxes_of(message.request_id)[message.request_id]
        # Messages are written by the system; settling has checked who may.
        sent = message.sudo().create(
            {
                "direction": "out",
                "channel_id": Ledger._channel("email").id,
                "endpoint_id": mailbox.id,
                "sender": mailbox.address,
                "recipient": self.email,
                "organisation_id": self.organisation_id.id,
                "about_id": message.id,
                "user_id": self.env.uid,
                "subject": self.subject,
                "body": self.body,
                "state": "queued",
            }
        )
        sent._send_by_channel({sent: self.body})
        if message.raw:
            mail = sent.mail_id
            # Sent and deleted with the e-mail: the original is kept by us.
            mail.write({"is_notification": False})
            mail.attachment_ids = [
                Command.create(
                    {
                        "name": message.raw_name,
                        "raw": message._raw_bytes(),
                        "res_model": "mail.message",
                        "res_id": mail.mail_message_id.id,
                    }
                )
            ]
        return sent
