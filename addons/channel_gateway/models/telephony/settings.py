from odoo import fields, models

from ..channel_call.call import WRAP_UP_MINUTES


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    wrap_up_minutes = fields.Integer(
        default=WRAP_UP_MINUTES[1], config_parameter=WRAP_UP_MINUTES[0]
    )
