from collections import defaultdict
from itertools import combinations

from odoo import api, fields, models
from odoo.tools import SQL

from ..matching import blocks, score
from ..matching.person import Person

# What tells who somebody is.
COMPARED_BY = {
    "name",
    "street",
    "zip",
    "property_id",
    "birth_date",
    "phone",
    "email",
    "is_company",
    "is_constituent",
    "active",
}
# Numbers that one person or body alone has. A council tax account is a household's.
OWN_ACCOUNTS = {
    "company_number",
    "charity_number",
    "customer_account",
    "messaging",
    "api_account",
}

# What `_persons` reads.
COMPARED_MODELS = (
    "res.partner",
    "constituent.identifier",
    "constituent.occupancy",
    "constituent.property",
)


class ResPartner(models.Model):
    """Those who may be one constituent are proposed soon after they have come."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        constituents = partners.filtered("is_constituent")
        self.env["constituent.match.pending"]._add(constituents.ids)
        return partners

    def write(self, vals):
        result = super().write(vals)
        if COMPARED_BY & vals.keys():
            changed = self.filtered("is_constituent")
            if "is_constituent" in vals:
                changed = self
            self.env["constituent.match.pending"]._add(changed.ids)
        return result

    def action_find_matches(self):
        """Compare with all who may be the same, and show them."""
        self.ensure_one()
        self.check_access("read")
        # Officers may ask for a comparison; only the comparison writes what it finds.
        mine = self.sudo()
        if person := mine._persons().get(self.id):
            mine._store_match_keys()
            mine._propose_matches(mine._candidates_for(person))
        return self.action_view_matches()

    def _find_duplicates(self):
        """Compare self with all who share a key, and propose who may be the same.

        Returns:
            How many pairs were compared, and the proposals.
        """
        mine = self._persons()
        keys = {who: blocks.keys(person) for who, person in mine.items()}
        Key = self.env["constituent.match.key"]
        Key._renew(self.ids, keys)
        blocks_ = Key._sharing(frozenset().union(*keys.values()))
        pairs = {
            (min(pair), max(pair))
            for block in blocks_
            for pair in combinations(set(block), 2)
            if pair[0] in mine or pair[1] in mine
        }
        others = {who for pair in pairs for who in pair} - mine.keys()
        persons = mine | self.browse(others)._persons()
        alike = {
            pair: likeness
            for pair in pairs
            if pair[0] in persons
            and pair[1] in persons
            and (
                likeness := score.compare(persons[pair[0]], persons[pair[1]])
            ).is_proposed
        }
        return len(pairs), self._propose(alike)

    def _propose_matches(self, candidates):
        """Propose those of `candidates` who may be the same as self."""
        self.ensure_one()
        persons = (self | candidates)._persons()
        mine = persons.pop(self.id, None)
        compared = {
            (self.id, who): score.compare(mine, person)
            for who, person in persons.items()
            if mine
        }
        return self._propose(
            {pair: how for pair, how in compared.items() if how.is_proposed}
        )

    @api.model
    def _propose(self, alike):
        """Propose pairs to staff, but for those that are known already.

        Args:
            alike: a dict of pairs of partner ids to their `score.Likeness`.
        """
        # Staff review proposals; only the comparison itself writes them.
        Match = self.env["constituent.match"].sudo()
        if not alike:
            return Match
        both = list({who for pair in alike for who in pair})
        known = {
            frozenset((match.partner_id.id, match.other_id.id))
            for match in Match.search_fetch(
                [("partner_id", "in", both), ("other_id", "in", both)],
                ["partner_id", "other_id"],
            )
        }
        return Match.create(
            [
                {
                    # The one who came later may be the one who was there.
                    "partner_id": max(pair),
                    "other_id": min(pair),
                    "score": likeness.probability,
                    "reason": Match._reason_of(likeness),
                }
                for pair, likeness in alike.items()
                if frozenset(pair) not in known
            ]
        )

    def _persons(self):
        """What is known of those of self who are constituents now.

        Returns:
            A dict of partner id to `matching.person.Person`.
        """
        for name in COMPARED_MODELS:
            self.env[name].flush_model()
        identifiers, homes = self._identifiers_by_kind(), self._homes_by_partner()
        rows = self.env.execute_query(
            SQL(
                "SELECT who.id, who.name, who.zip, who.street, who.birth_date,"
                " who.is_company, place.uprn FROM res_partner who"
                " LEFT JOIN constituent_property place ON place.id = who.property_id"
                " WHERE who.id = ANY(%s) AND who.is_constituent AND who.active",
                self.ids,
            )
        )
        return {
            who: Person(
                name=name or "",
                postcode=code or "",
                street=street or "",
                birth_date=born,
                is_organisation=bool(is_company),
                uprn=uprn or "",
                former_uprns=frozenset(identifiers[who]["uprn"] - {uprn}),
                former_homes=frozenset(homes[who]),
                **{
                    kind: frozenset(identifiers[who][kind])
                    for kind in ("phones", "emails", "shared", "accounts")
                },
            )
            for who, name, code, street, born, is_company, uprn in rows
        }

    def _homes_by_partner(self):
        """Where they have lived, as postcode and street, by partner id."""
        homes = defaultdict(set)
        rows = self.env.execute_query(
            SQL(
                "SELECT home.partner_id, place.postcode, place.house, place.street"
                " FROM constituent_occupancy home"
                " JOIN constituent_property place ON place.id = home.property_id"
                " WHERE home.partner_id = ANY(%s) AND home.is_home"
                " AND home.valid_to < %s",
                self.ids,
                fields.Date.context_today(self),
            )
        )
        for who, code, house, street in rows:
            homes[who].add((code or "", " ".join(filter(None, [house, street]))))
        return homes

    def _identifiers_by_kind(self):
        """The identifiers in use, and former UPRNs, by partner id and kind."""
        identifiers = defaultdict(lambda: defaultdict(set))
        rows = self.env.execute_query(
            SQL(
                "SELECT partner_id, type, value_normalised,"
                # Shared because two records have it is what one person's two have.
                " is_shared AND is_found_shared IS NOT TRUE"
                " FROM constituent_identifier WHERE partner_id = ANY(%s) AND active"
                " AND value_normalised <> '' AND (type = 'uprn'"
                "  OR valid_to IS NULL OR valid_to >= %s)",
                self.ids,
                fields.Date.context_today(self),
            )
        )
        for who, kind, value, is_shared in rows:
            if is_shared:
                identifiers[who]["shared"].add(value)
            if kind in ("phone", "email"):
                identifiers[who][f"{kind}s"].add(value)
            elif kind == "uprn":
                identifiers[who]["uprn"].add(value)
            elif kind in OWN_ACCOUNTS:
                identifiers[who]["accounts"].add(f"{kind}:{value}")
        return identifiers
