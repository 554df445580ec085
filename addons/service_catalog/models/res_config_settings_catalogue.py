import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .service_national import COUNCILS, TIER_SETTING
from .service_type_map import TILE_ATTRIBUTION, TILE_URL


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    council_tier = fields.Selection(
        COUNCILS,
        string="Kind of Council",
        default="unitary",
        config_parameter=TIER_SETTING,
        help="Which services of the national list councils like this one provide.",
    )
    tile_url = fields.Char(
        string="Map Tiles",
        config_parameter=TILE_URL,
        help="Address of the tiles with {z}, {x} and {y} in it. Empty: no map.",
    )
    tile_attribution = fields.Char(
        string="Attribution",
        config_parameter=TILE_ATTRIBUTION,
        help="What the map's owner wants to be said on it; links are allowed.",
    )

    @api.constrains("tile_url")
    def _check_tile_url(self):
        for settings in self:
            url = settings.tile_url or ""
            parts = all(part in url for part in ("{z}", "{x}", "{y}"))
            if url and not (parts and re.match(r"https://[^/\s]+/|/[^/]", url)):
                raise ValidationError(
                    self.env._(
                        "The address of map tiles begins with https:// and has {z},"
                        " {x} and {y} in it."
                    )
                )
