from odoo import api, models

from ..matching import normalise
from ..text import first_line, single_line, visible


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
    # Hook: names of fields that people paste an address into. Never those of addresses
    # as received: another mailbox may only look the same.
    _visible_fields = ()
    # Hook: names of fields with one postcode, which have its normal form.
    _postcode_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_single_lines(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._on_single_lines(vals))

    @api.model
    def _on_single_lines(self, vals):
        """Return `vals` with single-line fields cleaned."""
        cleaned = dict(vals)
        for names, clean in (
            (self._single_line_fields, single_line),
            (self._first_line_fields, first_line),
            (self._visible_fields, visible),
            (self._postcode_fields, normalise.tidy_postcode),
        ):
            for name in names:
                if isinstance(cleaned.get(name), str):
                    cleaned[name] = clean(cleaned[name])
        return cleaned
