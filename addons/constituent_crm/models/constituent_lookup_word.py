from odoo import api, fields, models
from odoo.tools import SQL

from ..matching import keys

# So many ways to complete a word are tried.
MAX_COMPLETIONS = 12
# So many words may be like one that was typed; the most alike are chosen from them.
MAX_CANDIDATES = 400


class ConstituentLookupWord(models.Model):
    """A word that a look-up text begins with, and what its misspellings have in common.

    Few even in a large city: what is misspelt is mended here into words that there
    are, and those are looked up. PostgreSQL's own index of arrays answers; no
    extension is needed.
    """

    _name = "constituent.lookup.word"
    _description = "Constituent Look-Up Word"
    _order = "text"
    _rec_name = "text"
    _log_access = False

    text = fields.Char(required=True)
    spellings = fields.Char(required=True, help="The word's keys, with spaces between.")

    _text_uniq = models.UniqueIndex("(text text_pattern_ops)")
    # New words are rare, look-ups are not: no list of what is still to be indexed.
    _spellings_idx = models.Index(
        "USING gin (string_to_array(spellings, ' ')) WITH (fastupdate = off)"
    )

    @api.model
    def _learn(self, words):
        """Add those of `words` that are new."""
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
    def _near(self, typed):
        """Words that may be meant by one of `typed`, or that begin with one."""
        typed = [word for word in typed if keys.may_be_misspelt(word)]
        if not typed:
            return []
        near = [
            SQL(
                "(SELECT text FROM constituent_lookup_word"
                " WHERE string_to_array(spellings, ' ') && %s LIMIT %s)",
                [key for word in typed for key in keys.of_word(word)],
                MAX_CANDIDATES,
            )
        ]
        statement = SQL(" UNION ").join(near + [self._beginning(w) for w in typed])
        return [word for (word,) in self.env.execute_query(statement)]

    @api.model
    def _beginning(self, start):
        return SQL(
            "(SELECT text FROM constituent_lookup_word"
            " WHERE text ~>=~ %s AND text ~<~ %s ORDER BY text USING ~<~ LIMIT %s)",
            start,
            start + keys.LAST_SIGN,
            MAX_COMPLETIONS,
        )

    @api.model
    def _unlink_words_only_of(self, partners):
        """Forget the words that nobody but `partners`, who are erased, is called."""
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
        """Forget the words that nobody is called any more."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup_word word WHERE NOT EXISTS"
                " (SELECT FROM constituent_lookup lookup, (VALUES (TRUE), (FALSE))"
                "   AS either (is_address)"
                "  WHERE lookup.is_address = either.is_address"
                "   AND lookup.text ~>=~ word.text"
                "   AND lookup.text ~<~ (word.text || %s))",
                # The sign that follows the space.
                "!",
            )
        )
