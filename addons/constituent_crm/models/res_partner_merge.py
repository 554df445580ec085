from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _match_detail(self):
        """What tells two constituents apart, a line each."""
        self.ensure_one()
        place = ", ".join(filter(None, [self.street, self.city, self.zip]))
        reach = ", ".join(filter(None, [self.phone, self.email]))
        return "\n".join(filter(None, [self.kind_id.name, place, reach]))

    def _make_way_for(self, kept):
        """Drop what of self `kept` has too, before the two are merged.

        Core's merge moves rows table by table and, where a single one breaks a
        constraint, deletes them all.
        """
        self.ensure_one()
        self._drop_known_identifiers(kept)
        self._drop_known_relationships(kept)
        self._drop_known_matches(kept)

    def _drop_known_identifiers(self, kept):
        Identifier = self.env["constituent.identifier"].with_context(active_test=False)
        theirs = Identifier.search([("partner_id", "=", kept.id)])
        known = {(row.type, row.value_normalised) for row in theirs}
        Identifier.search([("partner_id", "=", self.id)]).filtered(
            lambda row: (row.type, row.value_normalised) in known
        ).unlink()

    def _drop_known_relationships(self, kept):
        both = (self | kept).ids
        within = Domain("partner_id", "in", both) & Domain("other_id", "in", both)
        self.env["constituent.relationship"].search(within).unlink()

    def _drop_known_matches(self, kept):
        Match = self.env["constituent.match"]
        theirs = Match.search(Match._about(kept))
        known = (theirs.partner_id | theirs.other_id | kept).ids
        mine = Domain("partner_id", "=", self.id) & Domain("other_id", "in", known)
        mine |= Domain("other_id", "=", self.id) & Domain("partner_id", "in", known)
        Match.search(mine).unlink()
