from odoo import fields, models


class DispatchDepot(models.Model):
    """A depot, where crews start and end their shifts."""

    _name = "dispatch.depot"
    _description = "Depot"
    _inherit = ["constituent.coordinates.mixin"]
    _order = "name"

    name = fields.Char(required=True)
    address = fields.Char()
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    crew_ids = fields.One2many("dispatch.crew", "depot_id", string="Crews")
    active = fields.Boolean(default=True)
