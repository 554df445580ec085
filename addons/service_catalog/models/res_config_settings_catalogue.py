from odoo import fields, models

from .service_national import COUNCILS, TIER_SETTING


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    council_tier = fields.Selection(
        COUNCILS,
        string="Kind of Council",
        default="unitary",
        config_parameter=TIER_SETTING,
        help="Which services of the national list councils like this one provide.",
    )
