from odoo import api, fields, models
from odoo.tools import SQL

from ...matching import keys


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
    is_address = fields.Boolean(required=True, default=False)

    _text_idx = models.Index("(is_address, text text_pattern_ops)")
    _outward_idx = models.Index(
        "(outward, is_address, text text_pattern_ops) WHERE outward IS NOT NULL"
    )

    def _renew(self, partners):
        """Make the texts of `partners` anew: none for who is no constituent now."""
        self._drop(partners)
        self._add(partners)

    @api.model
    def _erasure_forget(self, partners):
        # While it is known yet which words are theirs.
        self.env["constituent.lookup.word"]._unlink_words_only_of(partners)
        self._drop(partners)

    def _drop(self, partners):
        # Nothing refers to these rows, and there are many: no need of `unlink`.
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup WHERE partner_id = ANY(%s)",
                list(partners.ids),
            )
        )
        self.invalidate_model()

    def _add(self, partners):
        """Make the texts of `partners`, who have none.

        Whoever may edit a contact keeps what is derived from it, in one statement.
        """
        rows = [row for partner in partners for row in self._rows_of(partner)]
        if not rows:
            return
        ids, texts, outwards, addresses = (
            list(column) for column in zip(*rows, strict=True)
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_lookup"
                " (partner_id, text, outward, is_address) SELECT * FROM"
                " unnest(%s::int[], %s::text[], %s::text[], %s::boolean[])",
                ids,
                texts,
                outwards,
                addresses,
            )
        )
        self.env["constituent.lookup.word"]._learn(keys.words_of(texts))

    @api.model
    def _rows_of(self, partner):
        """Id, text, outward code and whether it is an address, for each text."""
        if not (partner.is_constituent and partner.active):
            return []
        outward = keys.outward(partner.zip) or None
        return [
            *(
                (partner.id, text, outward, False)
                for text in keys.of_name(partner.name)
            ),
            *(
                (partner.id, text, outward, True)
                for text in keys.of_street(partner.street)
            ),
        ]
