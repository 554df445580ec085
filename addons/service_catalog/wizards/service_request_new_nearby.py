from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceRequestNew(models.TransientModel):
    """Nearby requests in the New Request wizard, which may be joined instead."""

    _inherit = "service.request.new"

    nearby_ids = fields.Many2many("service.request", compute="_compute_nearby_ids")

    @api.depends("service_id", "latitude", "longitude", "answers")
    def _compute_nearby_ids(self):
        """Compute open requests that may be the same."""
        Request = self.env["service.request"]
        for wizard in self:
            found = ()
            if wizard.service_id:
                point, at_home = wizard._entered_place()
                found = Request._nearby_requests(wizard.service_id, point, at_home)
            # Only those that the officer may read.
            wizard.nearby_ids = Request.browse(found)._filtered_access("read")

    def _entered_place(self):
        """Return the point (degrees) and the `constituent.property`."""
        answers, _faults = self.service_id._check_answers(
            self.answers or {}, partial=True
        )
        typed = {"latitude": self.latitude, "longitude": self.longitude}
        place = self.env["service.request"]._add_answered_place(typed, answers)
        at_home = self.env["constituent.property"]
        asked = {
            one["code"]
            for one in self.service_id._form()
            if one["datatype"] == "property"
        }
        uprns = [answers[code] for code in answers if code in asked and answers[code]]
        if uprns:
            at_home = at_home.search([("uprn", "in", uprns)], limit=1)
        point = (place.get("latitude") or 0.0, place.get("longitude") or 0.0)
        return point, at_home

    def _prepare(self, interaction, answers):
        """Add the nearby requests that the officer has seen and ruled out."""
        shown = self.nearby_ids.mapped("reference")
        return {**super()._prepare(interaction, answers), "other_than": shown}

    def _join(self, request):
        """Join a nearby request instead of opening another."""
        self.ensure_one()
        if request not in self.nearby_ids:
            raise UserError(
                self.env._("%s is no longer open nearby.", request.reference)
            )
        request.check_access("write")
        answers = self.service_id._check_answers(self.answers or {}, partial=True)[0]
        interaction = self.env["constituent.interaction"]._record_contact(
            self._prepare_interaction()
        )
        request._add_co_report(request, self._prepare(interaction, answers))
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": request.id,
            "view_mode": "form",
        }
