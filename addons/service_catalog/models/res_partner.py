from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    request_ids = fields.One2many("service.request", "partner_id", string="Requests")
