from odoo import api, fields, models

from ..priorities import PRIORITIES
from ..rules import Conditions

# Relational conditions, by their names in `Conditions`; one record must match.
ONE_OF = {
    "services": "service_ids",
    "directorates": "directorate_ids",
    "wards": "ward_ids",
    "kinds": "kind_ids",
    "channels": "channel_ids",
}


class ServiceRuleMixin(models.AbstractModel):
    """The conditions of a rule; an empty one always holds."""

    _name = "service.rule.mixin"
    _description = "Conditions of a Rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    service_ids = fields.Many2many("service.type", string="Services")
    directorate_ids = fields.Many2many("service.directorate", string="Directorates")
    ward_ids = fields.Many2many("constituent.ward", string="Wards")
    kind_ids = fields.Many2many("constituent.kind", string="Kinds of Constituent")
    channel_ids = fields.Many2many("constituent.channel", string="Channels")
    asked_priority = fields.Selection(PRIORITIES, string="Priority")

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._rules_changed()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._rules_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self._rules_changed()
        return result

    def _rules_changed(self):
        """Clear the cached rules."""
        self.env.registry.clear_cache()

    def _conditions(self):
        """Return the conditions as a plain value."""
        self.ensure_one()
        return Conditions(**self._prepare_conditions())

    def _prepare_conditions(self):
        """Return the values of `Conditions`."""
        asked = {name: frozenset(self[field].ids) for name, field in ONE_OF.items()}
        priority = self.asked_priority
        return {**asked, "priorities": frozenset([priority] if priority else [])}

    def _describe_conditions(self):
        """Return a phrase for each condition."""
        self.ensure_one()
        conditions = [
            self._one_of(self[field].mapped("display_name"))
            for field in ("service_ids", "directorate_ids", "kind_ids", "channel_ids")
            if self[field]
        ]
        if self.ward_ids:
            wards = self._one_of(self.ward_ids.mapped("display_name"))
            conditions.append(self.env._("in %s", wards))
        if self.asked_priority:
            conditions.append(
                self.env._("priority %s", self._describe_priority("asked_priority"))
            )
        return conditions

    def _one_of(self, names):
        """Join names with commas and a final "or"."""
        if len(names) < 2:
            return "".join(names)
        return self.env._(
            "%(some)s or %(last)s", some=", ".join(names[:-1]), last=names[-1]
        )

    def _describe_priority(self, name):
        """Return the label of the priority, in lower case."""
        labels = self._fields[name]._description_selection(self.env)
        return dict(labels).get(self[name], "").lower()
