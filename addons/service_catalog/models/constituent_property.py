from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..nearby import around, distance, query

# An address closer than this to somebody's home is taken for that home.
HOME_METRES = 50
MAX_METRES = 150
MAX_PROPERTIES = 5
# The licence of a gazetteer may not allow to show it.
HIDE_ADDRESSES = "service_catalog.hide_addresses"
AROUND = """
    SELECT id FROM constituent_property
    WHERE active AND status <> 'historic' AND latitude <> 0
        AND latitude BETWEEN %(south)s AND %(north)s
        AND longitude BETWEEN %(west)s AND %(east)s
        AND %(distance)s <= %(metres)s
    ORDER BY %(distance)s, address_order, id LIMIT %(limit)s
"""


class ConstituentProperty(models.Model):
    """Selection of addresses by residents."""

    _inherit = "constituent.property"

    @api.model
    def _at_postcode(self, words, limit=200):
        """Return the addresses at the postcode that words hold, none without one."""
        spellings = self._postcode_spellings(words)
        if not spellings:
            return self.browse()
        here = [("postcode", "in", spellings), ("status", "!=", "historic")]
        return self.search(here, limit=limit)

    @api.model
    def _suggest_properties(self, words, limit=20):
        """Return the address that words certainly mean, or else those that they may.

        Args:
            words: an address, a postcode, or parts of one.
            limit: maximum of addresses, but for those at a whole postcode.

        Returns:
            An address with its flats; or all at a postcode; or a few by words.
        """
        if found := self._named_properties(words, limit):
            return found
        if self._postcode_in(words):
            return self._at_postcode(words)
        here = self._found_by(words) & Domain("status", "!=", "historic")
        return self.search(here, limit=limit)

    @api.model
    def _named_properties(self, words, limit=20):
        """Return the address that words certainly mean, and its flats; or none."""
        found = self._match_address(words, limit)
        if not found or not found[0]["is_certain"]:
            return self.browse()
        best, *others = self.browse(one["id"] for one in found)
        return best.union(*(one for one in others if one.parent_uprn == best.uprn))

    @api.model
    def _offered_properties(self, words):
        """Return the addresses that are offered to residents for what they typed.

        Only who knows house and street, or a whole postcode, is offered any, so that
        nobody can list the gazetteer.

        Args:
            words: what was typed for a place.

        Returns:
            A pair. An address with its flats, all at a postcode, or none; none where
            the council does not offer addresses. And of these the one that is certain,
            or none.
        """
        none = self.browse()
        if not self._offers_addresses():
            return none, none
        if found := self._named_properties(words):
            return found, found if len(found) == 1 else none
        return self._at_postcode(words), none

    @api.model
    def _offers_addresses(self):
        """Return whether addresses are offered on the residents' forms."""
        # sudo: the forms are public, their settings are not readable.
        parameters = self.env["ir.config_parameter"].sudo()
        return not parameters.get_param(HIDE_ADDRESSES)

    @api.model
    def _around(self, latitude, longitude):
        """Return the few known addresses nearest to a point, the nearest first.

        Args:
            latitude: degrees of WGS 84.
            longitude: degrees of WGS 84.

        Returns:
            At most `MAX_PROPERTIES` addresses within `MAX_METRES`.
        """
        box = around(latitude, longitude, MAX_METRES)
        self.flush_model(["active", "status", "latitude", "longitude", "address_order"])
        rows = self.env.execute_query(
            SQL(
                AROUND,
                **vars(box),
                distance=query.distance_to((latitude, longitude)),
                metres=MAX_METRES,
                limit=MAX_PROPERTIES,
            )
        )
        return self.browse(number for (number,) in rows)

    def _map_data(self):
        """Return the addresses as the map and its list take them.

        Returns:
            Dicts of uprn, name and point (latitude and longitude in degrees, or None).
        """
        return [
            {
                "uprn": place.uprn,
                "name": place.name,
                "point": [place.latitude, place.longitude] if place.latitude else None,
            }
            for place in self
        ]

    def _is_any_near(self, point):
        """Return whether a point lies at one of these addresses.

        Args:
            point: latitude and longitude in degrees.

        Returns:
            True within `HOME_METRES` of one.
        """
        return any(
            distance(point, (home.latitude, home.longitude)) <= HOME_METRES
            for home in self
            if home.latitude or home.longitude
        )
