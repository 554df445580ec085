from odoo import api, models
from odoo.tools import html2plaintext


class MailMessage(models.Model):
    """Messages in the chatter that repeat what was sent to a person: erasure."""

    _inherit = "mail.message"

    @api.model
    def _personal_rows_of(self, partners):
        """Add messages sent to `partners` about requests that others made."""
        sent = self.env["channel.message"].search(
            [("partner_id", "in", partners.ids), ("direction", "=", "out")]
        )
        others = sent.filtered(
            lambda one: (
                one.request_id
                and not (one.request_id.partner_id | one.request_id.beneficiary_id)
                & partners
            )
        )
        emails = self.search(
            [("message_id", "in", list(filter(None, others.mapped("external_id"))))]
        )
        found = super()._personal_rows_of(partners)
        return found | emails | self._texts_of(others)

    @api.model
    def _texts_of(self, sent):
        """Return the discussion messages that repeat the texts `sent`.

        Odoo does not link them to the text, so request and wording identify them.
        """
        words = {
            (message.request_id.id, (message.body or "").strip()) for message in sent
        }
        notes = self.search(
            [
                ("model", "=", "service.request"),
                ("res_id", "in", sent.request_id.ids),
                ("message_type", "=", "sms"),
            ]
        )
        return notes.filtered(
            lambda note: (note.res_id, html2plaintext(note.body).strip()) in words
        )

    def _erase_sent(self):
        """Delete queued texts, too: they repeat the message."""
        texts = self.env["sms.sms"].search([("mail_message_id", "in", self.ids)])
        texts.unlink()
        return super()._erase_sent()
