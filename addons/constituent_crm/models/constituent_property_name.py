from odoo import api, fields, models
from odoo.tools import SQL

from ..addresses import names_of, spellings_of

# Maximum of names that may resemble one. The similar ones are chosen from them.
MAX_CANDIDATES = 400


class ConstituentPropertyName(models.Model):
    """The name of a street or building in the gazetteer, with keys of its misspellings.

    There are few, even in a large city, so that a misspelt name is soon corrected to
    one of this table. PostgreSQL's index on arrays suffices, without an extension.
    """

    _name = "constituent.property.name"
    _description = "Name of a Street or Building"
    _order = "text"
    _rec_name = "text"
    _log_access = False

    text = fields.Char(required=True, help="The name as one word, in lower case.")
    is_street = fields.Boolean(help="It is a street's name, not a building's.")
    stem = fields.Char(
        index="btree_not_null", help="The name of a street without its type."
    )
    spellings = fields.Char(required=True, help="The name's keys, with spaces between.")

    _text_uniq = models.UniqueIndex("(text text_pattern_ops, is_street)")
    # New names are rare and searches frequent, so that a pending list would only slow
    # down reading.
    _spellings_idx = models.Index(
        "USING gin (string_to_array(spellings, ' ')) WITH (fastupdate = off)"
    )

    @api.model
    def _learn(self, addresses):
        """Add the names that are new.

        Args:
            addresses: pairs of house and street, as in `constituent.property`.
        """
        stems = {}
        for house, street in set(addresses):
            stems |= names_of(house or "", street or "")
        names = sorted(stems)
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_property_name"
                " (text, is_street, stem, spellings)"
                " SELECT text, is_street, NULLIF(stem, ''), spellings"
                " FROM unnest(%s::text[], %s::bool[], %s::text[], %s::text[])"
                "  AS new (text, is_street, stem, spellings)"
                " WHERE NOT EXISTS (SELECT FROM constituent_property_name known"
                "  WHERE known.text = new.text AND known.is_street = new.is_street)"
                " ON CONFLICT DO NOTHING",
                [text for text, _is_street in names],
                [is_street for _text, is_street in names],
                [stems[name] for name in names],
                [" ".join(spellings_of(text)) for text, _is_street in names],
            )
        )

    @api.model
    def _known_streets(self, keys):
        """Return those of the keys that are names of streets, as a set."""
        if not keys:
            return set()
        found = self.env.execute_query(
            SQL(
                "SELECT text FROM constituent_property_name"
                " WHERE is_street AND text = ANY(%s)",
                list(keys),
            )
        )
        return {text for (text,) in found}

    @api.model
    def _near(self, keys):
        """Return the names that resemble one of the keys, or lack their type.

        Args:
            keys: keys of names as written.

        Returns:
            Three dicts of key to set of names: streets by spelling and by stem, and
            buildings by spelling.
        """
        by_spelling, by_stem, buildings = {}, {}, {}
        if not keys:
            return by_spelling, by_stem, buildings
        # Keys that begin alike share most of their spellings. Each group is searched
        # apart: one search with all of them takes the index far longer.
        groups = {}
        for key in keys:
            groups.setdefault(spellings_of(key)[0], set()).update(spellings_of(key))
        found = self.env.execute_query(
            SQL(
                "SELECT text, spellings, NULL, is_street"
                " FROM unnest(%s::text[]) AS asked (words)"
                " CROSS JOIN LATERAL (SELECT text, spellings, is_street"
                "  FROM constituent_property_name WHERE"
                "  string_to_array(spellings, ' ') && string_to_array(words, ' ')"
                "  LIMIT %s) AS near"
                " UNION ALL SELECT text, '', stem, TRUE FROM constituent_property_name"
                " WHERE stem = ANY(%s)",
                [" ".join(spellings) for spellings in groups.values()],
                MAX_CANDIDATES,
                list(keys),
            )
        )
        for text, spelled, stem, is_street in found:
            names = by_spelling if is_street else buildings
            for spelling in spelled.split():
                names.setdefault(spelling, set()).add(text)
            if stem:
                by_stem.setdefault(stem, set()).add(text)
        return by_spelling, by_stem, buildings

    @api.autovacuum
    def _gc_names(self):
        """Delete the names that no property has any more."""
        keys = ("door_key", "building_key", "other_keys")
        self.env["constituent.property"].flush_model(keys)
        self.env.cr.execute(
            SQL(
                "WITH others AS (SELECT DISTINCT split_part(key, '/', 1) AS text"
                "  FROM constituent_property"
                "  CROSS JOIN unnest(string_to_array(other_keys, ' ')) AS key"
                "  WHERE other_keys <> '')"
                " DELETE FROM constituent_property_name name WHERE NOT (NOT is_street"
                " AND EXISTS (SELECT FROM constituent_property place"
                "  WHERE place.building_key = name.text))"
                " AND NOT (is_street AND EXISTS (SELECT FROM constituent_property place"
                "  WHERE place.door_key ~>=~ (name.text || %s)"
                "   AND place.door_key ~<~ (name.text || %s)))"
                " AND NOT EXISTS (SELECT FROM others WHERE others.text = name.text)",
                "/",
                # The character after the slash.
                "0",
            )
        )
