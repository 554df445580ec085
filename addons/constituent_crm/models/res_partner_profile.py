from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import READERS

# What fits on one screen; the ledger holds the rest.
TIMELINE_LENGTH = 30
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
    timeline_ids = fields.Many2many(
        "constituent.interaction",
        compute="_compute_timeline_ids",
        string="Latest Contacts",
        groups=READERS,
        help="Theirs, and those that others made on their behalf.",
    )
    marker_category = fields.Selection(
        selection=lambda self: self._marker_categories(),
        string="Marker",
        compute="_compute_marker_category",
        search="_search_marker_category",
        groups=READERS,
        help="Of the gravest marker; searching finds those with any such marker.",
    )

    def _compute_timeline_ids(self):
        Ledger = self.env["constituent.interaction"]
        for partner in self:
            found = Ledger
            # Two searches: each follows an index of its own, whatever the size.
            for role in ("partner_id", "beneficiary_id"):
                domain = Domain(role, "in", partner._origin.ids)
                found |= Ledger.search(domain, limit=TIMELINE_LENGTH)
            newest = found.sorted(lambda row: (row.started_at, row.id), reverse=True)
            partner.timeline_ids = newest[:TIMELINE_LENGTH]

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
