from odoo import api, fields, models


class ConstituentInteractionCorrection(models.Model):
    """A correction of the ledger: the former values, and the reason.

    The contact itself holds the corrected value, so that reports read one narrow
    table; this one holds the history. Written by `constituent.interaction._correct`
    alone, and never changed.
    """

    _name = "constituent.interaction.correction"
    _description = "Correction of a Contact"
    _order = "id desc"
    _rec_name = "reason"

    interaction_id = fields.Many2one(
        "constituent.interaction",
        string="Contact",
        required=True,
        ondelete="cascade",
        index=True,
    )
    field_name = fields.Char(required=True, export_string_translation=False)
    # As stored: of a record its id, so that no name outlives whom it names.
    old_value = fields.Char()
    new_value = fields.Char()
    reason = fields.Char(required=True)
    # For people to read
    field_label = fields.Char(string="Field", compute="_compute_display_values")
    old_display = fields.Char(string="Was", compute="_compute_display_values")
    new_display = fields.Char(string="Is Now", compute="_compute_display_values")

    @api.depends_context("uid", "lang", "tz")
    @api.depends("field_name", "old_value", "new_value")
    def _compute_display_values(self):
        ledger = self.env["constituent.interaction"]
        for row in self:
            field = ledger._fields.get(row.field_name)
            label = field._description_string(self.env) if field else row.field_name
            row.field_label = label
            row.old_display = self._display_value(field, row.old_value)
            row.new_display = self._display_value(field, row.new_value)

    @api.model
    def _display_value(self, field, value):
        """Format the stored `value` of `field` for the user.

        Args:
            field: a field of the ledger; None when its addon is not installed.
            value: text as `_stored` returns it.
        """
        if not field or not value:
            return value
        if field.type == "many2one":
            record = self.env[field.comodel_name].browse(int(value)).exists()
            # As elsewhere, users without access see that a value is hidden.
            return record._filtered_access("read").display_name or self.env._("hidden")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "datetime":
            moment = fields.Datetime.to_datetime(value)
            return self.env["ir.qweb.field.datetime"].value_to_html(moment, {})
        if field.type == "boolean":
            return self.env._("Yes")
        return value

    @api.model
    def _stored(self, field, value):
        """Convert `value`, in the cache format of `field`, to text; '' if empty."""
        if not value:
            return ""
        if field.type == "datetime":
            return fields.Datetime.to_string(value)
        return str(value)
