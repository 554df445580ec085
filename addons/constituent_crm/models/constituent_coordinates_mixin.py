from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..gazetteer import coordinates


class ConstituentCoordinatesMixin(models.AbstractModel):
    """A place by its coordinates in degrees of WGS 84."""

    _name = "constituent.coordinates.mixin"
    _description = "Record with Coordinates"

    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        for place in self:
            if not coordinates.is_valid(place.latitude, place.longitude):
                raise ValidationError(
                    self.env._(
                        "Latitude is between -90 and 90,"
                        " longitude between -180 and 180."
                    )
                )

    def _has_place(self):
        """Whether it is known where; no council lies on the equator's zero point."""
        self.ensure_one()
        return bool(self.latitude or self.longitude)

    def _map_url(self):
        """The place on a map that opens on any telephone."""
        self.ensure_one()
        at = f"{self.latitude:.6f}", f"{self.longitude:.6f}"
        return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(
            *at
        )
