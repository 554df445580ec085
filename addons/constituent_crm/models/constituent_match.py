from odoo import api, fields, models
from odoo.fields import Domain


class ConstituentMatch(models.Model):
    """Two records that may be the same constituent."""

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
        "res.partner",
        string="Possible Match",
        required=True,
        ondelete="cascade",
        index=True,
    )
    score = fields.Float(help="From 0 to 1: how alike the two are.")
    reason = fields.Char()
    state = fields.Selection(
        [("proposed", "To Review"), ("not_same", "Not the Same")],
        default="proposed",
        required=True,
        index=True,
    )
    partner_detail = fields.Text(compute="_compute_details", string="Details")
    other_detail = fields.Text(
        compute="_compute_details", string="Details of the Other"
    )

    _pair_uniq = models.UniqueIndex(
        "(LEAST(partner_id, other_id), GREATEST(partner_id, other_id))",
        "This pair already exists.",
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
    def _partner_domain(self, partner):
        """Return the domain of the matches with `partner`."""
        return Domain("partner_id", "=", partner.id) | Domain(
            "other_id", "=", partner.id
        )

    @api.model
    def _find_match(self, one, other):
        """Return the match of two partners in any state, or an empty recordset."""
        return self.search(self._partner_domain(one) & self._partner_domain(other))

    @api.model
    def _proposed_domain(self, partner):
        """Return the domain of unreviewed matches with `partner`."""
        return self._partner_domain(partner) & Domain("state", "=", "proposed")

    @api.model
    def _remember_not_same(self, pair):
        """Record that the two partners of `pair` are different people."""
        one, other = pair
        match = self._find_match(one, other)
        if match:
            match.action_not_same()
        else:
            self.create(
                {"partner_id": one.id, "other_id": other.id, "state": "not_same"}
            )

    def action_not_same(self):
        """Mark matches as different people."""
        self.write({"state": "not_same"})

    def action_propose(self):
        """Return matches to the review queue."""
        self.write({"state": "proposed"})

    def action_review(self):
        """Open the review screen with this match."""
        action = self.env["ir.actions.client"]._for_xml_id(
            "constituent_crm.constituent_review_action"
        )
        return {**action, "params": {"match_id": self.id}}

    def _merge(self):
        """Merge into the older record, with the values that the review proposes."""
        self.ensure_one()
        pair = self.partner_id | self.other_id
        comparison = pair._comparison()
        kept = pair.browse(comparison["kept"])
        choices = {line["key"]: line["chosen"] for line in comparison["lines"]}
        self.env["constituent.comparison"]._merge_all(kept, pair - kept, choices)

    @api.model
    def constituent_review(self, match_id=None, after=()):
        """Return the data of the review screen for a match.

        Args:
            match_id: id of the match; None for the next in the queue.
            after: ids of the matches that were skipped.

        Returns:
            Dict of `match_id`, `state`, `score` and `reason` of the match, the pair's
            `_comparison`, and `left`, the length of the queue. Without a match only
            `left`, and `stale` if the requested match no longer exists.
        """
        queue = Domain("state", "=", "proposed")
        left = self.search_count(queue)
        if match_id:
            match = self.browse(int(match_id)).exists()
            if not match:
                return {"left": left, "stale": True}
        else:
            skipped = Domain("id", "not in", list(map(int, after)))
            match = self.search(queue & skipped, order="score desc, id", limit=1)
        if not match:
            return {"left": left}
        pair = match.partner_id | match.other_id
        return {
            "left": left,
            "match_id": match.id,
            "state": match.state,
            "score": round(match.score * 100),
            "reason": match.reason or "",
            **pair._comparison(),
        }

    @api.model
    def constituent_propose(self, partner_ids):
        """Add a match for review of partners that a user believes to be the same.

        Args:
            partner_ids: ids of `res.partner`.
        """
        partners = self.env["res.partner"].browse(map(int, partner_ids))
        partners._check_mergeable()
        self.check_access("write")
        # Officers may only review. Normally the comparison creates matches.
        self.sudo()._propose(partners)

    def _propose(self, partners):
        first = partners.sorted("id")[:1]
        for other in partners - first:
            match = self._find_match(first, other)
            if match:
                match.action_propose()
            else:
                reason = self.env._("proposed by %s", self.env.user.name)
                self.create(
                    {
                        "partner_id": other.id,
                        "other_id": first.id,
                        "score": 1,
                        "reason": reason,
                    }
                )
