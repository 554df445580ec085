from odoo import api, fields, models
from odoo.fields import Domain

from .ruled_search import ruled_search

# Who may see what the council knows of its constituents.
READERS = "constituent_crm.group_officer,constituent_crm.group_service_officer"
# What look-up texts are made from.
LOOKED_UP_BY = {"name", "street", "zip", "active", "is_constituent"}


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "constituent.single.line.mixin"]

    _single_line_fields = (
        "name",
        "company_name",
        "function",
        "phone",
        "street",
        "street2",
        "city",
        "zip",
    )
    _first_line_fields = ("email",)

    is_constituent = fields.Boolean(index=True, help="Served by the council.")
    kind_id = fields.Many2one(
        "constituent.kind",
        index="btree_not_null",
        default=lambda self: self._default_kind_id(),
    )
    kind_icon = fields.Char(related="kind_id.icon", string="Kind Icon")
    birth_date = fields.Date(
        groups=READERS,
        help="Distinguishes constituents of the same name. Only record if needed.",
    )
    identifier_ids = fields.One2many(
        "constituent.identifier", "partner_id", string="Identifiers", groups=READERS
    )
    relationship_ids = fields.One2many(
        "constituent.relationship", "partner_id", groups=READERS
    )
    inverse_relationship_ids = fields.One2many(
        "constituent.relationship", "other_id", groups=READERS
    )
    marker_ids = fields.One2many(
        "constituent.marker",
        "partner_id",
        string="All Markers",
        search=ruled_search("marker_ids"),
        groups=READERS,
    )
    current_marker_ids = fields.One2many(
        "constituent.marker",
        compute="_compute_current_marker_ids",
        string="Markers",
        groups=READERS,
        help="Current markers, most severe first.",
    )
    has_markers = fields.Boolean(compute="_compute_current_marker_ids", groups=READERS)
    marker_banner = fields.Html(
        compute="_compute_marker_banner", sanitize=False, groups=READERS
    )
    consent_ids = fields.One2many(
        "constituent.consent", "partner_id", string="Permissions", groups=READERS
    )
    interaction_ids = fields.One2many(
        "constituent.interaction",
        "partner_id",
        string="Contacts",
        search=ruled_search("interaction_ids"),
        groups=READERS,
    )
    match_count = fields.Integer(compute="_compute_match_count", groups=READERS)
    # What staff note about them; portal users read their own contact.
    comment = fields.Html(groups="base.group_user")
    property_id = fields.Many2one("constituent.property", index="btree_not_null")
    ward_id = fields.Many2one(
        related="property_id.ward_id", store=True, index="btree_not_null"
    )
    preferred_channel_id = fields.Many2one(
        "constituent.channel", help="How the constituent prefers to be contacted."
    )
    do_not_contact = fields.Boolean(
        help="Only legally required messages are sent to this constituent."
    )

    # Whoever serves nobody searches among these few, however many constituents are.
    _others_idx = models.Index(
        "(complete_name, id DESC)"
        " WHERE is_constituent IS NOT TRUE OR partner_share IS NOT TRUE"
    )

    @api.model
    def _default_kind_id(self):
        """A new constituent is a citizen until told otherwise; a contact is none."""
        if not self.env.context.get("default_is_constituent"):
            return False
        return self.env["constituent.kind"]._by_code("citizen").filtered("active")

    # The record rules decide who sees which.
    @api.depends_context("uid")
    @api.depends("marker_ids.expiry_date", "marker_ids.ended_at", "marker_ids.active")
    def _compute_current_marker_ids(self):
        Marker = self.env["constituent.marker"]
        domain = Domain("partner_id", "in", self.ids) & Marker._current()
        markers = Marker.search(domain).grouped("partner_id")
        for partner in self:
            partner.current_marker_ids = markers.get(partner._origin, Marker)
            partner.has_markers = bool(partner.current_marker_ids)

    @api.depends_context("uid", "lang")
    @api.depends("current_marker_ids")
    def _compute_marker_banner(self):
        for partner in self:
            partner.marker_banner = partner.current_marker_ids._banner("constituent")

    def _compute_match_count(self):
        Match = self.env["constituent.match"]
        readable = Match.has_access("read")
        for partner in self:
            domain = Match._open_of(partner._origin)
            partner.match_count = Match.search_count(domain) if readable else 0

    @api.onchange("kind_id")
    def _onchange_kind_id(self):
        if self.kind_id:
            self.is_company = self.kind_id.is_organisation

    @api.onchange("property_id")
    def _onchange_property_id(self):
        if self.property_id:
            self.update(self.property_id._address())

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        constituents = partners.filtered("is_constituent")
        if constituents:
            constituents._add_identifiers()
            self.env["constituent.lookup"]._add(constituents)
        return partners

    def write(self, vals):
        identified = bool({"phone", "email", "is_constituent"} & vals.keys())
        constituents = self.filtered("is_constituent")
        before = constituents._contact_points() if identified else set()
        result = super().write(vals)
        # Those who were constituents, and those who have become ones.
        constituents |= self.filtered("is_constituent")
        if identified and constituents:
            constituents._sync_identifiers(before)
        if constituents and {"active", "is_constituent"} & vals.keys():
            constituents._update_sharing()
        if "country_id" in vals and self._is_of_company():
            # The country that national phone numbers belong to.
            self.env.registry.clear_cache()
        if constituents and LOOKED_UP_BY & vals.keys():
            self.env["constituent.lookup"]._renew(constituents)
        return result

    def _is_of_company(self):
        # Each user may know that a contact is a company's own.
        companies = self.env["res.company"].sudo()
        return bool(companies.search_count([("partner_id", "in", self.ids)], limit=1))

    def action_view_matches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_match_action"
        )
        domain = self.env["constituent.match"]._open_of(self)
        return {**action, "domain": list(domain), "context": {}}
