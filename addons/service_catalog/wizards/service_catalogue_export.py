import base64
import io
import zipfile

from odoo import api, fields, models

from odoo.addons.constituent_crm.importing import writing

from ..models.service_type_example import FILES


class ServiceCatalogueExport(models.TransientModel):
    """The whole catalogue as tables that can be imported again, here or elsewhere."""

    _name = "service.catalogue.export"
    _description = "Export of the Catalogue"

    service_ids = fields.Many2many(
        "service.type",
        string="Services",
        default=lambda self: self._default_service_ids(),
        help="Nothing chosen: all, withdrawn ones too.",
    )
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_service_ids(self):
        if self.env.context.get("active_model") == "service.type":
            return self.env.context.get("active_ids") or []
        return []

    def action_export(self):
        """Make the file, and have the browser fetch it."""
        self.ensure_one()
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for target, name in FILES.items():
                archive.writestr(name, self._csv_of(target))
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

    def _csv_of(self, target):
        """The CSV of what `target` imports, of the services chosen."""
        Target = self.env[f"constituent.import.{target}"]
        headings = [column.name for column in Target._import_columns()]
        return writing.csv_file(headings, Target._written_rows(self._records(target)))

    def _answers(self):
        """Ready answers of the services chosen; of no service, with all of them."""
        every = [("active", "in", [True, False])]
        if self.service_ids:
            every.append(("service_id", "in", self.service_ids.ids))
        return self.env["service.knowledge"].search(every)

    def _records(self, target):
        every = [("active", "in", [True, False])]
        services = self.service_ids or self.env["service.type"].search(every)
        parts = {
            "service": services,
            "service_keyword": services.keyword_ids,
            "service_question": services.question_ids,
            "service_script": services.script_ids,
            "service_knowledge": self._answers(),
        }
        return parts[target]
