"""What joined reports tell of a person, and what stays when the person is erased."""

from odoo import api, models

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
