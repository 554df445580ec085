from odoo import models

from odoo.addons.constituent_crm.matching import normalise

CONTACTS = ("email", "phone")


class ServiceRequest(models.Model):
    """What opens a request besides its link: its reference and a secret."""

    _inherit = "service.request"

    def _verified_path(self, proof):
        """The path of the page that somebody who knows the reference may see.

        Args:
            proof: what they typed: an e-mail address, a phone number or a postcode.

        Returns:
            The path, with its token: of this request for its constituent, for one who
            has joined it their own; "" for anybody else.
        """
        if self._matches_contact(self.partner_id, proof) or self._matches_home_postcode(
            proof
        ):
            return self._tracking_path()
        for report in self.active_co_report_ids:
            if self._matches_contact(report.partner_id, proof):
                return report._tracking_path()
        return ""

    def _matches_contact(self, partner, proof):
        """Whether `proof` is an e-mail address or a phone number of `partner`."""
        Identifier = self.env["constituent.identifier"]
        given = {kind: Identifier._normalised(kind, proof) for kind in CONTACTS}
        current = partner.identifier_ids.filtered("is_current")
        return any(
            given.get(one.type) and one.value_normalised == given[one.type]
            for one in current
        )

    def _matches_home_postcode(self, proof):
        """Whether `proof` is the postcode of the constituent's own address.

        What is out in the street is shown to others with its reference, and whoever
        joins it knows both: there a postcode is no secret.
        """
        postcode = normalise.postcode(proof)
        is_known_to_others = self.service_id.needs_location or self.co_report_ids
        if not postcode or is_known_to_others or self.channel_id.code == "api":
            return False
        known = (self.postcode, self.property_id.postcode, self.partner_id.zip)
        return postcode in [normalise.postcode(one) for one in known if one]
