from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DispatchDepot(models.Model):
    """A depot, where crews start and end their shifts."""

    _name = "dispatch.depot"
    _description = "Depot"
    _order = "name"

    name = fields.Char(required=True)
    address = fields.Char()
    latitude = fields.Float(digits=(9, 6), required=True)
    longitude = fields.Float(digits=(9, 6), required=True)
    crew_ids = fields.One2many("dispatch.crew", "depot_id", string="Crews")
    active = fields.Boolean(default=True)

    @api.constrains("latitude", "longitude")
    def _check_coordinates(self):
        """Check that the coordinates are valid degrees."""
        for depot in self:
            if not (-90 <= depot.latitude <= 90 and -180 <= depot.longitude <= 180):
                raise ValidationError(
                    self.env._(
                        "Latitude is between -90 and 90,"
                        " longitude between -180 and 180."
                    )
                )
