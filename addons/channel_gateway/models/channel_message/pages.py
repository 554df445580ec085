import base64
import logging

from odoo import api, fields, models

from ...pages.rendering import render
from .processing import DATABASE_ERRORS, RETRYABLE_ERRORS

_logger = logging.getLogger(__name__)

CRON = "channel_gateway.cron_pages"
MAX_WORDS = 20_000


class ChannelMessage(models.Model):
    """Pages of faxes and letters: images and recognised text."""

    _inherit = "channel.message"

    page_ids = fields.One2many("channel.message.page", "message_id", readonly=True)
    pages_state = fields.Selection(
        [("waiting", "Being Prepared"), ("done", "Prepared"), ("failed", "Failed")],
        string="Pages",
        copy=False,
        readonly=True,
    )
    pages_error = fields.Char(copy=False, readonly=True)
    # In the file store: it is made anew from what was received.
    pages_pdf = fields.Binary(string="Pages as PDF", copy=False, readonly=True)
    pages_pdf_name = fields.Char(compute="_compute_pages_pdf_name")

    _pages_idx = models.Index("(id) WHERE pages_state = 'waiting'")

    def _compute_pages_pdf_name(self):
        for message in self:
            message.pages_pdf_name = f"{message.id}.pdf"

    def _pages_pdf_bytes(self):
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).pages_pdf or b"")

    def _request_pages(self):
        """Have images of the pages made, unless there are some."""
        for message in self.filtered(lambda one: one.pages_state != "done"):
            message.pages_state = "waiting"
        # Senders of messages may lack access to scheduled actions.
        self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _make_pages_due(self, limit=50):
        """Make images of the pages that wait; called by the scheduled action."""
        domain = [("pages_state", "=", "waiting")]
        cron = self.env["ir.cron"]
        seconds_left = cron._commit_progress(remaining=self.search_count(domain))
        for message in self.search(domain, order="id", limit=limit):
            if not seconds_left:
                break
            message._make_pages_safely(domain)
            seconds_left = cron._commit_progress(1)

    def _make_pages_safely(self, domain):
        """Make the images of one message; what fails is noted on it."""
        try:
            locked = self.try_lock_for_update(allow_referencing=True)
            if locked.filtered_domain(domain):
                with self.env.cr.savepoint():
                    self._make_pages()
        except RETRYABLE_ERRORS:
            self._roll_back()
        except DATABASE_ERRORS:
            raise
        except Exception as problem:
            _logger.exception("Pages of message %s were not made", self.id)
            self.write(
                {"pages_state": "failed", "pages_error": self._describe_fault(problem)}
            )

    def _make_pages(self):
        """Make images of the pages, a PDF, and recognise their text."""
        self.ensure_one()
        self.page_ids.unlink()
        files = self.endpoint_id._kind()._page_files(self)
        found = [render(file.content) for file in files]
        pages = [page for one in found for page in one.pages]
        self.env["channel.message.page"].create(
            [
                {
                    "message_id": self.id,
                    "number": number,
                    "image": base64.b64encode(page.image),
                    "words": page.words,
                }
                for number, page in enumerate(pages, start=1)
            ]
        )
        pdf = next((one.pdf for one in found if one.pdf), b"")
        self.write(
            {
                "pages_state": "done" if pages else "failed",
                "pages_error": self._describe_page_faults(found),
                "pages_pdf": base64.b64encode(pdf) if pdf else False,
            }
        )
        self._suggest_from_pages()

    def _describe_page_faults(self, found):
        """Return what of the pages is not shown, and why; False for all shown."""
        why = {
            "unreadable": self.env._("cannot be read"),
            "too_large": self.env._("is too large"),
            "too_long": self.env._("takes too long"),
        }
        words = []
        for one in found:
            for number, code in one.faults:
                page = (
                    self.env._("Page %s", number) if number else self.env._("The file")
                )
                words.append(f"{page} {why[code]}.")
            if one.count > len(one.pages) + len(one.faults):
                words.append(
                    self.env._(
                        "%(shown)s of %(count)s pages are shown.",
                        shown=len(one.pages),
                        count=one.count,
                    )
                )
        return " ".join(words) or False

    def _suggest_from_pages(self):
        """Suggest the service that the recognised text is most likely about."""
        words = self._recognised_words()
        if words and not self.service_id and self.state == "triage":
            hits = self.env["service.type"]._suggest(words)
            self.service_id = hits[0]["id"] if hits else False

    def _recognised_words(self):
        """Return the text as it was recognised on the pages."""
        self.ensure_one()
        return "\n".join(filter(None, self.page_ids.mapped("words")))[:MAX_WORDS]

    def _clue_words(self):
        """Return the words that forms are filled in from.

        They are the constituent's, or, of pages, those that were recognised.
        """
        return self._recognised_words() or self._words()

    def action_make_pages(self):
        """Make the images again."""
        self.check_access("write")
        # Messages are written by these methods alone.
        self.sudo().pages_state = "waiting"
        self.sudo()._request_pages()
