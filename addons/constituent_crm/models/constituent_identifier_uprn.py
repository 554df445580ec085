from odoo import models


class ConstituentIdentifier(models.Model):
    """Identifiers that are UPRNs create occupancies."""

    _inherit = "constituent.identifier"

    def _sync_occupancies(self):
        """Create an occupancy for each current UPRN that the gazetteer knows.

        It becomes the home of a constituent without one.
        """
        rows = self.filtered(lambda row: row.type == "uprn" and row.active)
        rows = rows.filtered(lambda row: row._is_current())
        if not rows:
            return
        places = self.env["constituent.property"].search(
            [("uprn", "in", rows.mapped("value_normalised"))]
        )
        by_uprn = {place.uprn: place for place in places}
        # Users who may write identifiers need no access to occupancies for this.
        Occupancy = self.env["constituent.occupancy"].sudo()
        for row in rows:
            place = by_uprn.get(row.value_normalised)
            if place and not Occupancy._current_at(row.partner_id, place):
                Occupancy.create(
                    {
                        "partner_id": row.partner_id.id,
                        "property_id": place.id,
                        "is_home": not row.partner_id.property_id,
                        "valid_from": row.valid_from,
                        "valid_to": row.valid_to,
                        "source": "other",
                        "is_verified": row.is_verified,
                    }
                )
