from odoo import fields, models


class ConstituentExportColumn(models.TransientModel):
    """A column of an export."""

    _name = "constituent.export.column"
    _description = "Column of an Export"
    _order = "id"
    _rec_name = "label"

    export_id = fields.Many2one(
        "constituent.export", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    label = fields.Char(string="Column", readonly=True)
    is_chosen = fields.Boolean(default=True)
