from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .. import addresses

# What is read of a property to compare it with a text.
COLUMNS = (
    "id",
    "house",
    "street",
    "locality",
    "city",
    "administrative_area",
    "postcode",
)
# Maximum of doors that one text may name, and of properties that are read for it.
MAX_DOORS = 150
MAX_ROWS = 600


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

    _door_idx = models.Index("(door_key text_pattern_ops)")

    def _learn_names(self):
        """Make the names of streets and buildings known to address matching."""
        self.env["constituent.property.name"]._learn(
            (place.house, place.street) for place in self
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
        self.flush_model([*COLUMNS, "status", "active", *addresses.SEARCH_KEYS])
        written = [addresses.parse(text) for text in texts]
        Name = self.env["constituent.property.name"]
        names = Name._known_streets({key for one in written for key in one.name_keys()})
        streets = [one.name_keys() & names for one in written]
        found = self._found_for(written, streets)
        ranked = [
            self._ranked(*each, limit)
            for each in zip(written, found, streets, strict=True)
        ]
        doubtful = [
            place
            for place, one in enumerate(written)
            if not one.is_empty and not (ranked[place] and ranked[place][0].is_certain)
        ]
        if doubtful:
            self._correct(written, found, ranked, doubtful, streets, limit)
        return [[self._match_values(one) for one in row] for row in ranked]

    @api.model
    def _correct(self, written, found, ranked, doubtful, streets, limit):
        """Look for the doubtful texts again, with names that resemble theirs."""
        Name = self.env["constituent.property.name"]
        keys = {key for place in doubtful for key in written[place].numbered_keys()}
        by_spelling, by_stem = Name._near(keys)
        more = self._found_for(
            [written[place] for place in doubtful],
            [
                addresses.alike(written[place], by_spelling, by_stem)
                for place in doubtful
            ],
            has_buildings=True,
        )
        for place, entries in zip(doubtful, more, strict=True):
            ranked[place] = self._ranked(
                written[place], [*found[place], *entries], streets[place], limit
            )

    @api.model
    def _ranked(self, written, entries, streets, limit):
        postcodes = {entry.postcode for entry in entries}
        return addresses.matches(written, entries, postcodes, streets, limit)

    @api.model
    def _found_for(self, written, names, has_buildings=False):
        """Return the properties that texts may mean.

        Args:
            written: texts that `addresses.parse` has read.
            names: for each, keys of streets that it may name.
            has_buildings: whether to find buildings by their names.

        Returns:
            List of `addresses.Entry` for each text.
        """
        doors = [
            [
                f"{street}/{number}"
                for street in sorted(streets)
                for number in (*sorted(one.numbers), "")
            ][:MAX_DOORS]
            for one, streets in zip(written, names, strict=True)
        ]
        postcodes = [{postcode.text for postcode in one.postcodes} for one in written]
        buildings = [one.name_keys() if has_buildings else set() for one in written]
        rows = self._candidates(
            {door for some in doors for door in some},
            {text for some in postcodes for text in some} if not has_buildings else (),
            {name for some in buildings for name in some},
            MAX_ROWS * len(written),
        )
        by_key = {}
        for key, entry in rows:
            by_key.setdefault(key, []).append(entry)
        return [
            [
                entry
                for key in (*doors[place], *postcodes[place], *buildings[place])
                for entry in by_key.get(key, ())
            ]
            for place in range(len(written))
        ]

    @api.model
    def _candidates(self, doors, postcodes, buildings, most):
        """Return pairs of key and `addresses.Entry` of what the user may see."""
        conditions = [
            SQL("%s = ANY(%s)", SQL.identifier(self._table, column), sorted(values))
            for column, values in (
                ("door_key", doors),
                ("door_end_key", doors),
                ("postcode", postcodes),
                ("building_key", buildings),
            )
            if values
        ]
        if not conditions:
            return []
        query = self._search(Domain("status", "!=", "historic"))
        query.add_where(SQL("(%s)", SQL(" OR ").join(conditions)))
        query.limit = most
        keys = ("door_key", "door_end_key", "building_key")
        columns = [SQL.identifier(self._table, name) for name in (*COLUMNS, *keys)]
        pairs = []
        for row in self.env.execute_query(query.select(*columns)):
            number, house, street, locality, city, area, postcode, *found = row
            entry = addresses.Entry.of(
                number,
                house or "",
                street or "",
                (locality or "", city or "", area or ""),
                postcode or "",
            )
            pairs += ((key, entry) for key in (*found, postcode) if key)
        return pairs

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
            "house_postcode": self.env._("House and postcode are the same."),
            "street": self.env._("House and street are the same."),
            "similar_street": self.env._("The house is the same, the street similar."),
            "other_postcode": self.env._(
                "House and street are the same, with another postcode."
            ),
            "range": self.env._("The number is in the range of this house."),
            "near_number": self.env._("The number differs."),
            "building": self.env._("A flat without its number: this is the building."),
            "unknown_flat": self.env._(
                "The gazetteer does not have this flat: this is the building."
            ),
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
