from odoo import api, models

from ..text import single_line


class ConstituentSingleLineMixin(models.AbstractModel):
    """Keep line breaks and control characters out of fields of one line.

    Whatever writes a record comes through here: forms, imports, channels and RPC.
    """

    _name = "constituent.single.line.mixin"
    _description = "Single-Line Fields"

    # Hook: names of the fields that may end up in a header, a list or on a label.
    _single_line_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_single_lines(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._on_single_lines(vals))

    @api.model
    def _on_single_lines(self, vals):
        """Return `vals` with each of `_single_line_fields` on one line."""
        cleaned = {
            name: single_line(vals[name])
            for name in self._single_line_fields
            if isinstance(vals.get(name), str)
        }
        return {**vals, **cleaned}
