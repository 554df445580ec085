from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..matching import normalise


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

    _lookup_idx = models.Index("(type, value_normalised, partner_id)")
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
        return self.env.company.country_id.code
