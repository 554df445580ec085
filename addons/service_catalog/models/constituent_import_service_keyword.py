from odoo import models

from ..catalogue import Column


class ConstituentImportServiceKeyword(models.AbstractModel):
    """Import of residents' phrases, identified by service and phrase."""

    _name = "constituent.import.service_keyword"
    _inherit = "service.import"
    _description = "Import of Residents' Phrases"

    _import_model = "service.keyword"
    _import_key = ("service", "phrase")

    def _import_columns(self):
        return (
            Column("service", "service_id", by=("code", "name")),
            Column("phrase", "phrase", synonyms=("Words", "Keyword")),
            Column("weight", "weight"),
            Column("language", "lang"),
            Column("owner", "owner", synonyms=("Whose It Is",)),
        )
