from functools import cache

from odoo import models

from ..merging import links
from ..merging.about import rows_about
from ..merging.rows import Tables

# Look-up texts are derived and made anew; core's wizard is at work in its own tables.
NOT_THEIRS = ("constituent_lookup", "base_partner_merge_")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _rows_about(self):
        """Every row of the database that is one of these partners or refers to one.

        Returns:
            A dict of table to a dict of primary key to row.
        """
        self.env.flush_all()
        tables = Tables(self.env.cr)
        return rows_about(tables, self._links(tables), self._table, self.ids)

    def _links(self, tables):
        """A function that gives for a table how rows refer to its rows."""
        keys = links.foreign_keys(self.env.cr)
        names = {Model._table: name for name, Model in self.env.registry.items()}

        @cache
        def to(table):
            found = [*keys.get(table, ())]
            if table in names:
                found += self._links_by_field(names[table])
            return [
                link
                for link in dict.fromkeys(found)
                if link.table in tables.keys and not link.table.startswith(NOT_THEIRS)
            ]

        return to

    def _links_by_field(self, model):
        """The links to records of `model` that PostgreSQL knows nothing of."""
        found = []
        for Model in self.env.registry.values():
            for field in Model._fields.values() if Model._auto else ():
                if field.type == "reference" and field.store:
                    # One may refer to some models only, as a menu to its actions.
                    if model in field.get_values(self.env):
                        found.append(links.Named(Model._table, field.name, model))
                elif field.type == "many2one_reference" and field.store:
                    named = Model._fields[field.model_field]
                    if named.store:
                        found.append(
                            links.Numbered(Model._table, field.name, named.name, model)
                        )
        return found + self._links_by_company(model)

    def _links_by_company(self, model):
        fields = self.env.registry.many2one_company_dependents[model]
        if not fields:
            return []
        Fields = self.env["ir.model.fields"]
        numbers = [Fields._get_ids(one.model_name)[one.name] for one in fields]
        return [
            *(
                links.ByCompany(self.env[one.model_name]._table, one.name)
                for one in fields
            ),
            links.Fallback("ir_default", "json_value", tuple(numbers)),
        ]
