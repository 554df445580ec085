from odoo import models

from ..catalogue import Column

# Conditions on requests; routing rules have the same columns.
CONDITIONS = (
    Column("services", "service_ids", by=("code", "name")),
    Column("directorates", "directorate_ids", by=("name", "code")),
    Column("wards", "ward_ids", by=("code", "name")),
    Column("kinds", "kind_ids", by=("code", "name")),
    Column("channels", "channel_ids", by=("code", "name")),
)


class ConstituentImportServiceDeadline(models.AbstractModel):
    """Import of SLA policies, identified by their name."""

    _name = "constituent.import.service_deadline"
    _inherit = "service.import"
    _description = "Import of Deadlines"

    _import_model = "service.sla.policy"
    _import_key = ("name",)

    def _import_columns(self):
        return (
            Column("name", "name", synonyms=("Deadline",)),
            Column("kind", "kind", synonyms=("Kind",)),
            Column("scope", "scope", synonyms=("Applies To",)),
            *CONDITIONS,
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
