from odoo import api, models
from odoo.tools import format_date

from .service_routing_rule import WEEKDAYS
from .service_rule_mixin import ONE_OF


class ServiceRoutingRule(models.Model):
    """Routing rules in words."""

    _inherit = "service.routing.rule"

    @api.depends(
        *ONE_OF.values(),
        "asked_priority",
        "answer_code",
        "answer_value",
        "hours",
        *WEEKDAYS,
        "first_day",
        "last_day",
        "team_id",
        "priority",
        "assign",
        "user_ids",
        "is_last",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        """Compute a sentence for the conditions and effects."""
        for rule in self:
            conditions = rule._describe_conditions()
            when = "; ".join(conditions) if conditions else self.env._("any request")
            effects = ", ".join(rule._describe_effects())
            text = (
                self.env._("%(when)s → %(effects)s")
                if rule.is_last
                else self.env._("%(when)s → %(effects)s; continue")
            )
            sentence = text % {"when": when, "effects": effects}
            rule.sentence = sentence[:1].upper() + sentence[1:]

    def _describe_conditions(self):
        """Add the conditions on answer, day and hours."""
        conditions = super()._describe_conditions()
        if self.answer_code:
            conditions.append(f"{self.answer_code} = “{self.answer_value}”")
        if self.hours:
            conditions.append(self._label("hours").lower())
        if any(self[name] for name in WEEKDAYS):
            conditions.append(self._one_of(self._describe_weekdays()))
        if self.first_day:
            conditions.append(
                self.env._("from %s", format_date(self.env, self.first_day))
            )
        if self.last_day:
            conditions.append(
                self.env._("until %s", format_date(self.env, self.last_day))
            )
        return conditions

    def _describe_weekdays(self):
        """Return the names of the weekdays."""
        attendance = self.env["resource.calendar.attendance"]._fields["dayofweek"]
        labels = dict(attendance._description_selection(self.env))
        return [labels[str(n)] for n, name in enumerate(WEEKDAYS) if self[name]]

    def _describe_effects(self, sets=("team", "priority", "officer")):
        """Yield what the rule sets, limited to the names in `sets`."""
        if self.team_id and "team" in sets:
            yield self.team_id.name
        if self.priority and "priority" in sets:
            yield self.env._("priority %s", self._label("priority").lower())
        if self.assign and "officer" in sets:
            yield self._describe_officer()

    def _describe_officer(self):
        """Describe how an officer is chosen."""
        how = self._label("assign").lower()
        if not self.user_ids:
            return self.env._("officer of the team: %s", how)
        return self.env._(
            "%(how)s: %(officers)s",
            how=how,
            officers=", ".join(self.user_ids.mapped("name")),
        )

    def _label(self, name):
        """Return the label of a selection's value."""
        labels = self._fields[name]._description_selection(self.env)
        return dict(labels).get(self[name], "")

    def _describe_match(self, step):
        """Describe what the rule did to a request."""
        effects = ", ".join(self._describe_effects(step.sets))
        if not effects:
            return self.env._("Rule “%s”", self.name)
        return self.env._(
            "Rule “%(name)s”: %(effects)s", name=self.name, effects=effects
        )

    def _describe_mismatch(self, step):
        """Return why the rule did not match."""
        return {
            "services": self.env._("it is another service"),
            "directorates": self.env._("it is another directorate's"),
            "wards": self.env._("it is not in the ward"),
            "kinds": self.env._("it is another kind of constituent"),
            "channels": self.env._("it came on another channel"),
            "priorities": self.env._("it has another priority"),
            "answer": self.env._("the answer is another"),
            "hours": self.env._("it is another time of day"),
            "weekdays": self.env._("it is another day of the week"),
            "dates": self.env._("it is out of the dates"),
        }[step.unmet_condition]
