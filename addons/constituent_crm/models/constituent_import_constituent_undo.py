from odoo import models

from ..importing import rows
from .constituent_import_constituent import plain, written


class ConstituentImportConstituent(models.AbstractModel):
    _inherit = "constituent.import.constituent"

    def _import_undo_rows(self, rows_):
        made = rows_.filtered(lambda row: row.status in (rows.CREATED, rows.REVIEW))
        partners = self.env["res.partner"].browse(made.mapped("record_id")).exists()
        since = rows_.import_id._worked_at()
        dependents = partners._dependents_since(since)
        kept = {partner.id: why for partner, why in dependents.items()}
        going = partners.filtered(lambda one: one.id not in kept)
        reasons = []
        for row in rows_:
            if row.status == rows.UPDATED:
                reasons.append(self._restore(row))
            elif row.record_id not in partners.ids:
                reasons.append(self.env._("It no longer exists."))
            else:
                reasons.append(kept.get(row.record_id, ""))
        # Whoever may import may take back what the import itself has made.
        going.sudo().unlink()
        return reasons

    def _restore(self, row):
        """Give a constituent back what the row has replaced.

        Returns:
            Why it is kept, '' when all is as it was.
        """
        partner = self.env["res.partner"].browse(row.record_id).exists()
        if not partner:
            return self.env._("It no longer exists.")
        former = dict(row.former or {})
        added = former.pop("identifiers", [])
        changed = [
            name
            for name, (_old, new) in former.items()
            if plain(written(partner, name)) != new
        ]
        partner.with_context(tracking_disable=True).write(
            {
                name: old or False
                for name, (old, _new) in former.items()
                if name not in changed
            }
        )
        self.env["constituent.identifier"].browse(added).exists().unlink()
        return self._import_conflict_reason(changed)
