from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..permission.authority import Authority

EVIDENCE = [
    ("lpa", "Lasting power of attorney, registered"),
    ("court", "Order of the Court of Protection"),
    ("letter", "Letter of authority"),
    ("appointee", "DWP appointee"),
    ("responsibility", "Parental responsibility"),
    ("spoken", "They said so themselves"),
    ("other", "Other"),
]
# A longer chain of roles results from an error.
MAX_CHAIN_LENGTH = 50


class ConstituentRelationship(models.Model):
    """A relationship between two constituents, with a right to act for the other."""

    _name = "constituent.relationship"
    _description = "Constituent Relationship"
    _order = "id desc"
    _rec_names_search = ["partner_id", "other_id"]

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    role_id = fields.Many2one(
        "constituent.relationship.role", required=True, ondelete="restrict", index=True
    )
    other_id = fields.Many2one(
        "res.partner",
        string="Related To",
        required=True,
        ondelete="cascade",
        index=True,
    )
    valid_from = fields.Date(default=fields.Date.context_today)
    valid_to = fields.Date()
    note = fields.Char()
    # Acting for the other
    may_act = fields.Boolean(
        compute="_compute_may_act",
        store=True,
        readonly=False,
        help="May act on behalf of the other constituent.",
    )
    matter_ids = fields.Many2many(
        "constituent.matter",
        string="Limited to Matters",
        compute="_compute_matter_ids",
        store=True,
        readonly=False,
        help="Matters they may act on. Leave empty for all matters.",
    )
    evidence = fields.Selection(EVIDENCE, help="What has been seen of their authority.")
    evidence_reference = fields.Char(
        string="Reference", help="For example the number of the registered power."
    )
    evidence_seen_on = fields.Date(string="Seen On")
    act_until = fields.Date(string="May Act Until")

    _not_oneself = models.Constraint(
        "CHECK (partner_id <> other_id)",
        "A constituent cannot have a relationship with themselves.",
    )
    _in_order = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "The end date of a relationship cannot be before its start date.",
    )

    @api.depends("partner_id.name", "role_id.name", "other_id.name")
    def _compute_display_name(self):
        for row in self:
            parts = [row.partner_id.name, row.role_id.name, row.other_id.name]
            row.display_name = " ".join(filter(None, parts))

    @api.depends("role_id")
    def _compute_may_act(self):
        for row in self:
            row.may_act = row.role_id.may_act

    @api.depends("role_id")
    def _compute_matter_ids(self):
        for row in self:
            row.matter_ids = row.role_id.matter_ids

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        self._invalidate_sides()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self._invalidate_sides()
        return result

    def unlink(self):
        result = super().unlink()
        self._invalidate_sides()
        return result

    @api.model
    def _invalidate_sides(self):
        """Invalidate the cached sides of relationships."""
        self.env["constituent.relationship.side"].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(["side_ids"], flush=False)

    # Constraints

    @api.constrains("partner_id", "role_id", "other_id")
    def _check_parties(self):
        for row in self:
            if not row.role_id._allows(row.partner_id, row.other_id):
                raise ValidationError(
                    self.env._(
                        "“%(relationship)s” does not fit: the role is between"
                        " %(party)s and %(other)s.",
                        relationship=row.display_name,
                        party=row.role_id._party_label("party"),
                        other=row.role_id._party_label("other_party"),
                    )
                )

    @api.constrains("partner_id", "role_id", "other_id", "valid_from", "valid_to")
    def _check_known(self):
        for row in self:
            if self.search_count(row._repeated_domain(), limit=1):
                raise ValidationError(
                    self.env._("“%s” is on record already.", row.display_name)
                )

    def _repeated_domain(self):
        """Return the domain of other rows with the same role in the same period."""
        self.ensure_one()
        same = self._pair_domain(self.partner_id, self.other_id)
        if self.role_id.is_symmetrical:
            same |= self._pair_domain(self.other_id, self.partner_id)
        return (
            same
            & Domain("role_id", "=", self.role_id.id)
            & Domain("id", "!=", self.id)
            & self._overlapping_domain()
        )

    @api.model
    def _pair_domain(self, partner, other):
        return Domain("partner_id", "=", partner.id) & Domain("other_id", "=", other.id)

    def _overlapping_domain(self):
        """Return the domain of rows whose period overlaps with this one's."""
        overlapping = Domain.TRUE
        if self.valid_to:
            overlapping &= Domain("valid_from", "=", False) | Domain(
                "valid_from", "<=", self.valid_to
            )
        if self.valid_from:
            overlapping &= Domain("valid_to", "=", False) | Domain(
                "valid_to", ">=", self.valid_from
            )
        return overlapping

    @api.constrains("partner_id", "role_id", "other_id")
    def _check_direction(self):
        for row in self.filtered("role_id.is_one_way"):
            if row.partner_id in row._reached_from(row.other_id):
                raise ValidationError(
                    self.env._(
                        "“%(relationship)s” contradicts what is on record:"
                        " %(other)s is “%(role)s” %(name)s already.",
                        relationship=row.display_name,
                        other=row.other_id.name,
                        role=row.role_id.name,
                        name=row.partner_id.name,
                    )
                )

    def _reached_from(self, partner):
        """Return all partners to whom `partner` has the role, also through others."""
        reached, edge = partner.browse(), partner
        for _step in range(MAX_CHAIN_LENGTH):
            rows = self.search(
                [("role_id", "=", self.role_id.id), ("partner_id", "in", edge.ids)]
            )
            edge = rows.other_id - reached
            if not edge:
                break
            reached |= edge
        return reached

    # Authority

    def _authority(self, decisions):
        """Return the authority that the relationship gives.

        Args:
            decisions: decisions on purposes, as of `constituent.consent._last_said`.

        Returns:
            A `permission.authority.Authority`.
        """
        self.ensure_one()
        role = self.role_id
        needed = (self.other_id.id, role.purpose_id.id, False)
        return Authority(
            role=role.name,
            may_act=self.may_act,
            matters=frozenset(self.matter_ids.mapped("code")),
            is_evidenced=bool(self.evidence) or not role.needs_evidence,
            is_consented=not role.purpose_id or bool(decisions.get(needed)),
            valid_from=self.valid_from or None,
            valid_to=self.valid_to or None,
            until=self.act_until or None,
        )

    @api.model
    def _authorities_of(self, partner, day, others=None):
        """Return what authorises a constituent to act for `others`, or for anybody.

        Args:
            partner: the constituent, one `res.partner`.
            day: the day.
            others: `res.partner` records; None for all that there are.

        Returns:
            A dict from the id of the other to a list of `Authority`.
        """
        partner.ensure_one()
        domain = Domain("partner_id", "=", partner.id)
        if others is not None:
            domain &= Domain("other_id", "in", others.ids)
        rows = self.search(domain)
        purposes = rows.role_id.purpose_id
        asked = others if others is not None else rows.other_id
        councillor = self.env.ref(
            "constituent_crm.role_councillor", raise_if_not_found=False
        )
        represented = (
            self._represented_by_councillor(partner, asked, day)
            if councillor
            else asked.browse()
        )
        if represented:
            purposes |= councillor.purpose_id
        said = self.env["constituent.consent"]._last_said(
            rows.other_id | represented, purposes, self.env["constituent.channel"]
        )
        found = {}
        for row in rows:
            found.setdefault(row.other_id.id, []).append(row._authority(said))
        for one in represented:
            agreed = bool(said.get((one.id, councillor.purpose_id.id, False)))
            found.setdefault(one.id, []).append(
                Authority(
                    role=councillor.name,
                    matters=frozenset(councillor.matter_ids.mapped("code")),
                    is_consented=not councillor.purpose_id or agreed,
                )
            )
        return found

    @api.model
    def _represented_by_councillor(self, partner, others, day):
        """Return those of `others` who live in a ward of the councillor `partner`."""
        Member = self.env["constituent.ward.member"]
        terms = Domain("partner_id", "=", partner.id) & Domain(Member._in_office(day))
        wards = Member.search(terms).ward_id
        return others.filtered(lambda other: other.ward_id in wards)
