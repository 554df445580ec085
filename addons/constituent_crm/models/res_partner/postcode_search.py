from odoo import api, fields, models
from odoo.fields import Domain

from ...matching import places


class ResPartner(models.Model):
    """The search by postcode in lists of constituents."""

    _inherit = "res.partner"

    postcode_start = fields.Char(
        string="Postcode Begins With",
        compute="_compute_postcode_start",
        search="_search_postcode_start",
        export_string_translation=False,
    )

    @api.depends("lookup_postcode")
    def _compute_postcode_start(self):
        for partner in self:
            partner.postcode_start = partner.lookup_postcode

    @api.model
    def _search_postcode_start(self, operator, value):
        """Find postcodes by their normal form, whole or only begun."""
        if operator not in ("ilike", "=ilike") or not isinstance(value, str):
            return NotImplemented
        starts = places.postcode_starts(value)
        # What is no postcode of a known form is compared as it is.
        return Domain("zip", "=ilike", f"{value.strip()}%") | Domain.OR(
            Domain("lookup_postcode", "=like", f"{start}%") for start in starts
        )
