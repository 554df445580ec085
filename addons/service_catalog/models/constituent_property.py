from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.constituent_crm.matching import normalise

from ..nearby import around, distance, query

# An address closer than this to somebody's home is taken for that home.
HOME_METRES = 50
MAX_METRES = 150
MAX_PROPERTIES = 5
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
    def _at_postcode(self, postcode, limit=200):
        """Return the addresses at a postcode in normal form."""
        here = [("postcode", "=", postcode), ("status", "!=", "historic")]
        return self.search(here, limit=limit)

    @api.model
    def _suggest_properties(self, words, limit=20):
        """Return all addresses at a whole postcode, or else a few by words."""
        if postcode := normalise.postcode(words):
            return self._at_postcode(postcode)
        here = self._found_by(words) & Domain("status", "!=", "historic")
        return self.search(here, limit=limit)

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
