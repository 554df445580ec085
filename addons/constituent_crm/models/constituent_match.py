from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


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
        [("proposed", "To Review"), ("not_same", "Not the Same")],
        default="proposed",
        required=True,
        index=True,
    )
    partner_detail = fields.Text(compute="_compute_details", string="About Them")
    other_detail = fields.Text(compute="_compute_details", string="About the Other")

    _pair_uniq = models.UniqueIndex(
        "(LEAST(partner_id, other_id), GREATEST(partner_id, other_id))",
        "These two are compared already.",
    )
    _not_oneself = models.Constraint(
        "CHECK (partner_id <> other_id)", "A constituent is not their own duplicate."
    )

    @api.depends("partner_id.name", "other_id.name")
    def _compute_display_name(self):
        for match in self:
            match.display_name = f"{match.partner_id.name} ↔ {match.other_id.name}"

    @api.depends("partner_id", "other_id")
    def _compute_details(self):
        for match in self:
            match.partner_detail = match.partner_id._match_detail()
            match.other_detail = match.other_id._match_detail()

    @api.model
    def _about(self, partner):
        """The domain of the matches that `partner` is in."""
        return Domain("partner_id", "=", partner.id) | Domain(
            "other_id", "=", partner.id
        )

    @api.model
    def _open_of(self, partner):
        """The domain of what is to review about `partner`."""
        return self._about(partner) & Domain("state", "=", "proposed")

    def action_not_same(self):
        """Remember that these are two."""
        self.write({"state": "not_same"})

    def action_merge(self):
        """Merge into the older record through Odoo's merge engine."""
        # A merge may remove proposals that come later.
        for match in self:
            if match.exists():
                match._merge()
        return True

    def _merge(self):
        self.ensure_one()
        kept, gone = (self.partner_id | self.other_id).sorted("id")
        self._check_mergeable(kept | gone)
        told = ", ".join(filter(None, [gone.name, *gone._match_detail().splitlines()]))
        # The proposal refers to both and would become a pair of one.
        self.unlink()
        gone._make_way_for(kept)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | gone).ids, kept, extra_checks=False)
        kept._keep_identifiers()
        self.env["constituent.lookup"]._renew(kept)
        kept.message_post(body=self.env._("Merged with: %s", told))

    def _check_mergeable(self, pair):
        # Staff may not read every user; that there is a login is all they learn.
        for partner in pair.sudo().with_context(active_test=False):
            if partner.user_ids:
                raise UserError(
                    self.env._(
                        "%s has a login and cannot be merged here.", partner.name
                    )
                )
