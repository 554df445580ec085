from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache, split_every

from ..matching import normalise
from .validity import holding, holds

# Fields that decide whether several constituents share an identifier.
DECIDE_SHARING = {"partner_id", "type", "value", "valid_from", "valid_to", "active"}
# Fields whose change may make a UPRN an occupancy.
DECIDE_OCCUPANCY = {"type", "value", "valid_to", "active"}


class ConstituentIdentifier(models.Model):
    """A number or address that identifies a constituent.

    All look-ups use this one narrow, indexed table.
    """

    _name = "constituent.identifier"
    _description = "Constituent Identifier"
    _inherit = ["constituent.single.line.mixin"]
    _order = "type, id"
    _rec_name = "value"
    _first_line_fields = ("value",)
    _visible_fields = ("value",)

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    type = fields.Selection(
        [
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("uprn", "UPRN"),
            ("council_tax", "Council tax account"),
            ("business_rates", "Business rates account"),
            ("company_number", "Company number"),
            ("charity_number", "Charity number"),
            ("customer_account", "Customer account"),
            ("personal_number", "National Insurance or personal number"),
            ("messaging", "Messaging"),
            ("api_account", "API account"),
        ],
        required=True,
        default="phone",
    )
    value = fields.Char(required=True)
    value_normalised = fields.Char(
        compute="_compute_value_normalised", store=True, precompute=True
    )
    is_verified = fields.Boolean(
        string="Verified",
        help="The constituent has proved ownership of the identifier.",
    )
    is_shared = fields.Boolean(
        string="Shared",
        help="Used by several people, e.g. a household's phone, so never a"
        " certain match. Set automatically while several constituents"
        " have it; set it manually if others not on record use it.",
    )
    is_found_shared = fields.Boolean(
        readonly=True,
        help="Set automatically while several constituents have the identifier.",
        export_string_translation=False,
    )
    is_current = fields.Boolean(
        compute="_compute_is_current",
        search="_search_is_current",
        string="In Use",
        help="Neither ended nor yet to begin.",
    )
    valid_from = fields.Date()
    valid_to = fields.Date()
    active = fields.Boolean(default=True)

    _lookup_idx = models.Index("(value_normalised text_pattern_ops, type, partner_id)")
    _partner_value_uniq = models.Constraint(
        "UNIQUE (partner_id, type, value_normalised)",
        "The constituent has this identifier already.",
    )

    @api.depends("type", "value", "partner_id.country_id")
    def _compute_value_normalised(self):
        for row in self:
            normal = self._normalised(row.type, row.value, row.partner_id)
            row.value_normalised = normal or False

    @api.depends_context("tz")
    @api.depends("active", "valid_from", "valid_to")
    def _compute_is_current(self):
        for row in self:
            row.is_current = row.active and row._is_current()

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("active", "=", True) & holding(today)

    @api.constrains("type", "value")
    def _check_value(self):
        for row in self:
            if not row.value_normalised:
                raise ValidationError(self._refusal(row.type, row.value))

    @api.model
    def _refusal(self, kind, value):
        """Return an error message about a value, with the expected format."""
        label = dict(self._fields["type"]._description_selection(self.env))[kind]
        wanted = {
            "phone": self._phone_hint(),
            "email": self.env._("Enter one address, such as jane@example.org."),
            "uprn": self.env._("Enter a UPRN of up to 12 digits."),
            "company_number": self.env._(
                "A company number has 8 digits, or two letters and 6 digits."
            ),
            "charity_number": self.env._(
                "A charity number has 6 or 7 digits, or SC or NIC and 6 digits."
            ),
            "personal_number": self.env._(
                "A National Insurance number has two letters, 6 digits and a letter"
                " from A to D. Other numbers are read by the rules of the constituent's"
                " own country."
            ),
        }
        return self.env._(
            "“%(value)s” is not of the type %(type)s. %(wanted)s",
            value=(value or "")[:80],
            type=label,
            wanted=wanted.get(kind, self.env._("It must contain at least one digit.")),
        ).strip()

    @api.model
    def _phone_hint(self):
        if not self._region():
            return self.env._(
                "Enter the whole number with + and the country's code: the council has"
                " no country in Settings by which other numbers could be read."
            )
        return self.env._(
            "Enter the whole number with its area code and without letters, and with +"
            " and the country's code where it is not one of the council's own country."
        )

    @api.constrains("valid_from", "valid_to")
    def _check_validity(self):
        for row in self:
            if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
                raise ValidationError(
                    self.env._("An identifier cannot end before it begins.")
                )

    @api.model
    def _normalised(self, kind, value, partner=None):
        """Return the normal form of a value.

        Args:
            kind: type of the identifier: phone, email, uprn, …
            value: text as written.
            partner: the `res.partner` whose it is, if known.

        Returns:
            Text in normal form, "" if `value` is no identifier of this type.
        """
        normal = normalise.identifier(kind, value, self._region(partner))
        if kind == "personal_number" and not normal:
            # People from abroad have a number of the council's country, too.
            normal = normalise.identifier(kind, value, self._region())
        return normal

    @api.model
    def _normal_forms(self, kind, value, partner=None):
        """Return the normal forms of a value that may hold several phone numbers.

        Args:
            kind: as in `_normalised`.
            value: as in `_normalised`.
            partner: as in `_normalised`.

        Returns:
            A tuple of texts in their order, () if any part is no identifier.
        """
        if kind == "phone":
            return normalise.phones(value, self._region(partner))
        normal = self._normalised(kind, value, partner)
        return (normal,) if normal else ()

    @api.model
    def _region(self, partner=None):
        """Return the country that national phone numbers belong to.

        Args:
            partner: the `res.partner` whose numbers they are, if known. Their own
                country goes before that of the company.

        Returns:
            ISO 3166 code, "" if neither has a country.
        """
        own = partner.country_id.code if partner else ""
        return own or self._region_of(self.env.company.id)

    @api.model
    @ormcache("company_id")
    def _region_of(self, company_id):
        # All users need the company's country, whether or not they may read companies.
        company = self.env["res.company"].sudo().browse(company_id)
        return company.partner_id.country_id.code or ""

    def _holders(self):
        """Return the active constituents among the partners."""
        return self.partner_id.filtered(
            lambda partner: partner.active and partner.is_constituent
        )

    def _is_current(self):
        self.ensure_one()
        return holds(self, fields.Date.context_today(self))

    @api.model
    def _create_of(self, points):
        """Insert identifiers from `res.partner._contact_points`, which are normalised.

        One statement replaces `create`, because this runs each time a partner is saved.

        Args:
            points: tuples of partner id, type and normal form.
        """
        if not points:
            return
        partner_ids, kinds, values = map(list, zip(*sorted(points), strict=True))
        now, uid = self.env.cr.now(), self.env.uid
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_identifier (partner_id, type, value,"
                " value_normalised, is_verified, is_shared, is_found_shared, active,"
                " create_uid, write_uid, create_date, write_date)"
                " SELECT who, kind, value, value, FALSE, FALSE, FALSE, TRUE,"
                "  %(uid)s, %(uid)s, %(now)s, %(now)s FROM"
                " unnest(%(ids)s::int[], %(kinds)s::text[], %(values)s::text[])"
                "  AS new (who, kind, value) ON CONFLICT DO NOTHING",
                uid=uid,
                now=now,
                ids=partner_ids,
                kinds=kinds,
                values=values,
            )
        )
        partners = self.env["res.partner"].browse(partner_ids)
        partners.invalidate_recordset(["identifier_ids"], flush=False)

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        self._update_sharing(rows._values())
        rows._compare_later()
        rows._sync_occupancies()
        return rows

    def write(self, vals):
        matters = bool(DECIDE_SHARING & vals.keys())
        before = self._values() if matters else set()
        result = super().write(vals)
        if "is_shared" in vals:
            # A flag that was set by hand stays until it is removed by hand.
            super().write({"is_found_shared": False})
        if matters:
            self._update_sharing(before | self._values())
            self._compare_later()
        if DECIDE_OCCUPANCY & vals.keys():
            self._sync_occupancies()
        return result

    def unlink(self):
        before = self._values()
        result = super().unlink()
        self._update_sharing(before)
        return result

    def _compare_later(self):
        """Queue the holders of personal numbers for matching: they may be one."""
        numbers = self.filtered(lambda row: row.type == "personal_number")
        self.env["constituent.match.pending"]._add(numbers._holders().ids)

    def _values(self):
        return {row.value_normalised for row in self if row.value_normalised}

    @api.model
    def _update_sharing(self, values):
        """Mark identifiers as shared while several constituents have them.

        A mark that was set by hand stays. UPRNs are excluded, because properties are
        always shared.

        Args:
            values: normal forms whose holders may have changed. With
                `sharing_noted_later` in the context, nothing is done: the caller
                updates them later.
        """
        if not values or self.env.context.get("sharing_noted_later"):
            return
        self.flush_model()
        self.env["res.partner"].flush_model(["active", "is_constituent"])
        changed = self.env.execute_query(
            SQL(
                "WITH one AS (SELECT *, active"
                "   AND COALESCE(valid_from, %(today)s) <= %(today)s"
                "   AND COALESCE(valid_to, %(today)s) >= %(today)s"
                "   AND EXISTS (SELECT FROM res_partner WHERE id = partner_id"
                "    AND active AND is_constituent) AS is_held"
                "  FROM constituent_identifier WHERE value_normalised = ANY(%(values)s)"
                "   AND type <> 'uprn'),"
                " held AS (SELECT id, is_shared, is_found_shared, is_held AND"
                "   min(partner_id) FILTER (WHERE is_held) OVER same"
                "   <> max(partner_id) FILTER (WHERE is_held) OVER same AS by_several"
                "  FROM one WINDOW same AS (PARTITION BY type, value_normalised))"
                " UPDATE constituent_identifier SET is_shared = held.by_several,"
                "  is_found_shared = held.by_several"
                " FROM held WHERE held.id = constituent_identifier.id"
                "  AND CASE WHEN held.by_several THEN held.is_shared IS NOT TRUE"
                "   ELSE held.is_found_shared END"
                " RETURNING held.id",
                values=sorted(values),
                today=fields.Date.context_today(self),
            )
        )
        if changed:
            self.invalidate_model(["is_shared", "is_found_shared"])

    @api.autovacuum
    def _gc_sharing(self):
        """Update sharing, because the validity of a holder may have ended."""
        found = self._read_group([("is_found_shared", "=", True)], ["value_normalised"])
        values = [value for (value,) in found]
        for batch in split_every(1000, values):
            self._update_sharing(batch)
