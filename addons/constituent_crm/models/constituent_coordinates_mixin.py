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
        """Check that the coordinates are valid degrees."""
        for place in self:
            if not coordinates.is_valid(place.latitude, place.longitude):
                raise ValidationError(
                    self.env._(
                        "Latitude is between -90 and 90,"
                        " longitude between -180 and 180."
                    )
                )

    def _has_place(self):
        """Return whether the place is known; (0, 0) means that it is not."""
        self.ensure_one()
        return bool(self.latitude or self.longitude)

    def _map_url(self):
        """Return the URL of a map of the place."""
        self.ensure_one()
        at = f"{self.latitude:.6f}", f"{self.longitude:.6f}"
        return "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}".format(
            *at
        )
