from odoo import api, fields, models

from ..rules import ANSWERS_KEY

# Records that routing rules refer to.
RECORDS = (
    "service_id",
    "partner_id",
    "property_id",
    "ward_id",
    "channel_id",
    "team_id",
    "user_id",
)


class ServiceRoutingRule(models.Model):
    """The facts about requests that rules are matched against."""

    _inherit = "service.routing.rule"

    # New requests

    @api.model
    def _add_routing_values(self, vals_list):
        """Return `vals_list` of `create` of requests with the values that rules decide.

        The answers, which only the rules need, are removed.
        """
        routed = self._route_requests(self._routing_facts(vals_list))
        return [
            {name: vals[name] for name in vals if name != ANSWERS_KEY} | values
            for vals, values in zip(vals_list, routed, strict=True)
        ]

    @api.model
    def _routing_facts(self, vals_list):
        """Return the facts that routing needs about requests before they are created.

        Args:
            vals_list: as `create` takes it.

        Returns:
            For each item of `vals_list` a dict of records and values; an empty one
            where no service is given.
        """
        # sudo: rules apply to all, whatever whoever opens a request may read.
        Request = self.env["service.request"].sudo()
        default = self.env.context.get
        numbers = {
            name: [vals.get(name) or default(f"default_{name}") for vals in vals_list]
            for name in RECORDS
        }
        # Prefetched together for all requests.
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
        """Add the ward around the point to facts without one."""
        pointed = [
            (one, (float(vals["latitude"]), float(vals.get("longitude") or 0)))
            for one, vals in zip(facts, vals_list, strict=True)
            if one and not one["ward_id"] and vals.get("latitude")
        ]
        if pointed:
            # sudo: ward boundaries are public.
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

    @api.model
    def _answer_pairs(self, service, given):
        """Return answers as pairs of question code and value, as rules compare them.

        Only questions that some routing rule refers to are included.

        Args:
            service: `service.type` that asks the questions.
            given: {question code: value or list of values}, options by code or name.

        Returns:
            A frozenset of (code, value), the value case-folded.
        """
        rules = self._cached_rules()
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

    # Requests that are there

    @api.model
    def _current_routing_facts(self, request, without=()):
        """Return the facts that routing needs about a request.

        Args:
            request: `service.request`.
            without: names of fields to determine anew.

        Returns:
            A dict as of `_routing_facts`, with answers, priority and officer.
        """
        request.ensure_one()
        names = ("service_id", "ward_id", "property_id", "partner_id", "channel_id")
        known = {name: request[name].id for name in names if name not in without}
        place = {name: request[name] for name in ("address", "latitude", "longitude")}
        (facts,) = self._routing_facts(
            [{**known, **place, "opened_at": request.opened_at}]
        )
        return {
            **facts,
            "user_id": request.user_id,
            "priority": request.priority,
            "has_priority": request.priority != "0",
            "answers": self._stored_answer_pairs(request),
        }

    @api.model
    def _stored_answer_pairs(self, request):
        """Return answers as pairs of question code and value, as rules compare them."""
        return frozenset(
            (answer.code, line.strip().casefold())
            for answer in request.answer_ids
            for line in (answer.value or "").splitlines()
        )

    @api.model
    def _current_routing_values(self, request):
        """Return the values that rules decide for a request now."""
        (values,) = self._route_requests([self._current_routing_facts(request)])
        return values
