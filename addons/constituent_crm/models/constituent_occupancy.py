from odoo import api, fields, models
from odoo.fields import Domain

from .validity import holding, holds

# A mere owner of a property lives elsewhere.
NO_HOME = {"landlord"}
# Fields that determine the current home.
PLACED_BY = {"partner_id", "property_id", "role", "is_home", "valid_from", "valid_to"}
# Number of past days for which the scheduled action still applies moves.
DAYS_CAUGHT_UP = 31


class ConstituentOccupancy(models.Model):
    """A period for which a constituent occupies a property, in a role.

    The current home and `res.partner.property_id` are synchronised in both directions,
    see `_sync_homes`. Changing a row corrects it. A move is a new row.
    """

    _name = "constituent.occupancy"
    _description = "Occupancy"
    _order = "valid_to desc, valid_from desc, id desc"
    _rec_name = "property_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    property_id = fields.Many2one(
        "constituent.property", required=True, ondelete="restrict", index=True
    )
    role = fields.Selection(
        [
            ("occupier", "Occupier"),
            ("owner", "Owner-occupier"),
            ("tenant", "Tenant"),
            ("landlord", "Landlord"),
            ("business", "Business"),
        ],
        required=True,
        default="occupier",
    )
    is_home = fields.Boolean(
        string="Home",
        compute="_compute_is_home",
        store=True,
        readonly=False,
        precompute=True,
        help="The constituent's main residence; not a let property or second home.",
    )
    valid_from = fields.Date(string="Since", help="Leave empty if not known.")
    valid_to = fields.Date(string="Until", help="The last day there.")
    source = fields.Selection(
        [
            ("told", "Told by the constituent"),
            ("council_tax", "Council tax"),
            ("electoral", "Electoral register"),
            ("visit", "Visit"),
            ("import", "Import"),
            ("other", "Other"),
        ],
        default="told",
        help="Source of the information.",
    )
    is_verified = fields.Boolean(string="Verified")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current", string="Now"
    )
    on_date = fields.Date(
        compute="_compute_on_date",
        search="_search_on_date",
        string="There On",
        help="Search by date to see the occupants on that day.",
        export_string_translation=False,
    )

    _in_order = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "The end date of an occupancy cannot be before its start date.",
    )

    @api.depends("role")
    def _compute_is_home(self):
        for row in self:
            row.is_home = row.role not in NO_HOME

    @api.depends("valid_from", "valid_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for row in self:
            row.is_current = holds(row, today)

    def _compute_on_date(self):
        self.on_date = False

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._day_domain(fields.Date.context_today(self))

    def _search_on_date(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._day_domain(day) for day in value)

    @api.depends("partner_id.name", "property_id.name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.partner_id.name}, {row.property_id.name}"

    @api.model
    def _day_domain(self, day):
        """Return the domain of the occupancies on a day."""
        return holding(day)

    @api.model
    def _homes_of(self, partners):
        """Return the occupancies that are current homes of `partners`."""
        return self.search(
            Domain("partner_id", "in", partners.ids)
            & Domain("is_home", "=", True)
            & self._day_domain(fields.Date.context_today(self))
        )

    @api.model
    def _current_at(self, partner, place):
        """Return the current occupancies of a constituent at a property."""
        today = fields.Date.context_today(self)
        return self.search(
            Domain("partner_id", "=", partner.id)
            & Domain("property_id", "=", place.id)
            & self._day_domain(today)
        )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.filtered("is_home")._end_former_homes()
        rows.partner_id._apply_current_home()
        return rows

    def write(self, vals):
        if not PLACED_BY & vals.keys():
            return super().write(vals)
        partners, left = self.partner_id, self.property_id
        result = super().write(vals)
        (partners | self.partner_id)._apply_current_home(left)
        if "valid_to" in vals:
            self._end_identifiers()
        return result

    def unlink(self):
        partners, left = self.partner_id, self.property_id
        result = super().unlink()
        partners._apply_current_home(left)
        return result

    def _end_former_homes(self):
        """End previous homes the day before a new home begins."""
        today = fields.Date.context_today(self)
        for row in self.filtered(lambda new: not new.valid_to):
            former = self.search(
                Domain("partner_id", "=", row.partner_id.id)
                & Domain("is_home", "=", True)
                & Domain("valid_to", "=", False)
                & Domain("id", "!=", row.id)
            )
            if not former:
                continue
            if not row.valid_from:
                row.valid_from = today
            former.valid_to = fields.Date.subtract(row.valid_from, days=1)

    def _end_identifiers(self):
        """End UPRN identifiers together with the occupancy they correspond to."""
        # Users who may end an occupancy may end its identifier.
        Identifier = self.env["constituent.identifier"].sudo()
        for row in self.filtered("valid_to"):
            Identifier.search(
                [
                    ("partner_id", "=", row.partner_id.id),
                    ("type", "=", "uprn"),
                    ("value_normalised", "=", row.property_id.uprn),
                    ("valid_to", "=", False),
                ]
            ).write({"valid_from": False, "valid_to": row.valid_to})

    @api.model
    def _cron_follow_homes(self):
        """Apply moves that were entered in advance, on their day."""
        today = fields.Date.context_today(self)
        since = fields.Date.subtract(today, days=DAYS_CAUGHT_UP)
        begun = Domain("valid_from", ">=", since) & Domain("valid_from", "<=", today)
        ended = Domain("valid_to", ">=", since) & Domain("valid_to", "<", today)
        rows = self.search(Domain("is_home", "=", True) & (begun | ended))
        for partner, theirs in rows.grouped("partner_id").items():
            over = theirs.filtered(lambda row: row.valid_to and row.valid_to < today)
            partner._apply_current_home(over.property_id)

    @api.model
    def _sync_homes(self, partners):
        """Record each constituent's current home in the history.

        A changed home counts as a move today. If the former home was entered today, it
        is corrected instead. A first home has no start date.
        """
        today = fields.Date.context_today(self)
        yesterday = fields.Date.subtract(today, days=1)
        # Users who may edit a contact may update the data derived from it.
        Occupancy = self.sudo().with_context(follows_history=True)
        homes = Occupancy._homes_of(partners).grouped("partner_id")
        new = []
        for partner in partners.filtered("is_constituent"):
            former = homes.get(partner, Occupancy)
            if partner.property_id in former.property_id or not (
                partner.property_id or former
            ):
                continue
            mistaken = former.filtered(lambda row: row.valid_from == today)[:1]
            (former - mistaken).write({"valid_to": yesterday})
            if not partner.property_id:
                mistaken.unlink()
            elif mistaken:
                mistaken.property_id = partner.property_id
            else:
                new.append(self._home_values(partner, former and today))
        if new:
            Occupancy.create(new)

    @api.model
    def _home_values(self, partner, since):
        return {
            "partner_id": partner.id,
            "property_id": partner.property_id.id,
            "role": "business" if partner.is_company else "occupier",
            "valid_from": since or False,
        }
