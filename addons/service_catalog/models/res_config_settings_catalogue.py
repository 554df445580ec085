import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .constituent_property import HIDE_ADDRESSES
from .service_national import COUNCILS, TIER_SETTING
from .service_type.residents import TILE_ATTRIBUTION, TILE_URL


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
    hide_addresses = fields.Boolean(
        string="Hide Addresses from Residents", config_parameter=HIDE_ADDRESSES
    )

    login_at_root = fields.Boolean(
        string="Login as Front Page", config_parameter="service_catalog.login_at_root"
    )
    reopen_days = fields.Integer(
        string="Reopening Period",
        default=30,
        config_parameter="service_catalog.reopen_days",
    )
    link_days = fields.Integer(
        string="Tracking Links Work For",
        default=90,
        config_parameter="service_catalog.link_days",
    )

    @api.constrains("reopen_days", "link_days")
    def _check_days(self):
        """Check that the periods are at least one day."""
        for settings in self:
            # Odoo does not store a parameter of 0; the default would apply again.
            if settings.reopen_days < 1 or settings.link_days < 1:
                raise ValidationError(self.env._("Enter 1 day or more."))

    @api.constrains("tile_url")
    def _check_tile_url(self):
        """Check that the template has all placeholders and uses HTTPS or our server."""
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
