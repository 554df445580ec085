"""Subject access and erasure of requests."""

from odoo import api, models

from ..nearby import earth
from ..phases import OPEN_PHASES

MAX_NAMED = 5
# What is nearer to somebody's home than this is taken for a matter of their home.
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


class ConstituentInteraction(models.Model):
    _inherit = "constituent.interaction"

    @api.model
    def _personal_rows_of(self, partners):
        """Contacts of nobody known about a request of theirs."""
        requests = partners._own_requests()
        return self.search(
            [
                ("partner_id", "=", False),
                ("beneficiary_id", "=", False),
                ("request_id", "in", requests.ids),
            ]
        )

    def _subject_access_review_reason(self, partner):
        if not (self.partner_id | self.beneficiary_id) and self.subject:
            return self.env._("The constituent of this contact is unknown"), False
        return super()._subject_access_review_reason(partner)
