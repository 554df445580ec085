from odoo import models

from ..catalogue import Column


class ConstituentImportServiceDeadline(models.AbstractModel):
    """Deadlines from a table: known by their name, the first in the list first."""

    _name = "constituent.import.service_deadline"
    _inherit = "service.import"
    _description = "Import of Deadlines"

    _import_model = "service.sla.policy"
    _import_key = ("name",)

    def _import_columns(self):
        coded = ("code", "name")
        return (
            Column("name", "name", synonyms=("Deadline",)),
            Column("kind", "kind", synonyms=("To Do",)),
            Column("scope", "scope", synonyms=("Promised To",)),
            Column("services", "service_ids", by=coded),
            Column("directorates", "directorate_ids", by=("name", "code")),
            Column("wards", "ward_ids", by=coded),
            Column("kinds", "kind_ids", by=coded),
            Column("channels", "channel_ids", by=coded),
            Column("priority", "asked_priority"),
            Column("unit", "unit"),
            Column("hours", "hours"),
            Column("days", "days"),
            Column("calendar", "calendar_id", by=("name",)),
            Column("pauses", "pauses"),
            Column("warn", "warn"),
            Column("warn_share", "warn_share"),
            Column("warn_hours", "warn_hours"),
            Column("tells_lead", "escalates_to_lead"),
            Column("tells", "escalate_user_ids", by=("login",)),
            Column("sequence", "sequence"),
            Column("active", "active"),
        )
