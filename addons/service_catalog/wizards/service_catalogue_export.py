import base64
import io
import zipfile

from odoo import api, fields, models

from odoo.addons.constituent_crm.importing import writing

from ..models.service_type.catalogue import FILES


class ServiceCatalogueExport(models.TransientModel):
    """Wizard to export the catalogue as tables that can be imported again."""

    _name = "service.catalogue.export"
    _description = "Export of the Catalogue"

    service_ids = fields.Many2many(
        "service.type",
        string="Services",
        default=lambda self: self._default_service_ids(),
        help="Leave empty for all services, including archived ones.",
    )
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_service_ids(self):
        if self.env.context.get("active_model") == "service.type":
            return self.env.context.get("active_ids") or []
        return []

    def action_export(self):
        """Create the archive and return an action that downloads it."""
        self.ensure_one()
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, target in FILES.items():
                archive.writestr(name, self._csv_of(name, target))
        self.write(
            {
                "file": base64.b64encode(content.getvalue()),
                "file_name": self.env._(
                    "Catalogue %s.zip", fields.Date.context_today(self)
                ),
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file?download=1"
            "&filename_field=file_name",
            "target": "download",
        }

    def _csv_of(self, name, target):
        """Return the CSV file of one target for the selected services."""
        Target = self.env[f"constituent.import.{target}"]
        headings = [column.name for column in Target._import_columns()]
        return writing.csv_file(headings, Target._written_rows(self._records(name)))

    def _answers(self):
        """Return the canned responses of the selected services, or all."""
        every = [("active", "in", [True, False])]
        if self.service_ids:
            every.append(("service_id", "in", self.service_ids.ids))
        return self.env["service.canned.response"].search(every)

    def _rules(self, model, *domain):
        """Return rules that name a selected service; all without a selection."""
        every = [("active", "in", [True, False]), *domain]
        if self.service_ids:
            every.append(("service_ids", "in", self.service_ids.ids))
        return self.env[model].search(every)

    def _records(self, name):
        """Return the records of one file."""
        every = [("active", "in", [True, False])]
        services = self.service_ids or self.env["service.type"].search(every)
        return {
            "outcomes.csv": lambda: self._find_used("service.outcome", "outcome_ids"),
            "deadlines.csv": lambda: self._find_used(
                "service.sla.policy", "sla_policy_id", ("scope", "=", "named")
            ),
            "services.csv": lambda: services,
            "words.csv": lambda: services.keyword_ids,
            "questions.csv": lambda: services.question_ids,
            "script.csv": lambda: services.script_ids,
            "answers.csv": self._answers,
            "promises.csv": lambda: self._rules(
                "service.sla.policy", ("scope", "=", "fitting")
            ),
            "routing.csv": lambda: self._rules("service.routing.rule"),
        }[name]()

    def _find_used(self, model, field, *domain):
        """Return records that the selected services use; all without a selection."""
        if self.service_ids:
            return self.service_ids[field].filtered_domain([*domain])
        return self.env[model].search([("active", "in", [True, False]), *domain])
