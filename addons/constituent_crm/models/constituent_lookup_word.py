from odoo import api, fields, models
from odoo.tools import SQL

from ..matching import familiar_names, keys

# Maximum of completions that are tried for a word.
MAX_COMPLETIONS = 12
# Maximum of words that a familiar form such as `Gabi` may be short for.
MAX_FAMILIAR = 40
# Maximum of words that share a key with a typed one. The most similar are chosen.
MAX_CANDIDATES = 100


class ConstituentLookupWord(models.Model):
    """The first word of a look-up text, with keys that its misspellings share.

    There are few, even in a large city. A misspelt word is corrected to words of this
    table, which are then looked up. PostgreSQL's index on arrays suffices, without an
    extension.
    """

    _name = "constituent.lookup.word"
    _description = "Constituent Look-Up Word"
    _order = "text"
    _rec_name = "text"
    _log_access = False

    text = fields.Char(required=True)
    spellings = fields.Char(required=True, help="The word's keys, with spaces between.")

    _text_uniq = models.UniqueIndex("(text text_pattern_ops)")
    # New words are rare and look-ups frequent, so that a pending list would only slow
    # down reading.
    _spellings_idx = models.Index(
        "USING gin (string_to_array(spellings, ' ')) WITH (fastupdate = off)"
    )

    @api.model
    def _learn(self, words):
        """Add new words.

        Args:
            words: words in normal form.
        """
        words = sorted(words)
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_lookup_word (text, spellings)"
                " SELECT * FROM unnest(%s::text[], %s::text[]) AS new (text, spellings)"
                " WHERE NOT EXISTS (SELECT FROM constituent_lookup_word known"
                "  WHERE known.text = new.text) ON CONFLICT DO NOTHING",
                words,
                [" ".join(keys.of_word(word)) for word in words],
            )
        )

    @api.model
    def _find_similar(self, typed):
        """Return known words that resemble a typed word, begin with one, or are in one.

        Forms of a name, such as William of Bill, resemble it.

        Args:
            typed: words in normal form.

        Returns:
            List of words.
        """
        words, exact = typed, sorted(keys.exact_of(typed))
        typed = [word for word in typed if keys.may_be_misspelt(word)]
        if not typed and not exact:
            return []
        parted = (parts for word in typed for parts in keys.after_particles(word))
        joined = (one for one, *_place in keys.joined(tuple(words)))
        meant = {*typed, *joined, *(parts[-1] for parts in parted)}
        meant = filter(keys.may_be_misspelt, meant)
        near = {key for word in meant for key in keys.of_typed_word(word)}
        found = [
            self._find_by_keys(sorted(near)),
            SQL(
                "(SELECT text FROM constituent_lookup_word WHERE text = ANY(%s))", exact
            ),
        ]
        found += [self._find_beginning(word, MAX_COMPLETIONS) for word in typed]
        stems = filter(None, map(familiar_names.stem_of, typed))
        found += [self._find_beginning(stem, MAX_FAMILIAR) for stem in stems]
        statement = SQL(" UNION ").join(found)
        return [word for (word,) in self.env.execute_query(statement)]

    @api.model
    def _find_by_keys(self, spellings):
        # One key at a time: frequent ones do not displace the words of rare ones, and
        # the planner uses the index even for few words.
        return SQL(
            "(SELECT near.text FROM unnest(%s) AS typed (key) CROSS JOIN LATERAL"
            " (SELECT text FROM constituent_lookup_word"
            "  WHERE string_to_array(spellings, ' ') @> ARRAY[typed.key]"
            "  LIMIT %s) AS near)",
            spellings,
            MAX_CANDIDATES,
        )

    @api.model
    def _find_beginning(self, start, most):
        return SQL(
            "(SELECT text FROM constituent_lookup_word"
            " WHERE text ~>=~ %s AND text ~<~ %s ORDER BY text USING ~<~ LIMIT %s)",
            start,
            start + keys.LAST_SIGN,
            most,
        )

    @api.model
    def _unlink_words_only_of(self, partners):
        """Delete the words that only `partners`, who are being erased, have."""
        self.env["constituent.lookup"].flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup_word word WHERE text IN"
                " (SELECT split_part(text, ' ', 1) FROM constituent_lookup"
                "  WHERE partner_id = ANY(%(ids)s))"
                " AND NOT EXISTS (SELECT FROM constituent_lookup lookup"
                "  WHERE lookup.is_address IN (TRUE, FALSE)"
                "   AND lookup.text ~>=~ word.text"
                "   AND lookup.text ~<~ (word.text || '!')"
                "   AND lookup.partner_id <> ALL(%(ids)s))",
                ids=partners.ids,
            )
        )

    @api.autovacuum
    def _gc_words(self):
        """Delete the words that no constituent has any more."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup_word word WHERE NOT EXISTS"
                " (SELECT FROM constituent_lookup lookup, (VALUES (TRUE), (FALSE))"
                "   AS either (is_address)"
                "  WHERE lookup.is_address = either.is_address"
                "   AND lookup.text ~>=~ word.text"
                "   AND lookup.text ~<~ (word.text || %s))",
                # The character after the space.
                "!",
            )
        )
