from functools import partial

from odoo import api, models
from odoo.tools import frozendict, ormcache

from ...matching import query, rank, spelling_correction

MAX_ROWS_SHOWN = 40


class ConstituentLookup(models.Model):
    """Search of the look-up box: choice and ranking of the rows found."""

    _inherit = "constituent.lookup"

    @api.model
    def _search_constituents(self, text, limit=8):
        """Search constituents; see `res.partner._constituent_lookup`."""
        self.check_access("read")
        limit = max(0, min(int(limit), MAX_ROWS_SHOWN))
        text = text if isinstance(text, str) else ""
        region = self.env["constituent.identifier"]._region()
        asked = query.parse(text, region)
        if asked.is_empty or not limit:
            return []
        found = (
            self._lookup_referred_to(text, limit)
            or self._lookup_by_identifier(asked, limit)
            or self._lookup_by_postcode(asked)
            or self._lookup_by_name(asked, limit)
        )
        if not found and asked.outward and asked.words:
            anywhere = query.parse(text, region, has_outward=False)
            found = self._lookup_by_name(anywhere, limit) if anywhere.words else []
        return self._lookup_best(found, limit)

    @api.model
    def _lookup_referred_to(self, text, limit):
        hits = self.env["res.partner"]._lookup_by_reference(text, limit)
        if not hits:
            return []
        rows = self._rows_by_id(hit[0].id for hit in hits)
        return [
            (rows[partner.id], reason, score)
            for partner, reason, score in hits
            if partner.id in rows
        ]

    @api.model
    def _lookup_by_identifier(self, asked, limit):
        if not (asked.exact or asked.start or asked.uprn):
            return []
        rows = self._rows_known_by(asked.exact, asked.start, asked.uprn, limit)
        known = [row for row in rows if row["type"]]
        whole = [row for row in known if row["is_whole"]]
        # Digits that are somebody's phone number are no UPRN.
        if not any(row["type"] == "phone" for row in whole or known):
            whole += [row for row in rows if not row["type"]]
        return [self._lookup_identified(row) for row in whole or known]

    @api.model
    def _lookup_identified(self, row):
        if not row["type"]:
            return row, self.env._("lives at this UPRN"), 0.9
        flags = ("is_whole", "is_current", "is_verified", "is_shared")
        fit = rank.identifier(**{name: bool(row[name]) for name in flags})
        types = self.env["constituent.identifier"]._fields["type"]
        label = dict(types._description_selection(self.env))[row["type"]]
        reasons = {
            "ended": self.env._("%s, no longer used", label),
            "shared": self.env._("%s, shared", label),
            "verified": self.env._("%s, verified", label),
        }
        return row, reasons.get(fit.reason, label), fit.score

    @api.model
    def _lookup_by_postcode(self, asked):
        if not asked.postcode:
            return []
        rows = self._rows_at(asked.postcode)
        rows.sort(key=lambda row: rank.house_order(row["street"]))
        fits = [
            (row, rank.at_postcode(asked, row["name"], row["street"])) for row in rows
        ]
        found = [self._lookup_fitting(row, fit) for row, fit in fits if fit]
        return [hit for hit in found if hit[2] > rank.SIMILAR] or found

    @api.model
    def _lookup_by_name(self, asked, limit):
        if asked.postcode:
            asked = asked.nearby()
        if not (asked.words or asked.outward):
            return []
        phrases = asked.phrases()
        rows = self._rows_beginning(phrases, asked.outward, limit)
        found = self._lookup_named(asked, rows)
        is_enough = len({row["id"] for row in rows}) >= limit
        # An exact match of the name is not a misspelling.
        if is_enough or not asked.words or any(hit[2] >= rank.WHOLE for hit in found):
            return found
        return found + self._lookup_by_other_words(asked, limit, bool(found))

    @api.model
    def _lookup_by_other_words(self, asked, limit, is_found):
        """Find names by similar or incomplete words, or by words in any position.

        Args:
            asked: the parsed query.
            limit: the greatest number of rows.
            is_found: whether there is a name that begins with what was typed.
        """
        words = self.env["constituent.lookup.word"]._find_similar(asked.words)
        meant = spelling_correction.phrases(asked.words, words)
        if not is_found:
            begun = spelling_correction.completed(asked.phrases(), words)
            meant = begun | meant | begun
        for phrase in asked.phrases():
            meant.pop(phrase, None)
        found = self._lookup_meant(asked, meant, limit)
        if is_found:
            return found
        for look_up in (
            self._lookup_at_street,
            partial(self._lookup_meant_widely, tried=meant),
            self._lookup_with_all,
            self._lookup_in_part,
        ):
            if any(hit[2] > rank.LIKELY for hit in found):
                break
            found += look_up(asked, words, limit)
        return rank.without_unlikely(found)

    @api.model
    def _lookup_meant_widely(self, asked, words, limit, tried):
        wide = spelling_correction.phrases(asked.words, words, is_wide=True)
        meant = {phrase: wide[phrase] for phrase in wide if phrase not in tried}
        return self._lookup_meant(asked, meant, limit)

    @api.model
    def _lookup_in_part(self, asked, words, limit):
        phrases = spelling_correction.without_one_word(asked.words, words)
        meant = dict.fromkeys(phrases, spelling_correction.ALIKE)
        return self._lookup_meant(asked, meant, limit)

    @api.model
    def _lookup_meant(self, asked, meant, limit):
        rows = self._rows_beginning(list(meant), asked.outward, limit)
        return self._lookup_named(asked, rows, list(meant.values()))

    @api.model
    def _lookup_at_street(self, asked, words, limit):
        places = [
            (
                spelling_correction.names_at(name, words),
                spelling_correction.streets(street, words),
            )
            for name, street in asked.named_at()
        ]
        places = [place for place in places if all(place)]
        rows = self._rows_named_at(places, asked.outward, limit) if places else []
        return self._lookup_named_at(asked, rows)

    @api.model
    def _lookup_with_all(self, asked, words, limit):
        choices = spelling_correction.anywhere(asked.words, words)
        rows = self._rows_with_all(choices, asked.outward, limit) if choices else []
        found = []
        for row in rows:
            alike = 1.0
            if not asked.is_begun_of(row["found"]):
                alike = spelling_correction.name_likeness(asked.words, row["found"])
            if alike:
                found += self._lookup_named(asked, [{**row, "place": 1}], [alike])
        return found

    @api.model
    def _lookup_named_at(self, asked, rows):
        return [
            self._lookup_fitting(row, rank.named_at(asked, row["name"], row["street"]))
            for row in rows
        ]

    @api.model
    def _lookup_named(self, asked, rows, likeness=()):
        """Score the rows of a search by name or address.

        Args:
            asked: the parsed query.
            rows: dicts of a search, with `found`, `is_address` and `place` (from 1).
            likeness: of each phrase looked for, from 0 to 1; () if typed so.
        """
        fits = (
            (
                row,
                rank.text(
                    asked,
                    row["found"],
                    row["name"],
                    is_address=row["is_address"],
                    alike=likeness[row["place"] - 1] if likeness else 1,
                ),
            )
            for row in rows
        )
        return [self._lookup_fitting(row, fit) for row, fit in fits]

    @api.model
    def _lookup_fitting(self, row, fit):
        return row, self._lookup_reasons()[fit.reason], fit.score

    @api.model
    @ormcache("self.env.lang")
    def _lookup_reasons(self):
        """Return the translated labels of the reasons in `rank`."""
        return frozendict(
            {
                "name": self.env._("name"),
                "name_postcode": self.env._("name and postcode"),
                "name_nearby": self.env._("name, another postcode nearby"),
                "name_address": self.env._("name and address"),
                "address": self.env._("address"),
                "postcode": self.env._("postcode"),
                "house_postcode": self.env._("house and postcode"),
                "similar_name": self.env._("similar name"),
                "similar_name_postcode": self.env._("similar name, same postcode"),
                "similar_address": self.env._("similar address"),
            }
        )

    @api.model
    def _lookup_best(self, found, limit):
        """Return the best hits as dicts for the look-up box, each constituent once."""
        best = {}
        for row, reason, score in sorted(found, key=lambda hit: -hit[2]):
            best.setdefault(row["id"], (row, reason, score))
        return [
            {
                "id": row["id"],
                "name": row["name"] or "",
                "reason": reason,
                "score": round(score, 2),
                "detail": self._lookup_detail(row),
                "icon": row["icon"] or "fa-user",
                "is_marked": row["is_marked"],
                "is_similar": score <= rank.SIMILAR,
            }
            for row, reason, score in list(best.values())[:limit]
        ]

    @api.model
    def _lookup_detail(self, row):
        """Return the line under the name: kind, address and contact point."""
        place = " ".join(filter(None, [row["street"], row["zip"]]))
        parts = [row["kind"], place, row["phone"] or row["email"]]
        return " · ".join(filter(None, parts))
