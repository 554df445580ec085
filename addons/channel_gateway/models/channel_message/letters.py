import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

LETTERS = "channel_gateway.report_letters"
LABELS = "channel_gateway.report_letter_labels"
# Until then, posting can be undone; then it is written into the ledger of contacts.
UNDO_TIME = timedelta(minutes=30)


class ChannelMessage(models.Model):
    """Letters that staff print and post, and faxes that a provider sends."""

    _inherit = "channel.message"

    posted_at = fields.Datetime(
        string="Posted",
        copy=False,
        readonly=True,
        help="When staff marked the letter as posted.",
    )

    _letter_idx = models.Index(
        "(channel_id, posted_at) WHERE direction = 'out' AND state = 'queued'"
    )

    # Letters

    def _check_letters(self):
        """Check that these are letters that were not sent yet.

        Raises:
            UserError: one is something else.
        """
        self.check_access("write")
        if self.filtered(
            lambda one: one.channel_id.code != "letter" or one.state != "queued"
        ):
            raise UserError(self.env._("Choose letters that were not sent yet."))

    def action_print_letters(self):
        """Return the letters as one PDF."""
        self._check_letters()
        return self.env.ref(LETTERS).report_action(self, config=False)

    def action_print_labels(self):
        """Return sheets of address labels, 21 to a page."""
        self._check_letters()
        return self.env.ref(LABELS).report_action(self, config=False)

    def action_mark_posted(self):
        """Mark letters as posted; this can be undone for half an hour."""
        self._check_letters()
        now = fields.Datetime.now()
        # Messages are written by these methods alone.
        waiting = self.sudo().filtered(lambda one: not one.posted_at)
        waiting.write({"posted_at": now, "handover_at": now})
        self._wake_deliveries([now + UNDO_TIME])

    def action_undo_posted(self):
        """Put letters back that were marked as posted by mistake.

        Raises:
            UserError: one is in the ledger already.
        """
        self._check_letters()
        # As above.
        self.sudo().write({"posted_at": False, "handover_at": False})

    def action_withdraw_letter(self):
        """Discard letters that are not to be sent."""
        self._check_letters()
        if self.filtered("posted_at"):
            raise UserError(self.env._("It was posted. Undo that first."))
        self._decide(
            "discarded", self.env._("Not sent, decided %s.", self.env.user.name)
        )

    @api.model
    def _posted_domain(self):
        """Return the domain of posted letters whose posting is no longer undone."""
        return (
            Domain("direction", "=", "out")
            & Domain("state", "=", "queued")
            & Domain("posted_at", "<=", fields.Datetime.now() - UNDO_TIME)
        )

    def _settle_posted(self):
        self._report_sent()

    # What a letter says

    def _letter_language(self):
        """Return the language that the constituent reads."""
        return self.partner_id.lang or self.env.lang or "en_US"

    def _letter_direction(self):
        lang = self.env["res.lang"]._get_data(code=self._letter_language())
        return "rtl" if lang.direction == "rtl" else "ltr"

    def _letter_lines(self):
        """Return the lines of the address, with the name."""
        # Whoever may read the message may write to its constituent.
        return self.partner_id.sudo()._postal_lines()

    def _letter_date(self):
        day = self.posted_at or fields.Datetime.now()
        return format_date(self.env, day, lang_code=self._letter_language())

    def _letter_html(self):
        return plaintext2html(self.body or "")

    # Faxes

    @api.model
    def _fax_domain(self):
        """Return the domain of faxes that were not handed to a mail server yet."""
        return (
            Domain("direction", "=", "out")
            & Domain("state", "=", "queued")
            & Domain("mail_id", "=", False)
            & Domain("handover", "=", False)
            & Domain("not_before", "=", False)
            & Domain("channel_id.code", "=", "fax")
        )

    def _send_fax(self):
        """Put the e-mail with the PDF into Odoo's mail queue."""
        self.ensure_one()
        to = self.channel_id._carrier()._format_recipient(self)
        if "@" not in to or not self.recipient:
            self._report_failed(self.env._("No fax gateway is configured."))
            return
        try:
            pdf, _type = self.env["ir.actions.report"]._render_qweb_pdf(
                LETTERS, self.ids
            )
        except UserError as problem:
            self._report_failed(str(problem), is_temporary=True)
            return
        company = self.env.company
        box = self._mailboxes_of(self.request_id)[self.request_id].address
        self.mail_id = self.env["mail.mail"].create(
            {
                "subject": self.subject or company.name,
                "body_html": "",
                "email_from": box or company.email_formatted,
                "email_to": to,
                "auto_delete": True,
                "attachment_ids": [
                    fields.Command.create(
                        {"name": f"{self.id}.pdf", "datas": base64.b64encode(pdf)}
                    )
                ],
            }
        )
        self.external_id = self.mail_id.message_id
        self.mail_id._wake_queue()
