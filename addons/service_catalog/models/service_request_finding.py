from odoo import api, models


class ServiceRequest(models.Model):
    """Requests teach the finding of services where officers choose otherwise."""

    _inherit = "service.request"

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests._record_matching_feedback()
        return requests

    def write(self, vals):
        result = super().write(vals)
        if "service_id" in vals:
            self._record_matching_feedback()
        return result

    def _record_matching_feedback(self):
        """Have suggestions learn from an officer who chose a service.

        Channels choose what was suggested, and who imports many chooses nothing.
        """
        officer = self.env.user
        if len(self) == 1 and officer.active and officer._is_internal():
            # Officers do not write lessons; they come of what they do.
            request = self.sudo()
            if request.description:
                self.env["service.matching.feedback"].sudo()._learn(request)

    def _erase_person(self, partners, names):
        # Of staff who erase, none may forget lessons; it is part of the erasure.
        Lesson = self.env["service.matching.feedback"].sudo()
        Lesson.search([("request_id", "in", self.ids)]).unlink()
        return super()._erase_person(partners, names)
