"""Subject access and erasure of requests."""

from uuid import uuid4

from odoo import api, models

from ..nearby import earth

FIGURES = {"reference", "team_reason"}
# A place within this distance of a home counts as the home.
HOME_METRES = 50


class ConstituentProperty(models.Model):
    _inherit = "constituent.property"

    def _is_any_near(self, point):
        """Return whether a point lies at one of these addresses.

        Args:
            point: latitude and longitude in degrees.

        Returns:
            True within `HOME_METRES` of one.
        """
        return any(
            earth.distance(point, (home.latitude, home.longitude)) <= HOME_METRES
            for home in self
            if home.latitude or home.longitude
        )


class ServiceRequest(models.Model):
    _inherit = "service.request"

    @api.model
    def _erasure_policy(self, field):
        """Anonymise closed requests: service, ward and times stay for statistics."""
        if field.comodel_name == "res.partner":
            return "anonymise"
        return super()._erasure_policy(field)

    @api.model
    def _erasure_values(self):
        """Keep the statistical values; clear the place."""
        values = super()._erasure_values()
        # Statistical values, and those that `_erase_person` writes.
        for name in FIGURES | {"access_token", "name"}:
            values.pop(name, None)
        place = dict.fromkeys(("latitude", "longitude", "property_id"), False)
        return {**values, **place}

    def _erase_person(self, partners, names):
        """Anonymise the requests; keep the points of public places."""
        homes = partners._homes_of_person()
        places = {
            request: request._coordinates()
            for request in self
            if request._is_public_location(partners, homes)
        }
        self._erase_answers_and_referrals()
        for request in self:
            # Invalidates the tracking link.
            token = str(uuid4())
            request.write({"name": request.service_id.name, "access_token": token})
        result = super()._erase_person(partners, names)
        for request, (latitude, longitude) in places.items():
            request.write({"latitude": latitude, "longitude": longitude})
        return result

    def _is_public_location(self, partners, homes):
        """Return whether the point of the request says nothing about the partners.

        A pothole in a street is public, for example.

        Args:
            partners: `res.partner` records.
            homes: `constituent.property` records where they live or lived.

        Returns:
            True when the point is not near a home of theirs.
        """
        self.ensure_one()
        point = self._coordinates()
        if not (point and self.service_id.needs_location):
            return False
        if self.property_id in homes or homes._is_any_near(point):
            return False
        # Without known homes, the same postcode counts as too near.
        return not self.postcode or self.postcode not in partners.mapped("zip")

    def _erase_answers_and_referrals(self):
        """Delete answers, and the texts of referrals and bulk actions."""
        self.answer_ids._erase_rows()
        self.referral_ids.write(
            {"note": False, "answer": False, "their_reference": False}
        )
        # sudo: the user may not have access to other users' bulk actions.
        lines = self.env["service.request.bulk.line"].sudo()
        lines = lines.search([("request_id", "in", self.ids)])
        # Without `after`, an action is not undone.
        lines.write({"reason": False, "former": False, "after": False})
        actions = lines.bulk_id
        actions.filtered(lambda one: one.request_ids <= self).write({"note": False})

    @api.model
    def _subject_access_fields(self):
        """Leave out the technical source key."""
        names = super()._subject_access_fields()
        return [name for name in names if name != "source_key"]
