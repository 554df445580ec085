from odoo import api, fields, models

from ..rules import Case, walk
from .service_request_clocks import OPEN_PHASES

# Beside the values of a new request: the answers that come with it, for the rules.
ANSWERS_KEY = "given_answers"
# What tells the ward where nobody names it.
WARD_SOURCE_FIELDS = ("property_id", "latitude", "longitude")
# What rules, and those who read them, go by.
RECORDS = (
    "service_id",
    "partner_id",
    "property_id",
    "ward_id",
    "channel_id",
    "team_id",
    "user_id",
)


class ServiceRequest(models.Model):
    """Which team a request goes to, how urgent it is, who works it; and why."""

    _inherit = "service.request"

    @api.model_create_multi
    def create(self, vals_list):
        # Before they are kept, so that nothing has to be changed, tracked and told.
        routed = self._route_requests(self._routing_facts(vals_list))
        return super().create(
            [
                {name: vals[name] for name in vals if name != ANSWERS_KEY} | values
                for vals, values in zip(vals_list, routed, strict=True)
            ]
        )

    @api.model
    def _route_requests(self, facts):
        """What rules decide about requests.

        As many queries for many requests as for one.

        Args:
            facts: list of dicts as `_routing_facts` gives them.

        Returns:
            A list of dicts: values of fields that are not set yet, of each request.
        """
        # Rules hold for all, whatever whoever opens a request may read.
        Rule = self.env["service.routing.rule"].sudo()
        rules = Rule._cached_rules()
        decided = [
            walk(rules, self._routing_case(one)) if one and not one["team_id"] else None
            for one in facts
        ]
        away, load = self._routing_candidates(Rule, facts, decided)
        return [
            self._prepare_routing_values(Rule, one, decision, away, load)
            for one, decision in zip(facts, decided, strict=True)
        ]

    @api.model
    def _prepare_routing_values(self, Rule, facts, decision, away, load):
        if not facts:
            return {}
        values = {"ward_id": facts["ward_id"].id}
        if not decision:
            return values
        team = Rule.team_id.browse(decision.team) or facts["service_id"].team_id
        reason = self._routing_reason(Rule, facts, decision)
        values["team_id"] = team.id
        if decision.priority and not facts["has_priority"]:
            values["priority"] = decision.priority
        if decision.officer and not facts["user_id"]:
            officer = Rule.browse(decision.officer)._choose(team, away, load)
            values["user_id"] = officer.id
            if not officer:
                reason = self.env._("%s; no officer available", reason)
        return {**values, "team_reason": reason}

    @api.model
    def _routing_reason(self, Rule, facts, decision):
        reasons = [
            Rule.browse(step.key)._describe_match(step) for step in decision.fired
        ]
        if decision.team is None:
            reasons.append(
                self.env._("Team of the service")
                if facts["service_id"].team_id
                else self.env._("No rule fits and the service has no team")
            )
        return "; ".join(reasons)

    @api.model
    def _routing_candidates(self, Rule, facts, decided):
        """What matters of the officers that rules choose among.

        Returns:
            `res.users` of those who are away; and, if load decides, {id of a user:
            number of open requests}.
        """
        among = counted = self.env["res.users"]
        for one, decision in zip(facts, decided, strict=True):
            rule = Rule.browse(decision and decision.officer)
            if rule:
                team = Rule.team_id.browse(decision.team) or one["service_id"].team_id
                officers = rule._officers(team)
                among |= officers
                counted |= officers if rule.assign == "load" else counted.browse()
        return among._absent(), self._open_request_counts(counted)

    @api.model
    def _open_request_counts(self, officers):
        """Open requests of each officer: {id: number}."""
        if not officers:
            return {}
        # All that an officer has counts, also what whoever opens this may not see.
        groups = self.sudo()._read_group(
            [("user_id", "in", officers.ids), ("state", "in", OPEN_PHASES)],
            ["user_id"],
            ["__count"],
        )
        return {user.id: number for user, number in groups}

    # What rules ask about

    @api.model
    def _routing_facts(self, vals_list):
        """What routing needs to know of requests that are about to be created.

        Args:
            vals_list: as `create` takes it.

        Returns:
            A list of dicts of records and values; empty where no service is told.
        """
        Request = self.sudo()
        default = self.env.context.get
        numbers = {
            name: [vals.get(name) or default(f"default_{name}") for vals in vals_list]
            for name in RECORDS
        }
        # Read together, however many they are.
        known = {name: tuple(filter(None, ids)) for name, ids in numbers.items()}
        facts = [
            self._routing_facts_of(
                vals,
                {
                    name: Request[name].browse(ids[at] or []).with_prefetch(known[name])
                    for name, ids in numbers.items()
                },
            )
            for at, vals in enumerate(vals_list)
        ]
        self._add_wards(facts, vals_list)
        return facts

    @api.model
    def _add_wards(self, facts, vals_list):
        """Where nothing else tells the ward, the boundaries around the point do."""
        pointed = [
            (one, (float(vals["latitude"]), float(vals.get("longitude") or 0)))
            for one, vals in zip(facts, vals_list, strict=True)
            if one and not one["ward_id"] and vals.get("latitude")
        ]
        if pointed:
            # Where wards lie is public.
            Ward = self.env["constituent.ward"].sudo()
            wards = Ward._of_points([point for _one, point in pointed])
            for (one, _coordinates), ward in zip(pointed, wards, strict=True):
                one["ward_id"] = ward

    @api.model
    def _routing_facts_of(self, vals, records):
        service, person = records["service_id"], records["partner_id"]
        if not service:
            return {}
        place = records["property_id"]
        at_home = not (vals.get("address") or vals.get("latitude") or place)
        home = person.ward_id if at_home else place.ward_id
        requested_priority, usual = vals.get("priority") or "0", service.priority or "0"
        opened_at = fields.Datetime.to_datetime(vals.get("opened_at"))
        return {
            **records,
            "ward_id": records["ward_id"] or place.ward_id or home,
            "kind_id": person.kind_id,
            "has_priority": requested_priority != "0",
            "priority": usual if requested_priority == "0" else requested_priority,
            "answers": self._answer_pairs(service, vals.get(ANSWERS_KEY)),
            "at": opened_at or fields.Datetime.now(),
        }

    def _current_routing_facts(self, without=()):
        """What routing needs to know of this request.

        Args:
            without: names of fields that are to be found out anew.
        """
        self.ensure_one()
        names = ("service_id", "ward_id", "property_id", "partner_id", "channel_id")
        known = {name: self[name].id for name in names if name not in without}
        place = {name: self[name] for name in ("address", "latitude", "longitude")}
        (facts,) = self._routing_facts(
            [{**known, **place, "opened_at": self.opened_at}]
        )
        return {
            **facts,
            "user_id": self.user_id,
            "priority": self.priority,
            "has_priority": self.priority != "0",
            "answers": self._stored_answer_pairs(),
        }

    @api.model
    def _answer_pairs(self, service, given):
        """Pairs of question code and answer, as rules compare them.

        Args:
            given: {question code: value or list of values}, options by code or name.
        """
        rules = self.env["service.routing.rule"]._cached_rules()
        asked = {rule.conditions.answer[0] for rule in rules if rule.conditions.answer}
        pairs = set()
        for code in asked & (given or {}).keys():
            question = service.question_ids.filtered(lambda one, c=code: one.code == c)
            options = {
                option.name.casefold(): option.code for option in question.option_ids
            }
            values = given[code] if isinstance(given[code], list) else [given[code]]
            for value in values:
                word = str(value).strip().casefold()
                pairs.add((code, options.get(word, word).casefold()))
        return frozenset(pairs)

    def _stored_answer_pairs(self):
        """Pairs of question code and answer, as rules compare them."""
        return frozenset(
            (answer.code, line.strip().casefold())
            for answer in self.answer_ids
            for line in (answer.value or "").splitlines()
        )

    @api.model
    def _routing_case(self, facts):
        """The request as routing rules see it.

        Args:
            facts: as `_routing_facts` gives them.
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

    # Routed again

    def _routing_values(self):
        """Values for the team and the rest that rules decide, as things are now."""
        self.ensure_one()
        (values,) = self._route_requests([self._current_routing_facts()])
        return values

    def _reroute(self, vals):
        """The request was another service's all along: its team is that one's."""
        for request in self:
            if "team_id" not in vals:
                # Rules decide for all, whatever whoever moves it may write.
                request.sudo().write(request._routing_values())

    # The ward

    def write(self, vals):
        result = super().write(vals)
        if "ward_id" not in vals and any(vals.get(name) for name in WARD_SOURCE_FIELDS):
            self._update_ward()
        return result

    def _update_ward(self):
        """It is somewhere else than was said: its ward is that of the place."""
        for request in self:
            ward = request._current_routing_facts(without=("ward_id",))["ward_id"]
            if ward and ward != request.ward_id:
                request.ward_id = ward

    @api.model
    def _prepare_request(self, service, values):
        prepared = super()._prepare_request(service, values)
        given = values.get("answers")
        return {**prepared, ANSWERS_KEY: given} if given else prepared

    def message_notify(self, *, author_id=None, email_from=None, **kwargs):
        """The system tells what strangers set off: they have no address."""
        if not (author_id or email_from) and self.env.user._is_public():
            author_id = self.env.ref("base.partner_root").id
        return super().message_notify(
            author_id=author_id, email_from=email_from, **kwargs
        )
