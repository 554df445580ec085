from odoo import fields, models
from odoo.tools import SQL

# A key of more than these tells too little to compare all who have it.
MAX_SHARING = 60


class ConstituentMatchKey(models.Model):
    """A key that two share who may be one: a number made from what is known of them.

    Derived, and made anew whenever a constituent is compared; see `matching.blocks`.
    """

    _name = "constituent.match.key"
    _description = "Constituent Comparison Key"
    _order = "id"
    _rec_name = "key"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )
    key = fields.Integer(required=True)

    _key_idx = models.Index("(key, partner_id)")

    def _renew(self, partner_ids, keys_of):
        """Replace the keys of `partner_ids`: none for who is not in `keys_of`.

        Args:
            keys_of: a dict of partner id to keys.
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_match_key WHERE partner_id = ANY(%s)",
                list(partner_ids),
            )
        )
        rows = [(who, key) for who, keys in keys_of.items() for key in keys]
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_match_key (partner_id, key)"
                " SELECT * FROM unnest(%s::integer[], %s::integer[])",
                [who for who, _key in rows],
                [key for _who, key in rows],
            )
        )
        self.invalidate_model()

    def _sharing(self, keys):
        """Who has each of `keys`, as lists of partner ids; huge ones are left out."""
        rows = self.env.execute_query(
            SQL(
                "SELECT found.ids FROM unnest(%s::integer[]) AS asked (key)"
                " CROSS JOIN LATERAL (SELECT array_agg(partner_id) AS ids FROM ("
                "  SELECT partner_id FROM constituent_match_key"
                # In the order of the index, so that it is read whatever is guessed.
                "  WHERE key = asked.key ORDER BY partner_id LIMIT %s) AS few) AS found"
                " WHERE cardinality(found.ids) BETWEEN 1 AND %s",
                list(keys),
                MAX_SHARING + 1,
                MAX_SHARING,
            )
        )
        return [ids for (ids,) in rows]
