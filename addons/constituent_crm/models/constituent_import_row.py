from odoo import fields, models

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
