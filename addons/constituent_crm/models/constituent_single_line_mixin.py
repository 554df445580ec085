from odoo import api, models

from ..text import first_line, single_line


class ConstituentSingleLineMixin(models.AbstractModel):
    """Removal of line breaks and control characters from single-line fields.

    It applies to all ways of writing a record: forms, imports, channels and RPC.
    """

    _name = "constituent.single.line.mixin"
    _description = "Single-Line Fields"

    # Hook: names of fields that may be used in a header, a list or a label.
    _single_line_fields = ()
    # Hook: names of fields with one address; a second line would be another address.
    _first_line_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_single_lines(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._on_single_lines(vals))

    @api.model
    def _on_single_lines(self, vals):
        """Return `vals` with single-line fields cleaned."""
        cleaned = {
            name: clean(vals[name])
            for names, clean in (
                (self._single_line_fields, single_line),
                (self._first_line_fields, first_line),
            )
            for name in names
            if isinstance(vals.get(name), str)
        }
        return {**vals, **cleaned}
