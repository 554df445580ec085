from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.constituent_crm.matching import normalise

from ..nearby import around, query

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
    """Addresses that a resident may choose from."""

    _inherit = "constituent.property"

    @api.model
    def _at_postcode(self, postcode, limit=200):
        """The addresses at a postcode in its one spelling."""
        here = [("postcode", "=", postcode), ("status", "!=", "historic")]
        return self.search(here, limit=limit)

    @api.model
    def _suggest_properties(self, words, limit=20):
        """The addresses that may be meant: all at a whole postcode, or else a few."""
        if postcode := normalise.postcode(words):
            return self._at_postcode(postcode)
        here = self._found_by(words) & Domain("status", "!=", "historic")
        return self.search(here, limit=limit)

    @api.model
    def _around(self, latitude, longitude):
        """The few known addresses nearest to a point, the nearest first.

        Args:
            latitude: degrees.
            longitude: degrees.
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
        """What a page shows of these: a list of dicts of uprn, name and point.

        point: latitude and longitude in degrees, or None.
        """
        return [
            {
                "uprn": place.uprn,
                "name": place.name,
                "point": [place.latitude, place.longitude] if place.latitude else None,
            }
            for place in self
        ]
