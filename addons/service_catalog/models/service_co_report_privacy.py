"""What joined reports tell of a person, and what stays when the person is erased."""

import re

from odoo import api, models
from odoo.tools import html2plaintext

from .service_co_report import PLACE_FIELDS

# Ours, or told with the request itself.
UNDISCLOSED_FIELDS = {"source_key", "previous_state_id", "moved_with_id"}


class ServiceCoReport(models.Model):
    _inherit = "service.co.report"

    @api.model
    def _erasure_policy(self, field):
        """That somebody else had reported it too stays as a figure."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        # Without its token the link that the person had opens nothing any more.
        return {**super()._erasure_values(), **dict.fromkeys(PLACE_FIELDS, False)}

    def _erase_person(self, partners, names):
        self._erase_notes_on(partners)
        return super()._erase_person(partners, names)

    def _erase_notes_on(self, partners):
        """Delete the tasks and notes on the request that name who joined it."""
        names = [words for name in partners.mapped("name") if (words := _words(name))]
        requests = self.request_id
        tasks = requests._attached_to("mail.activity", "res_model")
        notes = requests._attached_to("mail.message", "model")
        tasks.filtered(
            lambda one: _names_any(
                f"{one.summary} {html2plaintext(one.note or '')}", names
            )
        ).unlink()
        notes.filtered(
            lambda one: _names_any(html2plaintext(one.body or ""), names)
        )._erase_rows()

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name not in UNDISCLOSED_FIELDS]


def _words(text):
    """Return the words of `text` with a space before and behind each."""
    words = re.findall(r"\w+", (text or "").casefold())
    return f" {' '.join(words)} " if words else ""


def _names_any(text, names):
    """Return whether any of `names`, which `_words` has made, stands in `text`."""
    words = _words(text)
    return any(name in words for name in names)
