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

    def _erase_person(self, partners, names):
        self._erase_tasks(partners)
        return super()._erase_person(partners, names)

    def _erase_tasks(self, partners):
        """Delete the tasks on the request, open and done, that name who joined it."""
        about = [("res_id", "in", self.request_id.ids)]
        for name in filter(None, partners.mapped("name")):
            self.env["mail.activity"].with_context(active_test=False).search(
                [
                    ("res_model", "=", self.request_id._name),
                    *about,
                    "|",
                    ("summary", "ilike", name),
                    ("note", "ilike", name),
                ]
            ).unlink()
            done = self.env["mail.message"].search(
                [
                    ("model", "=", self.request_id._name),
                    *about,
                    ("mail_activity_type_id", "!=", False),
                    ("body", "ilike", name),
                ]
            )
            done._erase_rows()

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
