from odoo import models
from odoo.fields import Domain

# What Odoo keeps for itself about every record, and what is made anew from others.
TECHNICAL = {
    "bus.bus",
    "constituent.lookup",
    "constituent.match",
    "constituent.register",
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
            A field and the records, archived ones too, that refer to self by it.
        """
        for model in self._models_of_persons():
            for field in model._fields.values():
                domain = self._domain_of_persons(model, field)
                if domain is None:
                    continue
                rows = model.search(domain, order="id")
                if rows:
                    yield field, rows

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
            told = [f"{self._name},{partner_id}" for partner_id in self.ids]
            return Domain(field.name, "in", told)
        return None
