from odoo import api, models

from ..text import first_line, single_line


class ConstituentSingleLineMixin(models.AbstractModel):
    """Keep line breaks and control characters out of fields of one line.

    Whatever writes a record comes through here: forms, imports, channels and RPC.
    """

    _name = "constituent.single.line.mixin"
    _description = "Single-Line Fields"

    # Hook: names of the fields that may end up in a header, a list or on a label.
    _single_line_fields = ()
    # Hook: names of the fields that hold one address: a second line would be another.
    _first_line_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_single_lines(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._on_single_lines(vals))

    @api.model
    def _on_single_lines(self, vals):
        """Return `vals` with the fields of one line on one line."""
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
