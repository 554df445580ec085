from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .. import addresses
from ..gazetteer import entries
from ..matching import places

# What is read of a property to compare it with a text.
COLUMNS = (
    "id",
    "house",
    "organisation",
    "street",
    "locality",
    "city",
    "administrative_area",
    "postcode",
    "other_addresses",
)
# Properties of which another address has one of some keys. A list of many keys would
# take the index far longer than each of them. PostgreSQL takes keys for more frequent
# than they are: the limit, of more flats than a building has, keeps it to the index.
BY_OTHER_KEYS = """
    SELECT place.id FROM unnest(%s::text[]) AS key CROSS JOIN LATERAL (
        SELECT id FROM constituent_property WHERE other_keys <> ''
            AND string_to_array(other_keys, ' ') @> ARRAY[key] LIMIT 300
    ) AS place
"""
# Maximum of properties that are read for one text. Houses called The Cottage may be
# more: then the name does not help to find one.
MAX_ROWS = 1000
# Fewer characters begin too many addresses.
MIN_BEGUN_LENGTH = 3


class ConstituentProperty(models.Model):
    """Matching of an address that anybody has written to a property.

    The package `addresses` reads and compares. Candidates are found by exact keys:
    street and number, postcode. Only for texts that are not certain then, names are
    corrected, and buildings are found by their name.
    """

    _inherit = "constituent.property"

    door_key = fields.Char(
        compute="_compute_address",
        store=True,
        export_string_translation=False,
        help="Street and number as a search key.",
    )
    door_end_key = fields.Char(
        compute="_compute_address",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
        help="Street and last number of a range.",
    )
    building_key = fields.Char(
        compute="_compute_address",
        store=True,
        index="btree_not_null",
        export_string_translation=False,
        help="Name of the building as a search key.",
    )

    postcode_start = fields.Char(
        string="Postcode Begins With",
        compute="_compute_postcode_start",
        search="_search_postcode_start",
        export_string_translation=False,
    )
    other_keys = fields.Char(
        compute="_compute_address",
        store=True,
        export_string_translation=False,
        help="Search keys of the other addresses, with spaces between.",
    )

    _door_idx = models.Index("(door_key text_pattern_ops)")
    _other_keys_idx = models.Index(
        "USING gin (string_to_array(other_keys, ' ')) WITH (fastupdate = off)"
        " WHERE other_keys <> ''"
    )

    @api.depends("postcode")
    def _compute_postcode_start(self):
        for place in self:
            place.postcode_start = place.postcode

    @api.model
    def _search_postcode_start(self, operator, value):
        """Find postcodes by their normal form, whole or only begun."""
        if operator not in ("ilike", "=ilike") or not isinstance(value, str):
            return NotImplemented
        starts = places.postcode_starts(value)
        # What is no postcode of a known form is compared as it is.
        typed = Domain("postcode", "=ilike", f"{value.strip()}%")
        whole = Domain("postcode", "in", self._postcode_spellings(value))
        begun = (Domain("postcode", "=like", f"{start}%") for start in starts)
        return typed | whole | Domain.OR(begun)

    def _learn_names(self):
        """Make the names of streets and buildings known to address matching."""
        self.env["constituent.property.name"]._learn(
            name for place in self for name in entries.names(place)
        )

    @api.model
    def _match_address(self, text, limit=5):
        """Return the properties that a text may mean.

        Args:
            text: an address as anybody writes it, or prose that holds one.
            limit: maximum of properties.

        Returns:
            List of dicts, best first: id, score (0 to 1), is_certain, and reason in
            words. At most the first is certain: it is the one that was meant, or the
            building of a flat whose number is not written.
        """
        return self._match_addresses([text], limit)[0]

    @api.model
    def _match_addresses(self, texts, limit=5):
        """Return the properties that each of several texts may mean.

        Args:
            texts: as in `_match_address`.
            limit: maximum of properties for each.

        Returns:
            A list for each text, as `_match_address` returns it.
        """
        self.browse().check_access("read")
        keys = (*addresses.SEARCH_KEYS, "other_keys")
        self.flush_model([*COLUMNS, "status", "active", *keys])
        Name = self.env["constituent.property.name"]
        country = self.env["constituent.identifier"]._region()
        searches = [addresses.Search(text, country) for text in texts]
        streets = Name._known_streets(_union(one.name_keys for one in searches))
        for one in searches:
            one.begin(streets)
        ranked = self._ranked(searches, limit)
        doubtful = [one for one in searches if one.is_doubtful]
        if doubtful:
            near = Name._near(
                _union(one.numbered_keys | one.building_keys for one in doubtful)
            )
            for one in doubtful:
                one.correct(*near)
            ranked |= self._ranked(doubtful, limit)
        return [
            [self._match_values(found) for found in ranked[one]] for one in searches
        ]

    @api.model
    def _match_certain(self, text):
        """Return the property that a text certainly means, an empty one for none.

        Args:
            text: as in `_match_address`.
        """
        found = self._match_address(text, limit=1)
        return self.browse(one["id"] for one in found if one["is_certain"])

    @api.model
    def _postcode_spellings(self, text):
        """Return how properties may have the postcode that a text holds.

        Args:
            text: a postcode of the council's country, or prose with one.

        Returns:
            A tuple of texts, the normal form first; () without a postcode.
        """
        country = self.env["constituent.identifier"]._region()
        return addresses.spellings_in(text, country)

    @api.model
    def _postcode_in(self, text):
        """Return the postcode that a text holds in its normal form, "" for none.

        Args:
            text: as in `_postcode_spellings`.
        """
        return next(iter(self._postcode_spellings(text)), "")

    @api.model
    def _match_begun(self, text, limit=8):
        """Return the properties that a text may mean while it is still typed.

        Args:
            text: an address, or the beginning of one.
            limit: maximum of properties.

        Returns:
            As `_match_address`. Those that only begin as the text does follow the
            others; their score is 0, and their reason is empty.
        """
        if len((text or "").strip()) < MIN_BEGUN_LENGTH:
            return []
        found = self._match_address(text, limit)
        if len(found) < limit and not (found and found[0]["is_certain"]):
            known = [one["id"] for one in found]
            begun = self._found_by(text) & Domain("status", "!=", "historic")
            begun &= Domain("id", "not in", known)
            found += [
                {"id": place.id, "score": 0, "is_certain": False, "reason": ""}
                for place in self.search(begun, limit=limit - len(found))
            ]
        return found

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Return the property that a text certainly means before those that contain it.

        Where none contains it, those that it may mean are returned.
        """
        offered = super().name_search(name, domain, operator, limit)
        if operator != "ilike" or not name:
            return offered
        found = self._match_address(name)
        if offered and not (found and found[0]["is_certain"]):
            return offered
        meant = [one["id"] for one in (found[:1] if offered else found)]
        allowed = self.search(Domain(domain or Domain.TRUE) & Domain("id", "in", meant))
        names = {place.id: place.display_name for place in allowed}
        first = [(number, names[number]) for number in meant if number in names]
        return [*first, *(one for one in offered if one[0] not in names)][:limit]

    @api.model
    @api.readonly
    def suggest_addresses(self, text, limit=8):
        """Return the properties to offer for an address that is being typed.

        Args:
            text: as in `_match_begun`.
            limit: maximum of properties.

        Returns:
            List of dicts, best first: id, uprn, name, address (house and street),
            postcode, ward, is_certain and reason.
        """
        found = self._match_begun(text, limit)
        places = self.browse(one["id"] for one in found)
        return [
            {
                **place._address_label(),
                "is_certain": one["is_certain"],
                "reason": one["reason"],
            }
            for one, place in zip(found, places, strict=True)
        ]

    def _address_label(self):
        """Return what a screen shows of a property, see `suggest_addresses`."""
        self.ensure_one()
        return {
            "id": self.id,
            "uprn": self.uprn,
            "name": self.name,
            "address": self._address()["street"],
            "postcode": self.postcode or "",
            "ward": self.ward_id.name or "",
        }

    @api.model
    def _ranked(self, searches, limit):
        """Return the matches of each `addresses.Search`, as a dict."""
        doors = _union(one.doors for one in searches)
        found = self._candidates(
            {
                "door_key": doors,
                "door_end_key": doors,
                "postcode": _union(one.postcodes for one in searches),
                "building_key": _union(one.buildings for one in searches),
            },
            MAX_ROWS * len(searches),
        )
        return {one: one.rank(found, limit) for one in searches}

    @api.model
    def _candidates(self, wanted, most):
        """Return the properties that have one of the keys, by each of their keys.

        Args:
            wanted: set of keys by column.
            most: maximum of properties. Where there are more, none is returned.

        Returns:
            Dict of key to list of `addresses.Entry` that the user may see.
        """
        conditions = [
            SQL("%s = ANY(%s)", SQL.identifier(self._table, column), sorted(keys))
            for column, keys in wanted.items()
            if keys
        ]
        if not conditions:
            return {}
        named = wanted["door_key"] | wanted["building_key"]
        # As a list, so that it is an index scan beside the others.
        others = SQL("ARRAY(%s)", SQL(BY_OTHER_KEYS, sorted(named)))
        place_id = SQL.identifier(self._table, "id")
        conditions.append(SQL("%s = ANY(%s)", place_id, others))
        query = self._search(Domain("status", "!=", "historic"))
        query.add_where(SQL("(%s)", SQL(" OR ").join(conditions)))
        query.limit = most + 1
        columns = (*COLUMNS, *addresses.SEARCH_KEYS)
        rows = self.env.execute_query(
            query.select(*(SQL.identifier(self._table, name) for name in columns))
        )
        found = {}
        for row in rows if len(rows) <= most else ():
            values = [value or "" for value in row]
            number, house, who, street, *places, postcode, lines = values[
                : len(COLUMNS)
            ]
            rest = (street, tuple(places), postcode)
            entry = addresses.Entry.of(number, house, *rest)
            for key in {postcode, *values[len(COLUMNS) :]} - {""}:
                found.setdefault(key, []).append(entry)
            lines = entries.with_organisation(house, who, lines)
            for entry in addresses.Entry.others(number, lines, *rest):
                for key in {postcode, *entry.search_keys.values()} - {""}:
                    found.setdefault(key, []).append(entry)
        return found

    @api.model
    def _match_values(self, match):
        return {
            "id": match.id,
            "score": match.score,
            "is_certain": match.is_certain,
            "reason": self._match_reason(match),
        }

    @api.model
    def _match_reason(self, match):
        """Return why a property was found, and why it is not certain, in words."""
        reason = self._reasons()[match.reason]
        doubt = self._doubts().get(match.doubt)
        return f"{reason} {doubt}" if doubt else reason

    @api.model
    def _reasons(self):
        return {
            "whole": self.env._("House, street and postcode are the same."),
            "similar_street_postcode": self.env._(
                "House and postcode are the same, the street is similar."
            ),
            "single_postcode": self.env._("The postcode is this property's alone."),
            "house_postcode": self.env._("House and postcode are the same."),
            "street": self.env._("House and street are the same."),
            "similar_street": self.env._("The house is the same, the street similar."),
            "other_postcode": self.env._(
                "House and street are the same, with another postcode."
            ),
            "range": self.env._("The number is in the range of this house."),
            "other_address": self.env._("This is another address of the property."),
            "near_number": self.env._("The number differs."),
            "building": self.env._("A flat without its number: this is the building."),
            "unknown_flat": self.env._("The gazetteer does not have this flat."),
            "some_flat": self.env._("One of the flats of this address."),
            "part": self.env._("The flat is named in another way."),
        }

    @api.model
    def _doubts(self):
        return {
            "several": self.env._("Other properties fit as well."),
            "beside": self.env._("Something beside it is meant."),
            "number": self.env._("The number is not clear."),
            "flat": self.env._("The flat is not clear."),
            "street": self.env._("The street is not clear."),
            "postcode": self.env._("The postcode contradicts it."),
            "town": self.env._("Another town may be meant."),
        }


def _union(sets):
    return set().union(*sets)
