from odoo import api, fields, models

from ..matching import normalise, query, score

MOST_ROWS = 40
# Royal Mail gives a postcode to 100 addresses at most, and to some 15 as a rule.
MOST_AT_POSTCODE = 400
# What a row of the look-up box shows of a constituent.
SHOWN = [
    "complete_name",
    "kind_id",
    "street",
    "zip",
    "phone",
    "email",
    "lookup_postcode",
]


class ResPartner(models.Model):
    _inherit = "res.partner"

    lookup_postcode = fields.Char(
        compute="_compute_lookup_postcode",
        store=True,
        index="btree_not_null",
        copy=False,
        export_string_translation=False,
    )

    @api.depends("zip")
    def _compute_lookup_postcode(self):
        for partner in self:
            partner.lookup_postcode = normalise.postcode(partner.zip) or False

    @api.model
    @api.readonly
    def constituent_lookup(self, text, limit=8):
        """The look-up box's call; see `_constituent_lookup`."""
        return self._constituent_lookup(text, limit)

    @api.model
    @api.readonly
    def constituent_prefill(self, text):
        """The context to open a new constituent with what was typed to look them up."""
        told = query.prefill(text if isinstance(text, str) else "")
        return {f"default_{name}": value for name, value in told.items()}

    @api.model
    def _constituent_lookup(self, text, limit=8):
        """Who is it? Constituents that fit what was typed, best first.

        Args:
            text: a phone number, an e-mail address, a UPRN, an account or registration
                number, a request's reference; or a name, an address or a house number,
                with or without a postcode; whole or only begun.
            limit: how many at most.

        Returns:
            A list of dicts with id, name, reason, score (0 to 1), detail, icon (a Font
            Awesome class) and is_marked (there is a marker to read first).

        Raises:
            AccessError: when the user may not look constituents up.
        """
        self.env["constituent.lookup"].check_access("read")
        limit = max(0, min(int(limit), MOST_ROWS))
        text = text if isinstance(text, str) else ""
        asked = query.parse(text, self.env["constituent.identifier"]._region())
        if asked.is_empty or not limit:
            return []
        hits = self._lookup_by_reference(text, limit)
        if not hits:
            hits = self._lookup_by_identifier(asked, limit)
        if not hits:
            hits = self._lookup_by_postcode(asked, limit)
        if not hits and not asked.postcode and (asked.words or asked.outward):
            hits = self._lookup_by_name(asked, limit)
        return self._lookup_rows(hits, limit)

    @api.model
    def _lookup_by_reference(self, text, limit):
        """Hook: constituents by the reference of something they have with the council.

        Args:
            text: what was typed, as it is.
            limit: how many at most.

        Returns:
            A list of (`res.partner` record, reason as text, score from 0 to 1), best
            first; [] when `text` is no such reference.
        """
        return []

    def _lookup_by_identifier(self, asked, limit):
        Identifier = self.env["constituent.identifier"]
        rows = Identifier._lookup(asked.exact, asked.start, limit)
        hits = [row._lookup_hit() for row in rows]
        # Digits that are somebody's phone number are no UPRN.
        if asked.uprn and "phone" not in rows.mapped("type"):
            reason = self.env._("lives at this UPRN")
            living = self._living_at(asked.uprn, limit)
            hits += [(one, reason, 0.9) for one in living]
        return hits

    def _living_at(self, uprn, limit):
        # In two steps: joined, the planner would read every partner.
        place = self.env["constituent.property"].search([("uprn", "=", uprn)])
        if not place:
            return self.browse()
        domain = [("is_constituent", "=", True), ("property_id", "in", place.ids)]
        return self.search_fetch(domain, SHOWN, order="id", limit=limit)

    def _lookup_by_postcode(self, asked, limit):
        if not asked.postcode:
            return []
        domain = [
            ("is_constituent", "=", True),
            ("lookup_postcode", "=", asked.postcode),
        ]
        found = self.search_fetch(domain, SHOWN, order="id", limit=MOST_AT_POSTCODE)
        if asked.house:
            found = found.filtered(lambda one: asked.is_house_of(one.street))
        if not asked.words:
            reason = (
                self.env._("house and postcode")
                if asked.house
                else self.env._("postcode")
            )
            return [(one, reason, 0.8) for one in found[:limit]]
        named = found.filtered(lambda one: asked.is_begun_of(one.complete_name))
        if named:
            return [(one, self.env._("name and postcode"), 0.95) for one in named]
        placed = found.filtered(lambda one: asked.is_begun_of(one.street))
        if placed:
            return [(one, self.env._("address"), 0.9) for one in placed]
        return self._nearly_named(found, asked)

    def _nearly_named(self, partners, asked):
        """Those whose name is nearly what was typed: misheard or misspelt."""
        spoken = " ".join(asked.words)
        reason = self.env._("similar name, same postcode")
        hits = [
            (one, reason, score.names(spoken, one.complete_name or ""))
            for one in partners
        ]
        likely = [hit for hit in hits if hit[2] >= score.PROPOSE]
        return sorted(likely, key=lambda hit: -hit[2])

    def _lookup_by_name(self, asked, limit):
        Lookup = self.env["constituent.lookup"]
        found = Lookup._beginning(asked.phrases(), asked.outward, limit)
        if not found and len(asked.words) > 1:
            begun = Lookup._completed(asked.phrases())
            found = Lookup._beginning(begun, asked.outward, limit)
        if not found and len(asked.words) > 1:
            found = Lookup._with_all(asked.words, asked.outward, limit)
        hits = []
        for partner_id, (text, is_address) in found.items():
            if not asked.words:
                reason = self.env._("postcode")
            elif is_address:
                reason = self.env._("address")
            elif asked.outward:
                reason = self.env._("name and postcode")
            else:
                reason = self.env._("name")
            likeness = 0.9 if set(asked.words) <= set(text.split()) else 0.7
            hits.append((self.browse(partner_id), reason, likeness))
        return sorted(hits, key=lambda hit: -hit[2])

    def _lookup_rows(self, hits, limit):
        first = {}
        for partner, reason, likeness in hits:
            first.setdefault(partner.id, (reason, likeness))
        ids = list(first)[:limit]
        # One query, through the record rules: they decide who may be seen.
        seen = self.search_fetch([("id", "in", ids)], SHOWN, order="id")
        marked = self.env["constituent.marker"]._marked(seen)
        return [
            {
                "id": one.id,
                "name": one.complete_name or one.display_name,
                "reason": first[one.id][0],
                "score": round(first[one.id][1], 2),
                "detail": one._lookup_detail(),
                "icon": one.kind_id.icon or "fa-user",
                "is_marked": one in marked,
            }
            for one in self.browse(ids)
            if one in seen
        ]

    def _lookup_detail(self):
        """The line under the name: what to ask back, to be sure who it is."""
        place = " ".join(filter(None, [self.street, self.zip]))
        parts = [self.kind_id.name, place, self.phone or self.email]
        return " · ".join(filter(None, parts))
