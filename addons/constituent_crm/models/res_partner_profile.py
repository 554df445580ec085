from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import READERS

# What a body is registered under.
REGISTRATIONS = ("company_number", "charity_number", "business_rates")


class ResPartner(models.Model):
    """What the constituent's screen, list and search show of them."""

    _inherit = "res.partner"

    registration_ids = fields.One2many(
        "constituent.identifier",
        "partner_id",
        string="Registrations",
        domain=[("type", "in", REGISTRATIONS)],
        groups=READERS,
    )
    ward_councillor_ids = fields.Many2many(
        related="ward_id.councillor_ids", string="Elected Members", groups=READERS
    )
    marker_category = fields.Selection(
        selection=lambda self: self._marker_categories(),
        string="Marker",
        compute="_compute_marker_category",
        search="_search_marker_category",
        groups=READERS,
        help="Category of the most severe marker. Searching finds constituents with"
        " any marker of the category.",
    )

    @api.model
    def _marker_categories(self):
        field = self.env["constituent.marker"]._fields["category"]
        return field._description_selection(self.env)

    @api.depends_context("uid")
    @api.depends("current_marker_ids")
    def _compute_marker_category(self):
        for partner in self:
            partner.marker_category = partner.current_marker_ids[:1].category

    @api.model
    def _search_marker_category(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self.env["constituent.marker"]._current()
        asked = Domain("category", "in", set(value) - {False})
        # `any` looks through the record rules: a restricted marker finds nobody.
        found = Domain("marker_ids", "any", current & asked)
        if False in value:
            found |= Domain("marker_ids", "not any", current)
        return found
