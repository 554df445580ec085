from odoo import models
from odoo.fields import Domain

from ..matching import number_formats
from .res_partner_identifiers import CONTACT_POINTS

# What Odoo keeps for itself about every record, and what is made anew from others.
TECHNICAL = {
    "bus.bus",
    "constituent.lookup",
    "constituent.match",
    "constituent.privacy.register",
    "ir.model.data",
    "mail.followers",
    "mail.notification",
    "privacy.log",
}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_privacy_lookup(self):
        action = super().action_privacy_lookup()
        action["context"]["default_partner_id"] = self.id
        return action

    def _personal_rows(self):
        """What refers to self: by a foreign key, or by a model's name and a number.

        Yields:
            A field and the records, archived ones too, that refer to self by it; then
            None and the records that are about self without referring to it.
        """
        for model in self._models_of_persons():
            if rows := model._personal_rows_of(self.with_env(model.env)):
                yield None, rows
            for field in model._fields.values():
                domain = self._domain_of_persons(model, field)
                if domain is None:
                    continue
                rows = model.search(domain, order="id")
                if rows:
                    yield field, rows

    def _own_addresses(self):
        """The addresses and numbers by which rows are known to be about self.

        What somebody else has too, as a household's telephone, tells nobody apart and
        is left out.

        Returns:
            A dict of "email", "phone" (both in normal form) and "digits" (how the
            numbers are dialled) to a set of texts.
        """
        # Addresses are looked up for erasure and subject access, whoever may read them.
        Identifier = self.env["constituent.identifier"].sudo()
        Identifier = Identifier.with_context(active_test=False)
        known = {(kind, value) for _id, kind, value in self._contact_points()}
        known |= {
            (row.type, row.value_normalised)
            for row in Identifier.search(
                [("partner_id", "in", self.ids), ("type", "in", CONTACT_POINTS)]
            )
        }
        others = Identifier.search(
            [
                ("value_normalised", "in", [value for _kind, value in known]),
                ("partner_id", "not in", self.ids),
                ("active", "=", True),
            ]
        )
        known -= {(row.type, row.value_normalised) for row in others}
        found = {
            kind: {value for one, value in known if one == kind}
            for kind in CONTACT_POINTS
        }
        digits = map(number_formats.digits_of_phone, found["phone"])
        return {**found, "digits": set().union(*digits)}

    def _search_texts(self):
        """The names, addresses and numbers by which a table tells of self."""
        addresses = self._own_addresses()
        spelt = set().union(*map(number_formats.of_phone, addresses["phone"]))
        # A household has its address in common.
        own = self.sudo().identifier_ids.filtered(lambda one: one.type != "uprn")
        numbers = own.mapped("value")
        names = [name for name in self.mapped("name") if " " in (name or "")]
        return {*names, *numbers, *addresses["email"], *spelt}

    def _models_of_persons(self):
        # Erasure and subject access are about all there is, whoever may see it.
        env = self.sudo().with_context(active_test=False).env
        for name in env:
            model = env[name]
            if model._abstract or not model._auto or name in TECHNICAL:
                continue
            yield model

    def _domain_of_persons(self, model, field):
        """The domain of rows that refer to self by `field`; None if it does not."""
        if model._is_of_persons(field.name):
            return Domain(field.name, "in", self.ids)
        if field.type == "many2one_reference" and field.store:
            named = model._fields[field.model_field]
            if not named.store:
                return None
            return Domain(named.name, "=", self._name) & Domain(
                field.name, "in", self.ids
            )
        if field.type == "reference" and field.store:
            references = [f"{self._name},{partner_id}" for partner_id in self.ids]
            return Domain(field.name, "in", references)
        return None
