import base64
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from ..importing import writing

# Larger files would take too long for a request.
MAX_CONSTITUENTS = 50_000
BATCH = 1000

# Set explicitly, because core guesses it from the first bytes, which are not available.
MIMETYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ConstituentExport(models.TransientModel):
    """Export of constituents to a file that can be imported again without loss."""

    _name = "constituent.export"
    _description = "Export of Constituents"

    format = fields.Selection(
        [("xlsx", "XLSX"), ("csv", "CSV")], default="xlsx", required=True
    )
    column_ids = fields.One2many(
        "constituent.export.column",
        "export_id",
        default=lambda self: self._default_column_ids(),
    )
    selected = fields.Json(default=lambda self: self._default_selected())
    count = fields.Integer(compute="_compute_count", string="Constituents")
    file = fields.Binary(compute="_compute_file")

    @api.model
    def _target(self):
        return self.env["constituent.import.constituent"]

    @api.model
    def _default_column_ids(self):
        return [
            fields.Command.create({"name": field.name, "label": field.label})
            for field in self._target()._export_fields()
        ]

    @api.model
    def _default_selected(self):
        is_selection = self.env.context.get("active_model") == "res.partner"
        return self.env.context.get("active_ids") if is_selection else False

    def _domain(self):
        domain = Domain("is_constituent", "=", True)
        return domain & Domain("id", "in", self.selected) if self.selected else domain

    @api.depends("selected")
    def _compute_count(self):
        for export in self:
            export.count = self.env["res.partner"].search_count(export._domain())

    def action_export(self):
        """Download the file."""
        self.ensure_one()
        if not self.column_ids.filtered("is_chosen"):
            raise UserError(self.env._("Choose at least one column."))
        if not self.count:
            raise UserError(self.env._("There are no constituents to export."))
        if self.count > MAX_CONSTITUENTS:
            raise UserError(
                self.env._(
                    "%(count)s constituents are too many for one file: select %(most)s"
                    " at most in the list of constituents.",
                    count=self.count,
                    most=MAX_CONSTITUENTS,
                )
            )
        name = quote(f"{self.env._('constituents')}.{self.format}")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{name}?download=1"
            f"&mimetype={quote(MIMETYPES[self.format])}",
            "target": "download",
            "close": True,
        }

    def _compute_file(self):
        for export in self:
            form = writing.xlsx_file if export.format == "xlsx" else writing.csv_file
            columns = export.column_ids.filtered("is_chosen")
            content = form(columns.mapped("label"), export._rows(columns))
            export.file = base64.b64encode(content)

    def _rows(self, columns):
        partners = self.env["res.partner"].search(self._domain(), order="id")
        details = self.env._("Fields: %s", ", ".join(columns.mapped("name")))
        self.env["constituent.privacy.register"]._log("export", partners, details)
        for some in split_every(BATCH, partners.ids, self.env["res.partner"].browse):
            yield from self._target()._rows_to_export(some, columns.mapped("name"))
            # Free the memory of exported records.
            some.invalidate_recordset(flush=False)
