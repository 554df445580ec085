from odoo import api, fields, models
from odoo.tools import SQL

TO_COMPARE = "constituent_crm.to_compare"
NEW = "constituent_crm.new"


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
    def _add(self, partner_ids, is_new=False):
        """Queue partners for comparison at the end of this transaction, once each.

        Args:
            partner_ids: ids of `res.partner`.
            is_new: whether identification does not know them yet.
        """
        if not partner_ids:
            return
        precommit = self.env.cr.precommit
        if TO_COMPARE not in precommit.data:
            # Users who may edit a contact need no access to the queue.
            precommit.add(self.sudo()._store)
        precommit.data.setdefault(TO_COMPARE, set()).update(partner_ids)
        if is_new:
            precommit.data.setdefault(NEW, set()).update(partner_ids)

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
        self._store_new_keys()

    @api.model
    def _store_new_keys(self):
        """Store the match keys of this transaction's new constituents.

        Identification needs them at once. Those of changed constituents are left to
        the comparison: to replace them here would conflict with it.
        """
        partner_ids = self.env.cr.precommit.data.pop(NEW, ())
        if partner_ids:
            self.env["res.partner"].sudo().browse(partner_ids)._store_match_keys()

    @api.model
    def _mark_keys_stored(self, partner_ids):
        """Note that the match keys of partners are stored."""
        self.env.cr.precommit.data.get(NEW, set()).difference_update(partner_ids)

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
