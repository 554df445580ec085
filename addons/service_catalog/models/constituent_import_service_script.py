from odoo import models

from ..catalogue import Column


class ConstituentImportServiceScript(models.AbstractModel):
    """Call scripts from a table, a row a step: known by the service and the step."""

    _name = "constituent.import.service_script"
    _inherit = "service.import"
    _description = "Import of Call Scripts"

    _import_model = "service.script"
    _import_key = ("service", "step")
    _import_wanted = ("body",)

    def _import_columns(self):
        return (
            Column("service", "service_id", by=("code", "name")),
            Column("step", "name"),
            Column("text", "body", synonyms=("What to Say",)),
            Column("sequence", "sequence"),
        )
