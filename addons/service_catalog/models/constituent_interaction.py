from odoo import fields, models


class ConstituentInteraction(models.Model):
    _inherit = "constituent.interaction"

    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    service_id = fields.Many2one(
        "service.type", ondelete="set null", index="btree_not_null"
    )
