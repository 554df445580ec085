import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, ormcache

from ..matching import normalise

LOOKED_UP = ["partner_id", "type", "is_verified", "is_shared", "valid_to"]
# The country's code and the first digits: fewer begin too many numbers.
SHORTEST_START = 7


class ConstituentIdentifier(models.Model):
    """A number or address by which a constituent is known.

    One narrow indexed table answers every look-up.
    """

    _name = "constituent.identifier"
    _description = "Constituent Identifier"
    _order = "type, id"
    _rec_name = "value"

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
        string="Verified", help="The constituent has shown that it is theirs."
    )
    is_shared = fields.Boolean(
        string="Shared", help="Used by several, as a household's phone: never certain."
    )
    valid_from = fields.Date()
    valid_to = fields.Date()
    active = fields.Boolean(default=True)

    _lookup_idx = models.Index("(value_normalised text_pattern_ops, type, partner_id)")
    _partner_value_uniq = models.Constraint(
        "UNIQUE (partner_id, type, value_normalised)",
        "The constituent has this identifier already.",
    )

    @api.depends("type", "value")
    def _compute_value_normalised(self):
        for row in self:
            row.value_normalised = self._normalised(row.type, row.value)

    @api.constrains("type", "value")
    def _check_value(self):
        labels = dict(self._fields["type"]._description_selection(self.env))
        for row in self:
            if not row.value_normalised:
                raise ValidationError(
                    self.env._(
                        "“%(value)s” is not of the type %(type)s.",
                        value=row.value[:80],
                        type=labels[row.type],
                    )
                )

    @api.constrains("valid_from", "valid_to")
    def _check_validity(self):
        for row in self:
            if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
                raise ValidationError(
                    self.env._("An identifier cannot end before it begins.")
                )

    @api.model
    def _normalised(self, kind, value):
        """The normal form of `value`, '' when it is no identifier of type `kind`."""
        return normalise.identifier(kind, value, self._region())

    @api.model
    def _region(self):
        """ISO code of the country that national numbers belong to."""
        return self._region_of(self.env.company.id)

    @api.model
    @ormcache("company_id")
    def _region_of(self, company_id):
        # Everybody is served in the company's country, whoever may read companies.
        company = self.env["res.company"].sudo().browse(company_id)
        return company.partner_id.country_id.code or ""

    @api.model
    def _lookup(self, exact, start, limit):
        """Identifiers that are one of `exact`, else those that begin with `start`.

        Args:
            exact: normal forms, of whatever type.
            start: the beginning of a normal form; too short a one finds nobody.

        Returns:
            At most `limit`, those that are verified and of one constituent first.
        """
        best = "is_verified DESC, is_shared, valid_to DESC, id"
        found = self.search_fetch(
            [("value_normalised", "in", exact)], LOOKED_UP, limit=limit, order=best
        )
        if found or len(start) < SHORTEST_START:
            return found
        # In the order of the index: any other would sort everybody who fits.
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM constituent_identifier"
                " WHERE value_normalised LIKE %s AND active"
                " ORDER BY value_normalised USING ~<~ LIMIT %s",
                f"{escape_like(start)}%",
                limit,
            )
        )
        domain = [("id", "in", [row_id for (row_id,) in rows])]
        return self.search_fetch(domain, LOOKED_UP, order=best)

    def _is_current(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        return not self.valid_to or self.valid_to >= today

    def _lookup_hit(self):
        """The constituent, why it is them, and how sure that is, from 0 to 1."""
        self.ensure_one()
        label = dict(self._fields["type"]._description_selection(self.env))[self.type]
        if not self._is_current():
            return self.partner_id, self.env._("%s, no longer used", label), 0.6
        if self.is_shared:
            return self.partner_id, self.env._("%s, shared", label), 0.8
        if self.is_verified:
            return self.partner_id, self.env._("%s, verified", label), 1.0
        return self.partner_id, label, 0.95


def escape_like(text):
    """`text` as a LIKE pattern that means just that."""
    return re.sub(r"([\\%_])", r"\\\1", text)
