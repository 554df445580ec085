"""What requests tell of a person, and what stays of them when the person is erased."""

from odoo import api, models

from ..nearby import earth
from ..phases import OPEN_PHASES

MAX_NAMED = 5
# What is nearer to somebody's home than this is taken for a matter of their home.
HOME_METRES = 50


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _erasure_blockers(self):
        """Also the requests that are not closed: a case in work is not erased."""
        blockers = super()._erasure_blockers()
        # That a case is open blocks, whoever may read it.
        cases = (
            self.sudo()._own_requests().filtered(lambda one: one.state in OPEN_PHASES)
        )
        if cases:
            references = ", ".join(cases[:MAX_NAMED].mapped("reference"))
            blockers.append(
                self.env._(
                    "%(count)s requests are open (%(references)s). Close them first.",
                    count=len(cases),
                    references=references,
                )
            )
        return blockers

    def _own_requests(self):
        """The requests that self has made, or that were made for them."""
        return self.env["service.request"].search(
            ["|", ("partner_id", "in", self.ids), ("beneficiary_id", "in", self.ids)]
        )

    def _homes_of_person(self):
        """Where self lives or has lived."""
        occupancies = self.env["constituent.occupancy"].with_context(active_test=False)
        rows = occupancies.search([("partner_id", "in", self.ids)])
        return self.property_id | rows.property_id


class ConstituentProperty(models.Model):
    _inherit = "constituent.property"

    def _is_any_near(self, point):
        """Whether one of self is where `point` (latitude, longitude) is."""
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
