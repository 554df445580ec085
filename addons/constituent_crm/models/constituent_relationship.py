from odoo import api, fields, models


class ConstituentRelationship(models.Model):
    """Who belongs to whom, and who may act for whom."""

    _name = "constituent.relationship"
    _description = "Constituent Relationship"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    role_id = fields.Many2one(
        "constituent.relationship.role", required=True, ondelete="restrict"
    )
    other_id = fields.Many2one(
        "res.partner", string="Of", required=True, ondelete="cascade", index=True
    )
    may_act = fields.Boolean(
        compute="_compute_may_act",
        store=True,
        readonly=False,
        help="May speak and apply for the other constituent.",
    )
    valid_from = fields.Date(default=fields.Date.context_today)
    valid_to = fields.Date()
    note = fields.Char()

    _not_oneself = models.Constraint(
        "CHECK (partner_id <> other_id)",
        "A constituent cannot have a relationship with themselves.",
    )
    _in_order = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "A relationship cannot end before it begins.",
    )

    @api.depends("role_id")
    def _compute_may_act(self):
        for row in self:
            row.may_act = row.role_id.may_act
