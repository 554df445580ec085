from odoo import api, fields, models
from odoo.fields import Domain

from ..matching import normalise, query, score


class ResPartner(models.Model):
    _inherit = "res.partner"

    lookup_name = fields.Char(
        compute="_compute_lookup_name", store=True, index="trigram", copy=False
    )
    lookup_postcode = fields.Char(
        compute="_compute_lookup_postcode",
        store=True,
        index="btree_not_null",
        copy=False,
    )

    @api.depends("name")
    def _compute_lookup_name(self):
        for partner in self:
            partner.lookup_name = normalise.name(partner.name)

    @api.depends("zip")
    def _compute_lookup_postcode(self):
        for partner in self:
            partner.lookup_postcode = normalise.postcode(partner.zip) or False

    @api.model
    @api.readonly
    def constituent_lookup(self, text, limit=8):
        """The look-up box's call; see `_constituent_lookup`."""
        return self._constituent_lookup(text, min(limit, 40))

    @api.model
    def _constituent_lookup(self, text, limit=8):
        """Who is it? Constituents that fit what was typed, best first.

        Args:
            text: a phone number, an e-mail address, a UPRN, or part of a name with
                or without a postcode.
            limit: how many at most.

        Returns:
            A list of dicts with id, name, reason, score (0 to 1) and detail.
        """
        region = self.env["constituent.identifier"]._region()
        asked = query.parse(text, region)
        if asked.is_empty:
            return []
        if asked.email or asked.phone or asked.uprn:
            found = self._lookup_identifier(asked, limit)
        else:
            found = self._lookup_name(asked, limit)
        return [self._lookup_row(*hit) for hit in found]

    def _lookup_identifier(self, asked, limit):
        keys = {"email": asked.email, "phone": asked.phone, "uprn": asked.uprn}
        domain = Domain.OR(
            Domain("type", "=", kind) & Domain("value_normalised", "=", value)
            for kind, value in keys.items()
            if value
        )
        rows = self.env["constituent.identifier"].search(domain, limit=limit)
        hits = [(row.partner_id, self._identifier_reason(row), 1.0) for row in rows]
        if asked.uprn:
            living = self.search([("property_id.uprn", "=", asked.uprn)], limit=limit)
            hits += [(one, self.env._("lives at this UPRN"), 0.9) for one in living]
        unique = {partner.id: (partner, *why) for partner, *why in reversed(hits)}
        return list(reversed(unique.values()))[:limit]

    def _identifier_reason(self, row):
        labels = dict(row._fields["type"]._description_selection(self.env))
        if row.is_shared:
            return self.env._("%s, shared", labels[row.type])
        return labels[row.type]

    def _lookup_name(self, asked, limit):
        domain = Domain("is_constituent", "=", True)
        if asked.postcode:
            domain &= Domain("lookup_postcode", "=", asked.postcode)
        elif asked.outward:
            domain &= Domain("lookup_postcode", "=like", f"{asked.outward} %")
        for word in asked.words:
            if not word.isdigit():
                domain &= Domain("lookup_name", "like", word)
        # A few more than asked for, so that the best of them can be put first.
        found = self.search(domain, limit=limit * 5)
        spoken = " ".join(asked.words)
        reason = self._name_reason(asked)
        hits = [
            (one, reason, score.names(spoken, one.name or "") if spoken else 0.8)
            for one in found
        ]
        return sorted(hits, key=lambda hit: -hit[2])[:limit]

    def _name_reason(self, asked):
        if asked.postcode or asked.outward:
            return (
                self.env._("name and postcode")
                if asked.words
                else self.env._("postcode")
            )
        return self.env._("name")

    def _lookup_row(self, partner, reason, likeness):
        place = " ".join(filter(None, [partner.street, partner.zip]))
        detail = [partner.kind_id.name, place, partner.phone or partner.email]
        return {
            "id": partner.id,
            "name": partner.display_name,
            "reason": reason,
            "score": round(likeness, 2),
            "detail": " · ".join(filter(None, detail)),
        }
