from odoo import models
from odoo.tools import SQL

from ...importing import rows
from .target import plain, written

# Derived from constituents, and made anew when it is needed.
DERIVED = {"constituent.match"}


class ConstituentImportConstituent(models.AbstractModel):
    _inherit = "constituent.import.constituent"

    def _import_undo_rows(self, rows_):
        made = rows_.filtered(lambda row: row.status in (rows.CREATED, rows.REVIEW))
        partners = self.env["res.partner"].browse(made.mapped("record_id")).exists()
        since = rows_.import_id._worked_at()
        dependents = self._dependents_since(partners, since)
        kept = {partner.id: why for partner, why in dependents.items()}
        going = partners.filtered(lambda partner: partner.id not in kept)
        reasons = []
        for row in rows_:
            if row.status == rows.UPDATED:
                reasons.append(self._restore(row))
            elif row.record_id not in partners.ids:
                reasons.append(self.env._("It no longer exists."))
            else:
                reasons.append(kept.get(row.record_id, ""))
        # Users who may import may undo what the import has done.
        going.sudo().unlink()
        return reasons

    def _restore(self, row):
        """Restore the values of a constituent that the row has replaced.

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

    def _dependents_since(self, partners, since):
        """Return what prevents the removal of each of `partners`, if anything.

        Args:
            partners: constituents that the import created.
            since: a naive UTC datetime; records created together with a constituent
                are not newer.

        Returns:
            A dict of partner to the reason as text, of those that something depends
            on or that have been changed.
        """
        if not partners:
            return {}
        self.env.flush_all()
        labels = {}
        for model, condition in self._references():
            for partner_id in self._ids_in_use(partners, model, *condition, since):
                label = self.env["ir.model"]._get(model._name).name
                labels.setdefault(partner_id, {})[label] = True
        reasons = {
            partners.browse(partner_id): self.env._(
                "Used since the import: %s.", ", ".join(found)
            )
            for partner_id, found in labels.items()
        }
        for partner in partners - partners.union(*reasons):
            if partner.write_date > since:
                reasons[partner] = self.env._("Changed since the import.")
        return reasons

    def _ids_in_use(self, partners, model, partner_id, condition, since):
        """Return the ids of `partners` to which newer rows of `model` refer.

        Args:
            partners: the `res.partner` records in question.
            model: an empty recordset of the referring model.
            partner_id: the column that refers to partners, as SQL.
            condition: a further condition on the rows, as SQL.
            since: a naive UTC datetime.
        """
        found = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %s FROM %s WHERE %s = ANY(%s) AND %s"
                " AND create_date > %s",
                partner_id,
                SQL.identifier(model._table),
                partner_id,
                partners.ids,
                condition,
                since,
            )
        )
        return [found_id for (found_id,) in found]

    def _references(self):
        """Yield the stored references to partners of models with a creation date.

        Yields:
            The model, and the column and the condition that `_ids_in_use` takes.
        """
        for name, model in self.env.items():
            if model._abstract or not (model._auto and model._log_access):
                continue
            if name in DERIVED:
                continue
            for field in model._fields.values():
                if (
                    field.type == "many2one"
                    and field.comodel_name == "res.partner"
                    and field.store
                ):
                    yield model, (SQL.identifier(field.name), SQL("TRUE"))
        of_partners = SQL("= 'res.partner'")
        yield self.env["mail.message"], (SQL("res_id"), SQL("model %s", of_partners))
        yield (
            self.env["ir.attachment"],
            (SQL("res_id"), SQL("res_model %s AND res_field IS NULL", of_partners)),
        )
