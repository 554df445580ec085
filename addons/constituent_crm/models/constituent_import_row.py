from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..importing import rows


class ConstituentImportRow(models.Model):
    """The result of a row of a file.

    Rows that staff must see or that can be undone are kept. They contain personal data
    and are deleted when the time for undoing is over.
    """

    _name = "constituent.import.row"
    _description = "Imported Row"
    _order = "import_id, line"
    _rec_name = "line"
    _log_access = False

    import_id = fields.Many2one(
        "constituent.import", required=True, ondelete="cascade", index=True
    )
    line = fields.Integer(required=True, help="The line of the file.")
    status = fields.Selection(
        [
            (rows.CREATED, "Created"),
            (rows.UPDATED, "Updated"),
            (rows.UNCHANGED, "Unchanged"),
            (rows.REJECTED, "Rejected"),
            (rows.REVIEW, "To Review"),
        ],
        required=True,
    )
    record_id = fields.Integer(
        aggregator=None, help="The record created or updated from the row."
    )
    record_name = fields.Char(compute="_compute_record_name", string="Created Record")
    reason = fields.Char()
    cells = fields.Json(help="The row as it stands in the file.")
    cells_text = fields.Char(compute="_compute_cells_text", string="In the File")
    former = fields.Json(help="Previous values.")
    undone = fields.Selection([("undone", "Undone"), ("kept", "Kept")], string="Undo")
    undo_reason = fields.Char(string="Reason Kept")

    _line_uniq = models.UniqueIndex(
        "(import_id, line)", "This row has already been processed."
    )
    _record_idx = models.Index("(record_id) WHERE record_id <> 0")
    # Few: rejected rows became nothing, and are dropped with their import's file.
    _rejected_idx = models.Index("(id) WHERE record_id IS NULL OR record_id = 0")

    def _compute_cells_text(self):
        for row in self:
            row.cells_text = " · ".join(filter(None, row.cells or []))

    def _compute_record_name(self):
        for row in self:
            records = row.import_id._records([row.record_id])
            row.record_name = records.display_name if row.record_id else ""

    def action_open_record(self):
        """Open the record that the row created or updated."""
        self.ensure_one()
        return self.import_id._open_records([self.record_id])

    @api.model
    def _personal_rows_of(self, partners):
        """Return rows imported as `partners`, or rejected and with their addresses."""
        found = self.search(
            Domain("record_id", "in", partners.ids)
            & Domain("import_id.target", "=", "constituent")
        )
        return found | self._rejected_with(partners._own_addresses())

    @api.model
    def _rejected_with(self, addresses):
        if not any(addresses.values()):
            return self.browse()
        self.flush_model()
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM constituent_import_row"
                " WHERE (record_id IS NULL OR record_id = 0) AND EXISTS"
                "  (SELECT FROM jsonb_array_elements_text(CASE jsonb_typeof(cells)"
                "    WHEN 'array' THEN cells ELSE '[]' END) AS cell"
                "   WHERE lower(trim(cell)) = ANY(%(emails)s)"
                "    OR regexp_replace(cell, '[^0-9]', '', 'g') = ANY(%(digits)s))",
                emails=[*addresses["email"]],
                digits=[*addresses["digits"]],
            )
        )
        return self.browse(row_id for (row_id,) in found)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["line", "status", "reason", "cells_text", "former"]

    def _subject_access_review_reason(self, partner):
        if self.record_id != partner.id:
            return self.env._(
                "Found by an address: check whether it belongs to this person"
            ), False
        return super()._subject_access_review_reason(partner)
