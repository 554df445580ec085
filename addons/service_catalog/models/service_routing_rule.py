from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..phases import OPEN_PHASES
from ..priorities import PRIORITIES
from ..rules import Case, Decision, RoutingRule, choose, evaluate_rules

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ServiceRoutingRule(models.Model):
    """A rule that sets team, priority and officer of new requests.

    The first matching rule decides. If it does not stop the evaluation, later rules may
    set what it leaves open.
    """

    _name = "service.routing.rule"
    _description = "Routing Rule"
    _inherit = ["service.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, help="Reason shown on the request.")
    sentence = fields.Char(string="In Words", compute="_compute_sentence")
    # Further conditions
    answer_code = fields.Char(string="Question", help="The code of the question.")
    answer_value = fields.Char(
        string="Answer", help="The code of the option or, of other questions, the text."
    )
    hours = fields.Selection(
        [
            ("working", "In working hours"),
            ("closed", "Out of working hours"),
        ],
        string="Opened",
        help="The working hours of the council.",
    )
    mon = fields.Boolean()
    tue = fields.Boolean()
    wed = fields.Boolean()
    thu = fields.Boolean()
    fri = fields.Boolean()
    sat = fields.Boolean()
    sun = fields.Boolean()
    first_day = fields.Date(string="From")
    last_day = fields.Date(string="To")
    # Effects
    team_id = fields.Many2one(
        "service.team", ondelete="cascade", index="btree_not_null"
    )
    priority = fields.Selection(PRIORITIES, string="Sets Priority")
    assign = fields.Selection(
        [
            ("rotation", "In turn"),
            ("load", "Fewest open requests"),
        ],
        string="Officer",
        help="Choose among the officers below, or else the members of the team.",
    )
    user_ids = fields.Many2many("res.users", string="Officers")
    is_last = fields.Boolean(
        string="Stop Evaluation",
        default=True,
        help="If not set, later rules may set what this rule leaves open.",
    )
    turn_id = fields.Many2one(
        "ir.sequence", ondelete="restrict", copy=False, readonly=True
    )

    _answer_whole = models.Constraint(
        "CHECK ((answer_code IS NULL) = (answer_value IS NULL))",
        "Enter both the question and the answer.",
    )
    _days_in_order = models.Constraint(
        "CHECK (first_day <= last_day)", "The first day is not after the last."
    )

    @api.constrains("team_id", "priority", "assign", "user_ids", "is_last")
    def _check_effect(self):
        """Check that the rule sets something."""
        for rule in self:
            if not (rule.team_id or rule.priority or rule.assign):
                raise ValidationError(
                    self.env._("“%s” sets no team, priority or officer.", rule.name)
                )

    @api.constrains("answer_code", "answer_value", "service_ids")
    def _check_answer(self):
        """Check that the services have the question and the answer."""
        for rule in self.filtered(lambda rule: rule.answer_code and rule.service_ids):
            asked = rule.service_ids.question_ids
            meant = asked.filtered(
                lambda question, rule=rule: question.code == rule.answer_code
            )
            if not meant:
                rule._refuse(rule.answer_code, asked.mapped("code"))
            options = meant.option_ids.mapped("code")
            if options and rule.answer_value.casefold() not in map(
                str.casefold, options
            ):
                rule._refuse(rule.answer_value, options)

    def _refuse(self, value, possible):
        """Raise an error that lists the valid values."""
        raise ValidationError(
            self.env._(
                "“%(value)s” is not a valid question or answer of %(services)s:"
                " %(possible)s.",
                value=value,
                services=self._one_of(self.service_ids.mapped("name")),
                possible=", ".join(dict.fromkeys(possible)) or self.env._("nothing"),
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._ensure_turn()
        return rules

    def write(self, vals):
        result = super().write(vals)
        if vals.get("assign"):
            self._ensure_turn()
        return result

    def unlink(self):
        """Delete the sequences of the rules, too."""
        turns = self.turn_id
        result = super().unlink()
        # sudo: the sequence is an internal part of the rule.
        turns.sudo().unlink()
        return result

    def _ensure_turn(self):
        """Create the sequence for turns; it neither blocks nor repeats a number."""
        for rule in self.filtered("assign"):
            if not rule.turn_id:
                # sudo: the sequence is an internal part of the rule.
                rule.turn_id = (
                    self.env["ir.sequence"]
                    .sudo()
                    .create({"name": rule.name, "implementation": "standard"})
                )

    def _prepare_conditions(self):
        """Add the conditions on answer, day and hours."""
        answer = None
        if self.answer_code:
            answer = (self.answer_code.strip(), self.answer_value.strip().casefold())
        days = (number for number, name in enumerate(WEEKDAYS) if self[name])
        return {
            **super()._prepare_conditions(),
            "answer": answer,
            "weekdays": frozenset(days),
            "first_day": self.first_day or None,
            "last_day": self.last_day or None,
            "hours": self.hours or None,
        }

    def _as_rule(self):
        """Return the rule as a plain value."""
        self.ensure_one()
        return RoutingRule(
            key=self.id,
            conditions=self._conditions(),
            team=self.team_id.id or None,
            priority=self.priority or None,
            assign=self.assign or None,
            is_last=self.is_last,
        )

    @api.model
    @tools.ormcache()
    def _cached_rules(self):
        """Return all rules as plain values, in order; cached."""
        # sudo: the rules do not depend on the user, hence cached.
        return tuple(rule._as_rule() for rule in self.sudo().search([]))

    # Officers

    def _officers(self, team):
        """Return the officers that the rule chooses among, in a fixed order."""
        self.ensure_one()
        people = self.user_ids or team.member_ids
        return people.filtered("active").sorted("id")

    def _choose(self, team, away, load):
        """Choose the next officer.

        Concurrent requests get different numbers and do not block each other.

        Args:
            team: `service.team` of the request.
            away: `res.users` who get no new work.
            load: number of open requests by user id; increased for the chosen one.

        Returns:
            `res.users`, empty when there is nobody to choose.
        """
        officers = self._officers(team)
        if not officers - away:
            return officers.browse()
        chosen = choose(
            officers.ids,
            int(self.turn_id.next_by_id()),
            set(away.ids),
            load if self.assign == "load" else None,
        )
        load[chosen] = load.get(chosen, 0) + 1
        return officers.browse(chosen)

    # Requests

    @api.model
    def _route_requests(self, facts):
        """Return the routing that rules decide for requests.

        The number of queries does not depend on the number of requests.

        Args:
            facts: list of dicts, as `service.routing.rule._routing_facts` returns them.

        Returns:
            A list of dicts: for each request, values of fields that are not set yet.
        """
        # sudo: rules apply regardless of the user's access.
        Rule = self.sudo()
        rules = Rule._cached_rules()
        decided = [self._decide(rules, request_facts) for request_facts in facts]
        away, load = Rule._routing_candidates(facts, decided)
        return [
            Rule._prepare_routing_values(request_facts, decision, away, load)
            for request_facts, decision in zip(facts, decided, strict=True)
        ]

    @api.model
    def _decide(self, rules, facts):
        """Return what the rules decide for a request; None when they are not asked."""
        if not facts or facts["team_id"]:
            return None
        # Without rules, no calendar need be read.
        return evaluate_rules(rules, self._routing_case(facts)) if rules else Decision()

    @api.model
    def _prepare_routing_values(self, facts, decision, away, load):
        if not facts:
            return {}
        values = {"ward_id": facts["ward_id"].id}
        if not decision:
            return values
        team = self.team_id.browse(decision.team) or facts["service_id"].team_id
        reason = self._routing_reason(facts, decision)
        values["team_id"] = team.id
        if decision.priority and not facts["has_priority"]:
            values["priority"] = decision.priority
        if decision.officer and not facts["user_id"]:
            officer = self.browse(decision.officer)._choose(team, away, load)
            values["user_id"] = officer.id
            if not officer:
                reason = self.env._("%s; no officer available", reason)
        return {**values, "team_reason": reason}

    @api.model
    def _routing_reason(self, facts, decision):
        reasons = [
            self.browse(step.key)._describe_match(step) for step in decision.applied
        ]
        if decision.team is None:
            reasons.append(
                self.env._("Team of the service")
                if facts["service_id"].team_id
                else self.env._("No rule fits and the service has no team")
            )
        return "; ".join(reasons)

    @api.model
    def _routing_candidates(self, facts, decided):
        """Return the absence and the load of the officers that rules choose among.

        Args:
            facts: as of `_route_requests`.
            decided: the decision about each of them, or None.

        Returns:
            A pair: `res.users` who are absent, and {user id: number of open requests}
            of the officers that rules choose by load.
        """
        among = counted = self.env["res.users"]
        for request_facts, decision in zip(facts, decided, strict=True):
            rule = self.browse(decision and decision.officer)
            if rule:
                team = (
                    self.team_id.browse(decision.team)
                    or request_facts["service_id"].team_id
                )
                officers = rule._officers(team)
                among |= officers
                counted |= officers if rule.assign == "load" else counted.browse()
        return among._absent(), self._open_request_counts(counted)

    @api.model
    def _open_request_counts(self, officers):
        """Return the number of open requests of each officer, by user id."""
        if not officers:
            return {}
        # sudo: the load counts all requests of an officer, also those that the user may
        # not read.
        Request = self.env["service.request"].sudo()
        groups = Request._read_group(
            [("user_id", "in", officers.ids), ("phase", "in", OPEN_PHASES)],
            ["user_id"],
            ["__count"],
        )
        return {user.id: number for user, number in groups}

    @api.model
    def _routing_case(self, facts):
        """Return the facts about a request that routing rules are matched against.

        Args:
            facts: a dict, as `service.routing.rule._routing_facts` returns it.

        Returns:
            A `Case`; its time is local to the company's working hours.
        """
        calendar = self.env.company.resource_calendar_id
        hours = calendar._timeline("hours")
        at = facts["at"]
        return Case(
            service=facts["service_id"].id,
            directorate=facts["service_id"].directorate_id.id or 0,
            ward=facts["ward_id"].id or 0,
            kind=facts["kind_id"].id or 0,
            channel=facts["channel_id"].id or 0,
            priority=facts["priority"],
            answers=facts["answers"],
            at=hours.local(at),
            is_working=hours.is_working(at),
        )
