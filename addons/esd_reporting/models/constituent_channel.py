from odoo import fields, models


class ConstituentChannel(models.Model):
    _inherit = "constituent.channel"

    endpoint_ids = fields.One2many("channel.endpoint", "channel_id", string="Endpoints")
