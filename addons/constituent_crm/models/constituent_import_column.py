from odoo import api, fields, models


class ConstituentImportColumn(models.Model):
    """A column of a file, and the field that it is assigned to."""

    _name = "constituent.import.column"
    _description = "Import Column"
    _order = "import_id, position"
    _rec_name = "heading"

    import_id = fields.Many2one(
        "constituent.import", required=True, ondelete="cascade", index=True
    )
    position = fields.Integer(required=True, help="From 0, as in the file.")
    heading = fields.Char(readonly=True)
    examples = fields.Text(readonly=True, help="Values of the first rows.")
    field_name = fields.Char(string="Field", help="Leave empty to skip the column.")
    choices = fields.Json(related="import_id.field_choices")
    field_help = fields.Char(compute="_compute_field_help", string="About the Field")

    @api.depends("field_name", "import_id.target")
    def _compute_field_help(self):
        for column in self:
            known = column.import_id._fields_by_name()
            field = known.get(column.field_name)
            column.field_help = field.help if field else ""

    def write(self, vals):
        result = super().write(vals)
        if "field_name" in vals:
            self.import_id._columns_changed()
        return result
