from odoo import fields, models
from odoo.tools import SQL

from .constituent_match_pending import MAX_PENDING

# A key with more holders is too unspecific to compare them all.
MAX_SHARING = 60


class ConstituentMatchKey(models.Model):
    """A blocking key of a constituent: possible duplicates share one.

    Keys are derived, and recomputed whenever a constituent is compared. See
    `matching.blocks`.
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
        """Replace the keys of partners.

        Args:
            partner_ids: ids of `res.partner`.
            keys_of: dict of partner id to keys; partners that are not in it get none.
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM constituent_match_key WHERE partner_id = ANY(%s)",
                list(partner_ids),
            )
        )
        rows = [
            (partner_id, key) for partner_id, keys in keys_of.items() for key in keys
        ]
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_match_key (partner_id, key)"
                " SELECT * FROM unnest(%s::integer[], %s::integer[])",
                [partner_id for partner_id, _key in rows],
                [key for _who, key in rows],
            )
        )
        self.invalidate_model()

    def _partner_groups(self, keys, with_pending=False):
        """Return the groups of partners that share one of `keys`.

        Args:
            keys: blocking keys.
            with_pending: whether to add a group of those whose keys may not be stored
                yet, because they have just been saved.

        Returns:
            List of lists of partner ids, without keys that more than `MAX_SHARING`
            have.
        """
        pending = SQL(
            " UNION ALL SELECT array_agg(partner_id) FROM (SELECT partner_id"
            " FROM constituent_match_pending ORDER BY id DESC LIMIT %s) AS latest"
            " HAVING count(*) > 0",
            MAX_PENDING,
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT found.ids FROM unnest(%s::integer[]) AS asked (key)"
                " CROSS JOIN LATERAL (SELECT array_agg(partner_id) AS ids FROM ("
                "  SELECT partner_id FROM constituent_match_key"
                # The order of the index makes the planner use it, whatever its
                # estimates.
                "  WHERE key = asked.key ORDER BY partner_id LIMIT %s) AS few) AS found"
                " WHERE cardinality(found.ids) BETWEEN 1 AND %s %s",
                list(keys),
                MAX_SHARING + 1,
                MAX_SHARING,
                pending if with_pending else SQL(),
            )
        )
        return [ids for (ids,) in rows]
