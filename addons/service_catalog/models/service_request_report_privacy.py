"""What joined reports tell of a person, and what stays when the person is erased."""

import re

from odoo import api, models
from odoo.tools import html2plaintext

from .service_request_report import PLACE

# Ours, or told with the request itself.
UNTOLD = {"source_key", "own_state_id", "came_with_id"}


class ServiceRequestReport(models.Model):
    _inherit = "service.request.report"

    @api.model
    def _erasure_policy(self, field):
        """That somebody else had reported it too stays as a figure."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        # Without its token the link that the person had opens nothing any more.
        return {**super()._erasure_values(), **dict.fromkeys(PLACE, False)}

    def _erase_person(self, partners, names):
        self._erase_notes_on(partners)
        return super()._erase_person(partners, names)

    def _erase_notes_on(self, partners):
        """Delete the tasks and notes on the request that name who joined it."""
        named = [re.escape(name) for name in partners.mapped("name") if name]
        if not named:
            return
        pattern = re.compile(rf"\b(?:{'|'.join(named)})\b", re.I)
        requests = self.request_id
        tasks = requests._attached_to("mail.activity", "res_model")
        notes = requests._attached_to("mail.message", "model")
        tasks.filtered(
            lambda one: pattern.search(
                f"{one.summary} {html2plaintext(one.note or '')}"
            )
        ).unlink()
        notes.filtered(
            lambda one: pattern.search(html2plaintext(one.body or ""))
        )._erase_rows()

    @api.model
    def _subject_access_fields(self):
        told = super()._subject_access_fields()
        return [name for name in told if name not in UNTOLD]


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _make_way_for(self, kept):
        """Two who turn out to be one have reported a thing once."""
        Report = self.env["service.request.report"]
        # Whoever merges people need not see each of their requests.
        reports = Report.sudo().search([("partner_id", "in", (self | kept).ids)])
        requests = reports.request_id
        result = super()._make_way_for(kept)
        requests.exists().modified(["partner_id"])
        return result
