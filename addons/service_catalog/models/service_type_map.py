from odoo import api, models
from odoo.tools import html_sanitize

TILE_URL = "service_catalog.tile_url"
TILE_ATTRIBUTION = "service_catalog.tile_attribution"


class ServiceType(models.Model):
    """The map that residents pick a place on."""

    _inherit = "service.type"

    @api.model
    def _map(self):
        """What the map of a form needs.

        Returns:
            A dict of tiles (the template of their addresses), attribution (safe HTML)
            and box (south, west, north and east in degrees of WGS 84 around all
            wards, or else all addresses; or None); an empty one where no tile server is
            set: then there is no map.
        """
        # The map is for everybody, its settings are not.
        parameters = self.env["ir.config_parameter"].sudo()
        tiles = parameters.get_param(TILE_URL)
        if not tiles:
            return {}
        attribution = parameters.get_param(TILE_ATTRIBUTION) or ""
        return {
            "tiles": tiles,
            "attribution": html_sanitize(attribution, strip_style=True),
            "box": self._council_box(),
        }

    @api.model
    def _council_box(self):
        # Where wards and addresses lie is public.
        Ward = self.env["constituent.ward"].sudo()
        sides = ["south:min", "west:min", "north:max", "east:max"]
        return self._box(Ward, "has_boundary", sides) or self._box(
            self.env["constituent.property"].sudo(),
            "latitude",
            ["latitude:min", "longitude:min", "latitude:max", "longitude:max"],
        )

    @api.model
    def _box(self, places, there, sides):
        on_map = [(there, "!=", False)]
        [[count, *box]] = places._read_group(on_map, aggregates=["__count", *sides])
        return ",".join(f"{side:.6f}" for side in box) if count else None
