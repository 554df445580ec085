from odoo import models

from ..catalogue import Column
from .constituent_import_service_deadline import CONDITIONS
from .service_routing_rule import WEEKDAYS


class ConstituentImportServiceRule(models.AbstractModel):
    """Import of routing rules, identified by their name."""

    _name = "constituent.import.service_rule"
    _inherit = "service.import"
    _description = "Import of Routing Rules"

    _import_model = "service.routing.rule"
    _import_key = ("name",)

    def _import_columns(self):
        return (
            Column("name", "name", synonyms=("Rule",)),
            *CONDITIONS,
            Column("asked_priority", "asked_priority"),
            Column("question", "answer_code"),
            Column("answer", "answer_value"),
            Column("opened", "hours"),
            *(Column(name, name) for name in WEEKDAYS),
            Column("from", "first_day"),
            Column("to", "last_day"),
            Column("team", "team_id", by=("name", "code")),
            Column("priority", "priority"),
            Column("officer", "assign"),
            Column("among", "user_ids", by=("login",)),
            Column("is_last", "is_last", synonyms=("Stop Evaluation",)),
            Column("sequence", "sequence"),
            Column("active", "active"),
        )
