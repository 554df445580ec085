from collections import defaultdict
from datetime import date
from itertools import combinations

from markupsafe import Markup
from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from ...matching import blocks, score
from ...matching.person import Person
from ...matching.personal_numbers import is_filler
from ...merging.links import ForeignKey, Numbered, restricted_columns
from ...merging.references import links_to
from ...merging.rows import Tables

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
COMPARED_KINDS = ("phones", "emails", "shared", "accounts", "personal_numbers")
MAX_MERGED = 3
# Tables that name a model beside the number, and whose rows core's merge moves itself.
MOVED_BY_CORE = {"ir_attachment", "ir_model_data", "mail_activity", "mail_message"}


class ResPartner(models.Model):
    """Possible duplicates: proposal, comparison and merge."""

    _inherit = "res.partner"

    merge_count = fields.Integer(
        compute="_compute_merge_count",
        groups="constituent_crm.group_supervisor,constituent_crm.group_dpo",
        help="How many records have been merged into this one.",
    )

    def action_find_matches(self):
        """Compare with all candidates, and open the matches."""
        self.ensure_one()
        self.check_access("read")
        # Officers may ask for a comparison; only the comparison writes what it finds.
        partner = self.sudo()
        if person := partner._persons().get(self.id):
            partner._store_match_keys()
            partner._propose_matches(partner._candidates_for(person))
        return self.action_view_matches()

    def _find_duplicates(self):
        """Compare self with all who share a key, and propose matches.

        Returns:
            How many pairs were compared, and the proposals.
        """
        own_persons = self._persons()
        keys = {
            partner_id: blocks.keys(person)
            for partner_id, person in own_persons.items()
        }
        Key = self.env["constituent.match.key"]
        Key._renew(self.ids, keys)
        blocks_ = Key._partner_groups(frozenset().union(*keys.values()))
        pairs = {
            (min(pair), max(pair))
            for block in blocks_
            for pair in combinations(set(block), 2)
            if pair[0] in own_persons or pair[1] in own_persons
        }
        others = {
            partner_id for pair in pairs for partner_id in pair
        } - own_persons.keys()
        persons = own_persons | self.browse(others)._persons()
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
        """Propose those of `candidates` who may be the same person as self."""
        self.ensure_one()
        persons = (self | candidates)._persons()
        own_person = persons.pop(self.id, None)
        compared = {
            (self.id, partner_id): score.compare(own_person, person)
            for partner_id, person in persons.items()
            if own_person
        }
        return self._propose(
            {pair: how for pair, how in compared.items() if how.is_proposed}
        )

    @api.model
    def _propose(self, alike):
        """Propose pairs to staff, except those that are known already.

        Args:
            alike: a dict of pairs of partner ids to their `score.Likeness`.
        """
        # Staff review proposals; only the comparison itself writes them.
        Match = self.env["constituent.match"].sudo()
        if not alike:
            return Match
        both = list({partner_id for pair in alike for partner_id in pair})
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
                    # The later record may be the same person as the earlier one.
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
        """Return the data to compare of those of self who are active constituents.

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
            partner_id: Person(
                name=name or "",
                postcode=code or "",
                street=street or "",
                birth_date=born,
                is_organisation=bool(is_company),
                uprn=uprn or "",
                former_uprns=frozenset(identifiers[partner_id]["uprn"] - {uprn}),
                former_homes=frozenset(homes[partner_id]),
                **{
                    kind: frozenset(identifiers[partner_id][kind])
                    for kind in COMPARED_KINDS
                },
            )
            for partner_id, name, code, street, born, is_company, uprn in rows
        }

    def _homes_by_partner(self):
        """Return former homes as (postcode, house and street), by partner id."""
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
        for partner_id, code, house, street in rows:
            homes[partner_id].add((code or "", " ".join(filter(None, [house, street]))))
        return homes

    def _identifiers_by_kind(self):
        """Return the identifiers in use, and former UPRNs, by partner id and kind."""
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
        for partner_id, kind, value, is_shared in rows:
            if is_shared:
                identifiers[partner_id]["shared"].add(value)
            if kind in ("phone", "email"):
                identifiers[partner_id][f"{kind}s"].add(value)
            elif kind == "uprn":
                identifiers[partner_id]["uprn"].add(value)
            elif kind in OWN_ACCOUNTS:
                identifiers[partner_id]["accounts"].add(f"{kind}:{value}")
            elif kind == "personal_number" and not (is_shared or is_filler(value)):
                identifiers[partner_id]["personal_numbers"].add(value)
        return identifiers

    def _compute_merge_count(self):
        merged = [("kept_id", "in", self.ids), ("state", "=", "merged")]
        counts = dict(
            self.env["constituent.merge"]._read_group(merged, ["kept_id"], ["__count"])
        )
        for partner in self:
            partner.merge_count = counts.get(partner._origin, 0)

    def action_view_merges(self):
        """Open the merges into this record, to undo them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_merge_action"
        )
        return {**action, "domain": [("kept_id", "=", self.id)], "context": {}}

    def _match_detail(self):
        """Return kind, address and contact points, on a line each."""
        self.ensure_one()
        place = ", ".join(filter(None, [self.street, self.city, self.zip]))
        reach = ", ".join(filter(None, [self.phone, self.email]))
        return "\n".join(filter(None, [self.kind_id.name, place, reach]))

    def _check_mergeable(self):
        """Raise a UserError if these records cannot be merged."""
        if problem := self._why_not_merged():
            raise UserError(problem)

    def _why_not_merged(self):
        """Return a sentence why these records cannot be merged; '' if they can."""
        if len(set(self.ids)) < 2:
            return self.env._(
                "A record cannot be merged with itself: choose another one."
            )
        if len(set(self.ids)) > MAX_MERGED:
            return self.env._("Choose at most %s records to merge.", MAX_MERGED)
        if self.exists() != self:
            return self.env._(
                "One of these records has been merged or deleted in the meantime."
            )
        # Staff may not read every user. They only learn that there is a login.
        for partner in self.sudo().with_context(active_test=False):
            if partner.user_ids:
                return self.env._(
                    "%s has a login and cannot be merged here.", partner.name
                )
            if not partner.is_constituent:
                return self.env._(
                    "%s is not a constituent and cannot be merged here.", partner.name
                )
            if partner._is_of_company():
                return self.env._("%s is the council's own contact.", partner.name)
            if (self - partner) & (partner.parent_id | partner.child_ids):
                return self.env._(
                    "%s belongs to the other record: these are two different"
                    " constituents.",
                    partner.name,
                )
        return ""

    def _prepare_merge_into(self, kept):
        """Move to `kept` what must move row by row, before core merges the rest.

        Core's merge moves rows table by table. If one row breaks a constraint, core
        deletes them all or fails. This method drops only rows that `kept` has, too.
        """
        self._merge_identifiers(kept)
        self.env.flush_all()
        tables = Tables(self.env.cr)
        restricted = restricted_columns(self.env.cr)
        for link in links_to(self.env, tables)(self._table):
            if link.table == self._table or not isinstance(link, ForeignKey | Numbered):
                continue
            left_by_core = (
                isinstance(link, Numbered) and link.table not in MOVED_BY_CORE
            )
            if left_by_core or (link.table, link.column) in restricted:
                self._move_rows(tables, link, kept)
        self.env.invalidate_all(flush=False)

    def _move_rows(self, tables, link, kept):
        for row in tables.matching(link.table, link.where(self.ids)).values():
            key = {name: row[name] for name in tables.keys[link.table]}
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    tables.update(link.table, key, {link.column: kept.id})
            except IntegrityError:
                tables.delete(link.table, [key])

    def _merge_identifiers(self, kept):
        """Copy the flags of the identifiers of self to the same ones of `kept`."""
        Identifier = self.env["constituent.identifier"].with_context(active_test=False)
        rows = Identifier.search([("partner_id", "in", (self | kept).ids)])
        theirs = {
            (row.type, row.value_normalised): row
            for row in rows
            if row.partner_id == kept
        }
        for row in rows - Identifier.union(*theirs.values()):
            double = theirs.get((row.type, row.value_normalised))
            if double:
                double.is_verified |= row.is_verified
                # What is shared because both have it will not be any more.
                if row.is_shared and not row.is_found_shared:
                    double.is_shared = True

    def _merge_homes(self):
        """Keep one current home after a merge: that of the address."""
        self.ensure_one()
        Occupancy = self.env["constituent.occupancy"].with_context(follows_history=True)
        homes = Occupancy._homes_of(self).filtered(lambda home: not home.valid_to)
        same = homes.filtered(lambda home: home.property_id == self.property_id)
        # The longest known home determines the start.
        same = (same or homes[:1]).sorted(lambda home: home.valid_from or date.min)
        left, home = homes - same, same[:1]
        (same - home).unlink()
        today = fields.Date.context_today(self)
        last = fields.Date.subtract(home.valid_from or today, days=1)
        for former in left:
            since = former.valid_from and min(former.valid_from, last)
            former.write({"valid_from": since, "valid_to": last})

    def _merge_relationships(self):
        """Merge repeated relationships after a merge, and keep the better evidence."""
        self.ensure_one()
        either = Domain("partner_id", "=", self.id) | Domain("other_id", "=", self.id)
        rows = self.env["constituent.relationship"].search(either)
        for row in rows.sorted(lambda row: (not row.evidence, not row.may_act, row.id)):
            if row.exists() and (again := row.search(row._repeated_domain())):
                both = row | again
                starts, ends = both.mapped("valid_from"), both.mapped("valid_to")
                again.unlink()
                row.write(
                    {
                        "valid_from": all(starts) and min(starts),
                        "valid_to": all(ends) and max(ends),
                    }
                )

    def _merged_values(self, gone):
        """Return the values that `gone` adds to self beyond those of core's merge."""
        notes = [note for note in (self.comment, gone.comment) if note]
        return {
            # Equal notes are kept once.
            "comment": Markup("<hr/>").join(dict.fromkeys(notes)) or False,
            "image_1920": self.image_1920 or gone.image_1920,
        }

    def action_compare(self):
        """Open the review screen with the records that were selected."""
        self._check_mergeable()
        action = self.env["ir.actions.client"]._for_xml_id(
            "constituent_crm.constituent_review_action"
        )
        name = self.env._("Compare and Merge")
        return {**action, "name": name, "params": {"partner_ids": self.ids}}

    @api.model
    def constituent_compare(self, partner_ids):
        """Return the records side by side for the review screen; see `_comparison`."""
        return self.browse(map(int, partner_ids))._comparison()

    @api.model
    def constituent_merge(self, partner_ids, kept_id, choices, seen):
        """Merge as reviewed; see `constituent.comparison._merge_reviewed`."""
        partners = self.browse(map(int, partner_ids))
        return self.env["constituent.comparison"]._merge_reviewed(
            partners, kept_id, choices, seen
        )

    def _comparison(self):
        """Return the comparison; see `constituent.comparison._compare`."""
        return self.env["constituent.comparison"]._compare(self)
