from odoo import fields, models
from odoo.exceptions import UserError


class ConstituentMatch(models.Model):
    """Two records that may be one constituent."""

    _name = "constituent.match"
    _description = "Possible Duplicate"
    _order = "state desc, score desc, id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        required=True,
        ondelete="cascade",
        index=True,
    )
    other_id = fields.Many2one(
        "res.partner", string="May Be", required=True, ondelete="cascade", index=True
    )
    score = fields.Float(help="From 0 to 1: how alike the two are.")
    reason = fields.Char()
    state = fields.Selection(
        [("proposed", "To Review"), ("not_same", "Not the Same"), ("same", "Merged")],
        default="proposed",
        required=True,
        index=True,
    )
    partner_address = fields.Char(
        related="partner_id.contact_address", string="Address"
    )
    other_address = fields.Char(
        related="other_id.contact_address", string="Other Address"
    )

    _pair_uniq = models.Constraint(
        "UNIQUE (partner_id, other_id)", "These two are compared already."
    )
    _not_oneself = models.Constraint(
        "CHECK (partner_id <> other_id)", "A constituent is not their own duplicate."
    )

    def _compute_display_name(self):
        for match in self:
            match.display_name = f"{match.partner_id.name} ↔ {match.other_id.name}"

    def action_not_same(self):
        """Remember that these are two."""
        self.write({"state": "not_same"})

    def action_merge(self):
        """Merge into the older record through Odoo's merge engine."""
        for match in self:
            pair = match.partner_id | match.other_id
            if pair.user_ids:
                raise UserError(
                    self.env._(
                        "%s has a login and cannot be merged here.", pair[:1].name
                    )
                )
            kept, gone = pair.sorted("id")
            identifiers = gone.identifier_ids
            known = {(row.type, row.value_normalised) for row in kept.identifier_ids}
            identifiers.filtered(
                lambda row, known=known: (row.type, row.value_normalised) in known
            ).unlink()
            # The proposal refers to both and would become a pair of one.
            match.unlink()
            wizard = self.env["base.partner.merge.automatic.wizard"].create({})
            wizard._merge((kept | gone).ids, kept, extra_checks=False)
        return True
