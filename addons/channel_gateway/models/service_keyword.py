from odoo import models


class ServiceKeyword(models.Model):
    """Residents' phrases: keywords of services."""

    _name = "service.keyword"
    _inherit = ["service.keyword", "channel.open311.catalogue.mixin"]
    _open311_fields = ("lang", "phrase", "service_id", "weight")
