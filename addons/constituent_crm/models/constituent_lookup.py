from odoo import fields, models
from odoo.tools import SQL

from ..matching import keys

# So many are read at most where a word in the middle of a name is looked for.
MOST_READ = 2000
# So many ways to complete a word are tried.
MOST_COMPLETED = 12


class ConstituentLookup(models.Model):
    """A text under which the look-up box finds a constituent.

    Derived from names and addresses and always made anew from them. A name stands
    here from each of its words on, so that any beginning of any word is one range of
    an index, read in its order: as quick for the commonest surname as for the rarest.
    """

    _name = "constituent.lookup"
    _description = "Constituent Look-Up Text"
    _order = "id"
    _rec_name = "text"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    text = fields.Char(required=True)
    outward = fields.Char(help="The first half of the postcode.")
    is_address = fields.Boolean()

    _text_idx = models.Index("(text text_pattern_ops)")
    _outward_idx = models.Index(
        "(outward, text text_pattern_ops) WHERE outward IS NOT NULL"
    )

    def _renew(self, partners):
        """Make the texts of `partners` anew: none for who is no constituent now."""
        self._forget(partners)
        rows = []
        for partner in partners.filtered(lambda one: one.is_constituent and one.active):
            shared = {
                "partner_id": partner.id,
                "outward": keys.outward(partner.zip) or False,
            }
            rows += [{**shared, "text": text} for text in keys.of_name(partner.name)]
            rows += [
                {**shared, "text": text, "is_address": True}
                for text in keys.of_street(partner.street)
            ]
        # Whoever may edit a contact keeps what is derived from it.
        self.sudo().create(rows)

    def _forget(self, partners):
        # Nothing refers to these rows, and there are many: no need of `unlink`.
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup WHERE partner_id IN %s",
                tuple(partners.ids),
            )
        )
        self.invalidate_model()

    def _beginning(self, phrases, outward, limit):
        """Who has a text that begins with one of `phrases`.

        Args:
            phrases: normalised texts; '' fits everybody.
            outward: the first half of the postcode, or '' for any.

        Returns:
            A dict of partner id to the text and whether it is an address, at most
            `limit` for each phrase, in the order of the texts.
        """
        place = SQL("AND outward = %s", outward) if outward else SQL()
        ranges = [
            SQL(
                "(SELECT partner_id, text, is_address FROM constituent_lookup"
                " WHERE text LIKE %s %s ORDER BY text USING ~<~ LIMIT %s)",
                f"{phrase}%",
                place,
                limit,
            )
            for phrase in phrases
        ]
        return self._first_of_each(SQL(" UNION ALL ").join(ranges)) if ranges else {}

    def _completed(self, phrases):
        """The phrases with the first word completed in each way that there is.

        `smi ja` becomes `smith ja`, `smithson ja` and so on: a probe of the index for
        each, however many have the name.
        """
        told = []
        for phrase in phrases:
            first, _space, rest = phrase.partition(" ")
            told += [f"{word} {rest}" for word in self._words_beginning(first)]
        return told

    def _words_beginning(self, start):
        """First words of the texts that begin with `start`, at most a few."""
        # A loose index scan: on past everything that has the word, which sorts before
        # the word and `!`, the sign after the space.
        rows = self.env.execute_query(
            SQL(
                "WITH RECURSIVE word (first) AS ("
                " (SELECT split_part(text, ' ', 1) FROM constituent_lookup"
                "  WHERE text LIKE %(start)s ORDER BY text USING ~<~ LIMIT 1)"
                " UNION ALL"
                " SELECT (SELECT split_part(text, ' ', 1) FROM constituent_lookup"
                "   WHERE text LIKE %(start)s AND text ~>~ (word.first || '!')"
                "   ORDER BY text USING ~<~ LIMIT 1)"
                " FROM word WHERE word.first IS NOT NULL)"
                " SELECT first FROM word WHERE first IS NOT NULL LIMIT %(most)s",
                start=f"{start}%",
                most=MOST_COMPLETED,
            )
        )
        return [word for (word,) in rows]

    def _with_all(self, words, outward, limit):
        """Who has a text with a word that begins with each of `words`.

        The longest word leads; of the texts that begin with it the first two thousand
        are read.
        """
        lead = max(words, key=len)
        rest = list(words)
        rest.remove(lead)
        place = SQL("AND outward = %s", outward) if outward else SQL()
        others = [SQL("text LIKE %s", f"% {word}%") for word in rest]
        found = SQL(
            "SELECT partner_id, text, is_address FROM ("
            " SELECT partner_id, text, is_address FROM constituent_lookup"
            " WHERE text LIKE %s %s ORDER BY text USING ~<~ LIMIT %s) AS led"
            " WHERE %s LIMIT %s",
            f"{lead}%",
            place,
            MOST_READ,
            SQL(" AND ").join(others) if others else SQL("TRUE"),
            limit,
        )
        return self._first_of_each(found)

    def _first_of_each(self, statement):
        self.flush_model()
        found = {}
        for partner_id, *told in self.env.execute_query(statement):
            found.setdefault(partner_id, told)
        return found
