"""What requests tell of a person, and what stays of them when the person is erased."""

from uuid import uuid4

from odoo import api, models

from ..nearby import earth

FIGURES = {"reference", "team_reason"}
# What is nearer to somebody's home than this is taken for a matter of their home.
HOME_METRES = 50


class ConstituentProperty(models.Model):
    _inherit = "constituent.property"

    def _is_any_near(self, point):
        """Whether one of self is where `point` (latitude, longitude) is."""
        return any(
            earth.distance(point, (home.latitude, home.longitude)) <= HOME_METRES
            for home in self
            if home.latitude or home.longitude
        )


class ServiceRequest(models.Model):
    _inherit = "service.request"

    @api.model
    def _erasure_policy(self, field):
        """A request that is closed keeps its service, ward and times as figures."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Figures, and what `_erase_person` writes.
        for name in FIGURES | {"access_token", "name"}:
            values.pop(name, None)
        place = dict.fromkeys(("latitude", "longitude", "property_id"), False)
        return {**values, **place}

    def _erase_person(self, partners, names):
        homes = partners._homes_of_person()
        places = {
            request: request._coordinates()
            for request in self
            if request._is_public_location(partners, homes)
        }
        self._erase_answers_and_referrals()
        for request in self:
            # The link that the person had opens nothing any more.
            token = str(uuid4())
            request.write({"name": request.service_id.name, "access_token": token})
        result = super()._erase_person(partners, names)
        for request, (latitude, longitude) in places.items():
            request.write({"latitude": latitude, "longitude": longitude})
        return result

    def _is_public_location(self, partners, homes):
        """Whether the request's point says nothing about `partners`: a pothole's.

        Args:
            homes: the properties where `partners` live.
        """
        self.ensure_one()
        point = self._coordinates()
        if not (point and self.service_id.needs_location):
            return False
        if self.property_id in homes or homes._is_any_near(point):
            return False
        # Where it is not known where their homes are, their postcode is too near.
        return not self.postcode or self.postcode not in partners.mapped("zip")

    def _erase_answers_and_referrals(self):
        """Delete what was answered, handed over and kept to undo, of each request."""
        self.answer_ids._erase_rows()
        self.referral_ids.write(
            {"note": False, "answer": False, "their_reference": False}
        )
        # Whoever erases need not see what others did to many at once.
        lines = self.env["service.request.bulk.line"].sudo()
        lines = lines.search([("request_id", "in", self.ids)])
        # Without `after`, an action is not undone.
        lines.write({"reason": False, "former": False, "after": False})
        actions = lines.bulk_id
        actions.filtered(lambda one: one.request_ids <= self).write({"note": False})

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name != "source_key"]
