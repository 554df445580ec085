"""Personal data in calls, visits and texts: erasure; statistics stay.

Some have no constituent, such as one that failed or was sent automatically. They are
found by the person's addresses, or by the request that they are about.
"""

from odoo import api, models
from odoo.tools import html2plaintext

from .channel_message.privacy import DIGITS, rows_by_digits


class ChannelContact(models.AbstractModel):
    _inherit = "channel.contact"

    @api.model
    def _personal_rows_of(self, partners):
        """Return contacts without a constituent about the requests of `partners`."""
        requests = partners._own_requests()
        unknown = [("partner_id", "=", False), ("beneficiary_id", "=", False)]
        # A single search would read every row without a constituent: no index has both.
        return self.search(
            [*unknown, ("request_id", "in", requests.ids)]
        ) | self.search([*unknown, ("request_ids", "in", requests.ids)])

    def _subject_access_review_reason(self, partner):
        if not (self.partner_id | self.beneficiary_id):
            return (
                self.env._("Found by a number or a request: check whose it is"),
                False,
            )
        return super()._subject_access_review_reason(partner)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Of the council, not of the person.
        for name in ("queue", "place"):
            values.pop(name, None)
        return values


class ChannelCall(models.Model):
    _inherit = "channel.call"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Add calls of nobody known from a number of `partners`."""
        found = super()._personal_rows_of(partners)
        return found | rows_by_digits(self, "number", partners)


class SmsSms(models.Model):
    _inherit = "sms.sms"

    _unknown_number_idx = models.Index(
        f"({DIGITS % 'number'}) WHERE partner_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Return queued texts without a partner to a number of `partners`."""
        return rows_by_digits(self, "number", partners)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["create_date", "number", "body"]


class MailMessage(models.Model):
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
