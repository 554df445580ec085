from odoo import fields, models


class ServiceTeam(models.Model):
    _inherit = "service.team"

    lead_id = fields.Many2one("res.users", ondelete="restrict", index="btree_not_null")
