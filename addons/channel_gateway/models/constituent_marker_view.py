from odoo import fields, models


class ConstituentMarkerView(models.Model):
    _inherit = "constituent.marker.view"

    screen = fields.Selection(selection_add=[("desk", "Contact Desk")])
