from odoo import models

from ..catalogue import Column


class ConstituentImportService(models.AbstractModel):
    """Import of services, identified by their code."""

    _name = "constituent.import.service"
    _inherit = "service.import"
    _description = "Import of Services"

    _import_model = "service.type"
    _import_options = ("makes_teams",)
    _import_key = ("code",)
    _import_wanted = ("name",)

    def _import_columns(self):
        """Return the columns of services."""
        coded = ("code", "name")
        return (
            Column("code", "code"),
            Column("name", "name", synonyms=("Service",)),
            Column("description", "description"),
            Column("nature", "nature", synonyms=("Kind of Service",)),
            Column("group", "group"),
            Column("directorate", "directorate_id", by=("name", "code")),
            Column("team", "team_id", by=("name", "code")),
            Column("deadline", "sla_policy_id", by=("name",), synonyms=("SLA",)),
            Column("priority", "priority"),
            Column("matter", "matter_id", by=coded),
            Column("outcomes", "outcome_ids", by=coded),
            Column("reopen_days", "reopen_days"),
            Column("lgsl_id", "lgsl_id", synonyms=("LGSL number",)),
            Column("lgsl_name", "lgsl_name"),
            Column(
                "interactions",
                "interaction_ids",
                by=("number", "name"),
                help=self.env._("Numbers of the LGIL between semicolons: 0; 8; 17."),
                synonyms=("LGIL",),
            ),
            Column("kinds", "kind_ids", by=coded),
            Column("wards", "ward_ids", by=coded),
            Column("channels", "channel_ids", by=coded),
            Column("is_published", "is_published"),
            Column("needs_location", "needs_location", synonyms=("Needs Place",)),
            Column("needs_crew", "needs_crew"),
            Column("needs_login", "needs_login", synonyms=("Needs Login",)),
            Column("statutory_basis", "statutory_basis", synonyms=("Act",)),
            Column("nearby_metres", "nearby_metres"),
            Column("nearby_days", "nearby_days"),
            Column("sequence", "sequence"),
            Column("active", "active"),
        )

    def _create_named_record(self, column, text, reading, values):
        """Create an unknown directorate or team if the option is set."""
        if not reading.options.get("makes_teams"):
            return None
        if column.field == "directorate_id":
            return self.env["service.directorate"].create(
                {"name": text, "code": self._code("service.directorate", text)}
            )
        if column.field == "team_id":
            return self.env["service.team"].create(
                {
                    "name": text,
                    "code": self._code("service.team", text),
                    "directorate_id": values.get("directorate_id"),
                }
            )
        return None

    def _code(self, model, name):
        """Return an unused code for a record of the model."""
        known = self.env[model].with_context(active_test=False)
        code = self.env["ir.http"]._slugify(name).replace("-", "_")[:40].strip("_")
        while not code or known.search_count([("code", "=", code)], limit=1):
            code += "_2"
        return code
