from odoo import models
from odoo.tools import SQL

# Derived from constituents, and made anew when it is needed.
DERIVED = {"constituent.match"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _dependents_since(self, since):
        """What has come to depend on each of self after `since`.

        Args:
            since: a naive UTC datetime; what was made with a constituent is no newer.

        Returns:
            A dict of partner to the reason as text, of those that something depends
            on or that have been changed.
        """
        if not self:
            return {}
        self.env.flush_all()
        labels = {}
        for model, condition in self._references():
            for partner_id in self._referred(model, *condition, since):
                label = self.env["ir.model"]._get(model._name).name
                labels.setdefault(partner_id, {})[label] = True
        reasons = {
            self.browse(partner_id): self.env._(
                "Used since the import: %s.", ", ".join(found)
            )
            for partner_id, found in labels.items()
        }
        for partner in self - self.union(*reasons):
            if partner.write_date > since:
                reasons[partner] = self.env._("Changed since the import.")
        return reasons

    def _referred(self, model, partner_id, condition, since):
        """The ids of self that rows of `model` refer to which are newer than `since`.

        Args:
            partner_id: the column that refers to partners, as SQL.
            condition: what else holds of the rows, as SQL.
        """
        found = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %s FROM %s WHERE %s = ANY(%s) AND %s"
                " AND create_date > %s",
                partner_id,
                SQL.identifier(model._table),
                partner_id,
                self.ids,
                condition,
                since,
            )
        )
        return [found_id for (found_id,) in found]

    def _references(self):
        """The stored fields that refer to partners, of models that say since when.

        Yields:
            The model, and the column and the condition that `_referred` takes.
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
