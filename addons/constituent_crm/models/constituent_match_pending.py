from odoo import api, fields, models
from odoo.tools import SQL

TO_COMPARE = "constituent_crm.to_compare"


class ConstituentMatchPending(models.Model):
    """Queue of new and changed constituents to be compared with the others.

    Saving a constituent only adds a row, and a scheduled action compares it soon after.
    """

    _name = "constituent.match.pending"
    _description = "Constituent to Compare"
    _order = "id"
    _rec_name = "partner_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", index=True
    )

    @api.model
    def _add(self, partner_ids):
        """Queue partners for comparison at the end of this transaction, once each.

        Args:
            partner_ids: ids of `res.partner`.
        """
        if not partner_ids:
            return
        precommit = self.env.cr.precommit
        if TO_COMPARE not in precommit.data:
            # Users who may edit a contact need no access to the queue.
            precommit.add(self.sudo()._store)
        precommit.data.setdefault(TO_COMPARE, set()).update(partner_ids)

    def _store(self):
        """Insert the partners of this transaction, and trigger the comparison."""
        partner_ids = self.env.cr.precommit.data.pop(TO_COMPARE, set())
        # If rows are waiting, the comparison has already been triggered.
        if not self.search_count([], limit=1):
            self.env["constituent.match.search"]._wake()
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_match_pending (partner_id)"
                " SELECT id FROM res_partner WHERE id = ANY(%s)",
                sorted(partner_ids),
            )
        )
        self._store_keys(partner_ids)

    @api.model
    def _store_new_keys(self):
        """Store the match keys of constituents made earlier in this transaction."""
        self._store_keys(self.env.cr.precommit.data.get(TO_COMPARE, ()))

    @api.model
    def _store_keys(self, partner_ids):
        """Store the match keys of new constituents, which identification needs at once.

        Those of changed ones are left to the comparison: to replace them here would
        conflict with it.

        Args:
            partner_ids: ids of `res.partner`.
        """
        if not partner_ids:
            return
        self.env["res.partner"].flush_model(["is_constituent"])
        new = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE id = ANY(%s) AND is_constituent"
                " AND NOT EXISTS (SELECT FROM constituent_match_key"
                "  WHERE partner_id = res_partner.id)",
                list(partner_ids),
            )
        )
        if new:
            Partner = self.env["res.partner"].sudo()
            Partner.browse(partner_id for (partner_id,) in new)._store_match_keys()

    def _pop_batch(self, limit):
        """Delete at most `limit` rows of the queue, and return their partner ids."""
        rows = self.env.execute_query(
            SQL(
                "DELETE FROM constituent_match_pending WHERE id IN ("
                " SELECT id FROM constituent_match_pending ORDER BY id LIMIT %s"
                " FOR UPDATE SKIP LOCKED) RETURNING partner_id",
                limit,
            )
        )
        self.invalidate_model()
        return sorted({partner_id for (partner_id,) in rows})
