from odoo import api, fields, models
from odoo.tools import SQL

from ...matching import keys


class ConstituentLookup(models.Model):
    """A text by which the look-up box finds a constituent.

    Texts are derived from names and addresses and can always be recomputed. A name is
    stored once from each of its words on. Any beginning of any word is then one range
    of an index, read in its order, so that frequent surnames are found as quickly as
    rare ones.
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
        """Recompute the texts of partners. Only active constituents have any.

        Args:
            partners: `res.partner` records.
        """
        self._drop(partners)
        self._add(partners)

    @api.model
    def _erasure_forget(self, partners):
        # Before the texts are deleted, while the partners' words are known.
        self.env["constituent.lookup.word"]._unlink_words_only_of(partners)
        self._drop(partners)

    def _drop(self, partners):
        # Nothing refers to these many rows, so that `unlink` is not needed.
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_lookup WHERE partner_id = ANY(%s)",
                list(partners.ids),
            )
        )
        self.invalidate_model()

    def _add(self, partners):
        """Insert the texts of partners who have none, in one statement.

        It needs no access right, because users who may edit a contact may change
        derived data.

        Args:
            partners: `res.partner` records.
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
        """Return the rows of a partner: id, text, outward code, and whether address."""
        if not (partner.is_constituent and partner.active):
            return []
        outward = keys.outward(partner.zip) or None
        is_body = partner.is_company or partner.kind_id.is_organisation
        return [
            *(
                (partner.id, text, outward, False)
                for text in keys.of_name(partner.name, is_body=is_body)
            ),
            *(
                (partner.id, text, outward, True)
                for text in keys.of_street(partner.street)
            ),
        ]
