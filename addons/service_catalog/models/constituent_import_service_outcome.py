from odoo import models

from ..catalogue import Column


class ConstituentImportServiceOutcome(models.AbstractModel):
    """Import of outcomes, identified by their code."""

    _name = "constituent.import.service_outcome"
    _inherit = "service.import"
    _description = "Import of Outcomes"

    _import_model = "service.outcome"
    _import_key = ("code",)
    _import_wanted = ("name", "public_text")

    def _import_columns(self):
        names = (
            "code",
            "name",
            "public_name",
            "public_text",
            "is_fixed",
            "needs_organisation",
            "needs_reason",
            "can_reopen",
            "sequence",
            "active",
        )
        return tuple(Column(name, name) for name in names)
