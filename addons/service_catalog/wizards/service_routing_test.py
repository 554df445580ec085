from odoo import api, fields, models

from ..priorities import PRIORITIES
from ..rules import ANSWERS_KEY, evaluate_rules


class ServiceRoutingTest(models.TransientModel):
    """Wizard to test the routing rules without opening a request."""

    _name = "service.routing.test"
    _description = "Test of the Routing Rules"

    service_id = fields.Many2one("service.type")
    ward_id = fields.Many2one("constituent.ward")
    kind_id = fields.Many2one("constituent.kind", string="Kind of Constituent")
    channel_id = fields.Many2one("constituent.channel")
    priority = fields.Selection(PRIORITIES, required=True, default="0")
    at = fields.Datetime(string="Opened", required=True, default=fields.Datetime.now)
    answer_ids = fields.One2many("service.routing.test.answer", "test_id")
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)

    @api.depends(
        "service_id",
        "ward_id",
        "kind_id",
        "channel_id",
        "priority",
        "at",
        "answer_ids.code",
        "answer_ids.value",
    )
    def _compute_explanation(self):
        """Compute the rendered evaluation of the rules."""
        for test in self:
            values = test._explain() if test.service_id else {}
            test.explanation = self.env["ir.qweb"]._render(
                "service_catalog.routing_explanation",
                {"service": test.service_id, "steps": [], **values},
            )

    def _explain(self):
        """Return the rendering values of the explanation's template."""
        Rule = self.env["service.routing.rule"]
        facts = self._routing_facts()
        rules = Rule._cached_rules()
        decision = evaluate_rules(rules, Rule._routing_case(facts))
        return {
            "verdict": self._describe_decision(decision),
            "reason": Rule._routing_reason(facts, decision),
            "steps": [
                *(self._describe_step(step) for step in decision.steps),
                *(
                    self._describe_unevaluated(rule)
                    for rule in rules[len(decision.steps) :]
                ),
            ],
        }

    def _routing_facts(self):
        """Return the request's facts, as the rules see them."""
        given = {}
        for answer in self.answer_ids.filtered("code"):
            given.setdefault(answer.code, []).append(answer.value or "")
        Rule = self.env["service.routing.rule"]
        (facts,) = Rule._routing_facts(
            [{"service_id": self.service_id.id, ANSWERS_KEY: given}]
        )
        return {
            **facts,
            "ward_id": self.ward_id,
            "kind_id": self.kind_id,
            "channel_id": self.channel_id,
            "priority": self.priority,
            "has_priority": self.priority != "0",
            "at": self.at or fields.Datetime.now(),
        }

    def _describe_decision(self, decision):
        """Return the resulting team, priority and officers in words."""
        team = self.env["service.team"].browse(decision.team) or self.service_id.team_id
        labels = dict(self._fields["priority"]._description_selection(self.env))
        parts = [
            team.name or self.env._("No team"),
            self.env._(
                "priority %s", labels[decision.priority or self.priority].lower()
            ),
        ]
        if decision.officer:
            rule = self.env["service.routing.rule"].browse(decision.officer)
            officers = rule._officers(team)
            officers -= officers._absent()
            parts.append(
                self.env._("one of %s", ", ".join(officers.mapped("name")))
                if officers
                else self.env._("no officer available")
            )
        return ", ".join(parts)

    def _describe_step(self, step):
        """Return the values of an evaluated rule."""
        rule = self.env["service.routing.rule"].browse(step.key)
        fits = not step.unmet_condition
        why = self.env._("matches") if fits else rule._describe_mismatch(step)
        if fits and rule.is_last:
            why = self.env._("matches; stop evaluation")
        return {
            "name": rule.name,
            "sentence": rule.sentence,
            "fits": fits,
            "mark": self.env._("Matches") if fits else self.env._("Does not match"),
            "why": why,
        }

    def _describe_unevaluated(self, plain):
        """Return the values of a rule that was not evaluated."""
        rule = self.env["service.routing.rule"].browse(plain.key)
        return {
            "name": rule.name,
            "sentence": rule.sentence,
            "fits": False,
            "mark": self.env._("Not evaluated"),
            "why": self.env._("not evaluated: an earlier rule stops evaluation"),
        }
