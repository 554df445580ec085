from odoo import models

from ..catalogue import Column


class ConstituentImportServiceCannedResponse(models.AbstractModel):
    """Import of canned responses, identified by service, if any, and title."""

    _name = "constituent.import.service_canned_response"
    _inherit = "service.import"
    _description = "Import of Canned Responses"

    _import_model = "service.canned.response"
    _import_key = ("service", "title")
    _import_wanted = ("body",)

    def _import_columns(self):
        return (
            Column("service", "service_id", by=("code", "name")),
            Column("title", "name"),
            Column("answer", "body", synonyms=("Text",)),
            Column("language", "lang"),
            Column("sequence", "sequence"),
            Column("active", "active"),
        )
