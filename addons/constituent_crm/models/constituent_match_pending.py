from odoo import api, fields, models
from odoo.tools import SQL

TO_COMPARE = "constituent_crm.to_compare"


class ConstituentMatchPending(models.Model):
    """A constituent who has come or changed and is to be compared with the others.

    A row is the work: saving a constituent only notes it, and the comparison takes it
    soon after.
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
        """Have `partner_ids` compared after this transaction, once each."""
        if not partner_ids:
            return
        precommit = self.env.cr.precommit
        if TO_COMPARE not in precommit.data:
            # Whoever may edit a contact has it compared.
            precommit.add(self.sudo()._store)
        precommit.data.setdefault(TO_COMPARE, set()).update(partner_ids)

    def _store(self):
        """Write down whom this transaction has changed, and wake the comparison."""
        partner_ids = self.env.cr.precommit.data.pop(TO_COMPARE, set())
        # Where some wait, the comparison has been woken for them.
        if not self.search_count([], limit=1):
            self.env["constituent.match.search"]._wake()
        self.env.cr.execute(
            SQL(
                "INSERT INTO constituent_match_pending (partner_id)"
                " SELECT id FROM res_partner WHERE id = ANY(%s)",
                sorted(partner_ids),
            )
        )

    def _pop_batch(self, limit):
        """Take at most `limit` rows away; returns the ids of the partners."""
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
