from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from ...groups import READERS
from ..ruled_search import ruled_search

# What look-up texts are made from.
LOOKED_UP_BY = {"name", "street", "zip", "active"}
LOOKED_UP_BY |= {"is_constituent", "is_company", "kind_id"}
# What identifiers are made from.
IDENTIFIED_BY = {"phone", "email", "country_id", "is_constituent"}
# Fields that identify a person.
COMPARED_BY = {
    "name",
    "street",
    "zip",
    "property_id",
    "birth_date",
    "phone",
    "email",
    "is_company",
    "is_constituent",
    "active",
}
# What the history of homes follows.
HOUSED_BY = {"property_id", "is_constituent"}
# What fits on one screen; the ledger holds the rest.
TIMELINE_LENGTH = 30
# Made by the constituent, or by others on their behalf: an index for each.
ROLES = ("partner_id", "beneficiary_id")
# What a body is registered under.
REGISTRATIONS = ("company_number", "charity_number", "business_rates")


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = [
        "res.partner",
        "constituent.single.line.mixin",
        "constituent.contact.points.mixin",
    ]

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
    _visible_fields = ("email",)
    _postcode_fields = ("zip",)

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
    occupancy_ids = fields.One2many(
        "constituent.occupancy", "partner_id", string="Homes", groups=READERS
    )
    timeline_ids = fields.Many2many(
        "constituent.interaction",
        compute="_compute_timeline_ids",
        string="Latest Contacts",
        groups=READERS,
        help="Theirs, and those that others made on their behalf.",
    )
    interaction_count = fields.Integer(
        compute="_compute_interaction_count", groups=READERS
    )
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

    # For users without access to constituents: index of the other partners.
    _others_idx = models.Index(
        "(complete_name, id DESC)"
        " WHERE is_constituent IS NOT TRUE OR partner_share IS NOT TRUE"
    )

    @api.model
    def _default_kind_id(self):
        """Return citizen for a new constituent; False for other contacts."""
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
            domain = Match._proposed_domain(partner._origin)
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
            self.env["constituent.match.pending"]._add(constituents.ids)
        if any(vals.get("property_id") for vals in vals_list):
            housed = partners.filtered("property_id")
            self.env["constituent.occupancy"]._sync_homes(housed)
        return partners

    def write(self, vals):
        identified = bool(IDENTIFIED_BY & vals.keys())
        constituents = self.filtered("is_constituent")
        points = constituents._contact_points() if identified else set()
        homes = self._homes_before(vals)
        result = super().write(vals)
        # Those who were constituents, and those who have become ones.
        constituents |= self.filtered("is_constituent")
        if identified and constituents:
            constituents._sync_identifiers(points)
        if constituents and {"active", "is_constituent"} & vals.keys():
            constituents._update_sharing()
        if "country_id" in vals and self._is_of_company():
            # The country that national phone numbers belong to.
            self.env.registry.clear_cache()
        if constituents and LOOKED_UP_BY & vals.keys():
            self.env["constituent.lookup"]._renew(constituents)
        self._compare_later(vals)
        self._sync_moved_homes(homes, vals)
        self._log_legal_hold(vals)
        return result

    def _compare_later(self, vals):
        """Queue constituents for matching if `vals` change a field that it compares."""
        if COMPARED_BY & vals.keys():
            changed = self
            if "is_constituent" not in vals:
                changed = self.filtered("is_constituent")
            self.env["constituent.match.pending"]._add(changed.ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_identifiers(self):
        """Delete the identifiers, which also ends their sharing with others."""
        # Users who may delete a contact may delete the data derived from it.
        rows = self.env["constituent.identifier"].sudo()
        rows.with_context(active_test=False).search(
            [("partner_id", "in", self.ids)]
        ).unlink()

    def action_view_matches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_match_action"
        )
        domain = self.env["constituent.match"]._proposed_domain(self)
        return {**action, "domain": list(domain), "context": {}}

    def _homes_before(self, vals):
        """Return each partner's home before a write; {} if `vals` cannot change it."""
        if not HOUSED_BY & vals.keys():
            return {}
        return {partner: partner.property_id for partner in self}

    def _sync_moved_homes(self, before, vals):
        """Record in the occupancy history the homes that `vals` changed.

        Args:
            before: the result of `_homes_before`.
            vals: the values that were written.
        """
        # A home that was set from the history is in it already.
        if not before or self.env.context.get("follows_history"):
            return
        moved = self.filtered(
            lambda partner: (
                partner.property_id != before[partner] or "is_constituent" in vals
            )
        )
        if moved:
            self.env["constituent.occupancy"]._sync_homes(moved)

    def _apply_current_home(self, left=None):
        """Set the home from the current one of the occupancy history.

        Args:
            left: properties where the constituents may no longer live.
        """
        if self.env.context.get("follows_history"):
            return
        Occupancy = self.env["constituent.occupancy"]
        homes = Occupancy._homes_of(self).grouped("partner_id")
        for partner in self.with_context(follows_history=True):
            home = homes.get(partner, Occupancy)[:1].property_id
            if home and home != partner.property_id:
                partner.write({"property_id": home.id, **home._address()})
            elif not home and left and partner.property_id in left:
                partner.property_id = False

    def action_change_home(self):
        """Open the wizard to record a move, with its date, or correct the home."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change of Home"),
            "res_model": "constituent.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    def action_view_ward_members(self):
        """Open the councillors of the constituent's ward."""
        self.ensure_one()
        return self.ward_id.action_view_members()

    def _compute_timeline_ids(self):
        Ledger = self.env["constituent.interaction"]
        for partner in self:
            found = Ledger
            for role in ROLES:
                domain = Domain(role, "in", partner._origin.ids)
                found |= Ledger.search(domain, limit=TIMELINE_LENGTH)
            newest = found.sorted(lambda row: (row.started_at, row.id), reverse=True)
            partner.timeline_ids = newest[:TIMELINE_LENGTH]

    def _compute_interaction_count(self):
        Ledger = self.env["constituent.interaction"]
        counts = Counter()
        for role in ROLES:
            domain = Domain(role, "in", self._origin.ids)
            counts.update(dict(Ledger._read_group(domain, [role], ["__count"])))
        for partner in self:
            partner.interaction_count = counts[partner._origin]

    def action_view_interactions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_interaction_action"
        )
        theirs = Domain.OR(Domain(role, "=", self.id) for role in ROLES)
        return {**action, "domain": list(theirs), "context": {}}

    def action_log_contact(self):
        """Open a form to record a contact in the ledger by hand."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log Contact"),
            "res_model": "constituent.interaction",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self.id,
                "default_user_id": self.env.uid,
                "default_lang": self.lang,
            },
        }

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
        # `any` applies the record rules: restricted markers match nobody.
        found = Domain("marker_ids", "any", current & asked)
        if False in value:
            found |= Domain("marker_ids", "not any", current)
        return found

    def export_data(self, fields_to_export):
        """Log exports of constituents in the privacy register."""
        result = super().export_data(fields_to_export)
        constituents = self.filtered("is_constituent")
        if constituents:
            domain = self.env.context.get("exported_domain")
            details = [self.env._("Fields: %s", ", ".join(fields_to_export))]
            if domain:
                details.append(self.env._("Domain: %s", domain))
            self.env["constituent.privacy.register"]._log(
                "export", constituents, "\n".join(details)
            )
        return result
