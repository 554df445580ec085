from odoo import models


class ServiceDirectorate(models.Model):
    """Directorates: groups of services without one of their own."""

    _name = "service.directorate"
    _inherit = ["service.directorate", "channel.open311.catalogue.mixin"]
    _open311_fields = ("name",)
