from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dispatch_speed = fields.Float(
        string="Average Speed (km/h)",
        config_parameter="field_dispatch.speed",
        help="Average speed including parking.",
    )
    dispatch_detour = fields.Float(
        string="Detour Factor",
        config_parameter="field_dispatch.detour",
        help="Length of the road divided by that of the straight line.",
    )
    dispatch_solve_seconds = fields.Float(
        string="Planning Time (s)",
        config_parameter="field_dispatch.solve_seconds",
        help="Planning a day takes no longer; more time, less driving.",
    )
    dispatch_photo_megabytes = fields.Integer(
        string="Largest Photo (MB)",
        config_parameter="field_dispatch.photo_megabytes",
    )
