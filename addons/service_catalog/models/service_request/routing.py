from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...phases import ACTIVE_PHASES

# Key in the values of a new request for its answers, which rules use.
ANSWERS_KEY = "given_answers"
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
# Fields that determine the ward where none is given.
WARD_SOURCE_FIELDS = {"property_id", "latitude", "longitude"}
MAX_LOCK_ATTEMPTS = 50  # looked at when many officers take their next at the same time
QUEUE_ORDER = "priority desc, due_at, id"


class ServiceRequest(models.Model):
    """Routing: team, priority and assignee of requests."""

    _inherit = "service.request"

    @api.model
    def _add_routing_values(self, vals_list):
        """Return `vals_list` of `create` with the values that rules decide.

        The answers, which only the rules need, are removed.
        """
        facts = self._routing_facts(vals_list)
        routed = self.env["service.routing.rule"]._route_requests(facts)
        return [
            {name: vals[name] for name in vals if name != ANSWERS_KEY} | values
            for vals, values in zip(vals_list, routed, strict=True)
        ]

    # Facts for rules

    @api.model
    def _routing_facts(self, vals_list):
        """Return the facts that routing needs about requests before they are created.

        Args:
            vals_list: as `create` takes it.

        Returns:
            For each item of `vals_list` a dict of records and values; an empty one
            where no service is given.
        """
        Request = self.sudo()
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

    def _current_routing_facts(self, without=()):
        """Return the facts that routing needs about this request.

        Args:
            without: names of fields to determine anew.

        Returns:
            A dict as of `_routing_facts`, with answers, priority and officer.
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
        """Return answers as pairs of question code and value, as rules compare them.

        Only questions that some routing rule refers to are included.

        Args:
            service: `service.type` that asks the questions.
            given: {question code: value or list of values}, options by code or name.

        Returns:
            A frozenset of (code, value), the value case-folded.
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
        """Return answers as pairs of question code and value, as rules compare them."""
        return frozenset(
            (answer.code, line.strip().casefold())
            for answer in self.answer_ids
            for line in (answer.value or "").splitlines()
        )

    # Rerouting

    def _routing_values(self):
        """Return the values that routing rules decide for the request now."""
        self.ensure_one()
        facts = self._current_routing_facts()
        (values,) = self.env["service.routing.rule"]._route_requests([facts])
        return values

    def _reroute(self, vals):
        """Route the request again after its service has changed.

        A team in `vals` is kept.

        Args:
            vals: the values written.
        """
        for request in self:
            if "team_id" not in vals:
                # sudo: rules apply regardless of the user's rights.
                request.sudo().write(request._routing_values())

    def _update_ward(self, vals):
        """Set the ward from the new place of the request.

        A ward in `vals` is kept.

        Args:
            vals: the values written.
        """
        if "ward_id" in vals or not any(vals.get(name) for name in WARD_SOURCE_FIELDS):
            return
        for request in self:
            ward = request._current_routing_facts(without=("ward_id",))["ward_id"]
            if ward and ward != request.ward_id:
                request.ward_id = ward

    def message_notify(self, *, author_id=None, email_from=None, **kwargs):
        """Send notifications that a public user causes as the system.

        The public user has no e-mail address to send from.
        """
        if not (author_id or email_from) and self.env.user._is_public():
            author_id = self.env.ref("base.partner_root").id
        return super().message_notify(
            author_id=author_id, email_from=email_from, **kwargs
        )

    @api.depends("service_id")
    def _compute_priority(self):
        """Compute the priority from the service where none is set yet.

        Later changes of the service keep the priority.
        """
        for request in self:
            request.priority = request.priority or request.service_id.priority or "0"

    # Assignment to at most one officer, concurrent attempts included

    def action_assign_to_me(self):
        self.check_access("write")
        self._assign_to(self.env.user)

    def _assign_to(self, user):
        """Assign the requests to `user`.

        Of two concurrent attempts one succeeds. The other fails at once, or on Odoo's
        retry after a serialisation error.

        Raises:
            UserError: when one is assigned to another user; the message names them.
        """
        for request in self:
            if request not in request._lock_unassigned():
                raise UserError(
                    self.env._(
                        "%s is being assigned to someone else. Please try again.",
                        request.reference,
                    )
                )
            if request.user_id and request.user_id != user:
                raise UserError(request._assigned_error())
        self.filtered(lambda request: not request.user_id).user_id = user

    def _lock_unassigned(self):
        """Lock the requests that no other transaction has locked; return those.

        The cached assignee is invalidated, so that it is read as saved.
        """
        # sudo: the user's write access has been checked before.
        locked = self.sudo().try_lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["user_id"])
        return locked.with_env(self.env)

    def _assigned_error(self):
        return self.env._(
            "%(reference)s is assigned to %(officer)s. You can take it over, giving a"
            " reason.",
            officer=self.user_id.name,
            reference=self.reference,
        )

    def action_assign_next_to_me(self):
        """Assign the most urgent unassigned request of my teams to me and open it."""
        request = self._assign_next(self.env.user)
        if request:
            return {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": request.id,
                "views": [(False, "form")],
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("No unassigned requests in your teams."),
            },
        }

    @api.model
    def _assign_next(self, user):
        """Assign the most urgent unassigned request to `user`.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        waiting = self.search(
            self._unassigned_domain(user), order=QUEUE_ORDER, limit=MAX_LOCK_ATTEMPTS
        )
        # sudo as in `_lock_unassigned`; skips requests that are locked.
        locked = waiting.sudo().try_lock_for_update(allow_referencing=True, limit=1)
        request = locked.with_env(self.env)
        request.user_id = user
        return request

    @api.model
    def _unassigned_domain(self, user):
        return (
            Domain("user_id", "=", False)
            & Domain("phase", "in", ACTIVE_PHASES)
            & Domain("team_id", "in", self._teams_of(user).ids)
        )

    @api.model
    def _teams_of(self, user):
        """Return the teams that a user leads or is a member of.

        Args:
            user: `res.users`.
        """
        leads = Domain("lead_id", "in", user.ids)
        return self.env["service.team"].search(
            leads | Domain("member_ids", "in", user.ids)
        )

    @api.depends_context("uid")
    @api.depends("team_id")
    def _compute_is_my_team(self):
        mine = self._teams_of(self.env.user)
        for request in self:
            request.is_my_team = request.team_id in mine

    def _search_is_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        # By their numbers: then those of one team are read in the order of the list.
        return Domain("team_id", "in", self._teams_of(self.env.user).ids)

    def action_unassign(self):
        """Unassign the requests."""
        self.user_id = False

    def action_take_over(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_take_over_action"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _reassign(self, user, reason):
        """Assign the request to `user` and notify the former assignee of the reason.

        Args:
            user: `res.users`.
            reason: in the officer's own words.
        """
        self.ensure_one()
        former = self.user_id
        # sudo: users with write access may take over, with a reason.
        self.sudo().user_id = user
        self.message_post(
            body=self.env._(
                "%(officer)s has taken it over: %(reason)s",
                officer=user.name,
                reason=reason,
            ),
            partner_ids=(former - user).partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _check_reassignment(self, vals):
        """Check that only supervisors reassign requests of other officers."""
        if "user_id" not in vals or self.env.su:
            return
        if self.env.user.has_group("constituent_crm.group_supervisor"):
            return
        user_id = vals["user_id"]
        for request in self:
            if request.user_id.id not in (False, self.env.uid, user_id):
                raise UserError(request._assigned_error())
