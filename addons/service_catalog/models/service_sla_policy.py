from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..clocks import Promise
from ..rules import Case
from .service_rule_mixin import ONE_OF

KINDS = [
    ("acknowledge", "Acknowledge"),
    ("respond", "Respond"),
    ("resolve", "Resolve"),
    ("statutory", "By law"),
]
DAY = 86_400
# Fields that affect the deadlines of open requests.
PROMISED = {
    "kind",
    "scope",
    "sequence",
    "active",
    "unit",
    "hours",
    "days",
    "calendar_id",
    "pauses",
    "warn",
    "warn_share",
    "warn_hours",
    "service_ids",
    "directorate_ids",
    "ward_ids",
    "kind_ids",
    "channel_ids",
    "asked_priority",
}


class ServiceSlaPolicy(models.Model):
    """A deadline for matching requests, and who is notified when it is missed.

    For each kind of clock the first matching policy applies.
    """

    _name = "service.sla.policy"
    _description = "Deadline"
    _inherit = ["service.rule.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    # Scope
    scope = fields.Selection(
        [
            ("named", "Services with this deadline"),
            ("fitting", "All matching requests"),
        ],
        string="Applies To",
        required=True,
        default="named",
    )
    # Deadline
    kind = fields.Selection(
        KINDS,
        required=True,
        default="resolve",
        help="Acknowledge: the constituent is told that it came in. Respond: staff"
        " start or answer. Resolve and by law: it is closed.",
    )
    unit = fields.Selection(
        [
            ("hours", "Working hours"),
            ("days", "Working days"),
            ("calendar_days", "Calendar days"),
        ],
        string="Counted As",
        required=True,
        default="hours",
        help="Days are counted from the day after, and end when the day does.",
    )
    hours = fields.Float(string="Working Hours")
    days = fields.Integer()
    promise = fields.Char(compute="_compute_promise")
    named_count = fields.Integer(compute="_compute_named_count")
    scope_description = fields.Char(
        string="Which Requests", compute="_compute_scope_description"
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Counted In",
        ondelete="restrict",
        help="Leave empty for the working hours of the responsible team.",
    )
    pauses = fields.Boolean(
        string="Pauses While Waiting",
        compute="_compute_pauses",
        store=True,
        readonly=False,
        precompute=True,
        help="A statutory deadline continues while the request is waiting.",
    )
    # Notification
    warn = fields.Selection(
        [
            ("share", "When much of the time is used"),
            ("hours", "Hours before"),
        ],
        help="The officer, or else the team lead, is notified before the deadline.",
        default="share",
    )
    warn_share = fields.Integer(string="Per Cent Used", default=80)
    warn_hours = fields.Float(
        string="Hours Before",
        default=4,
        help="Working hours; of a deadline in days, 24 are one day.",
    )
    escalates_to_lead = fields.Boolean(
        string="Notify Team Lead",
        help="Notify the team lead when the deadline is missed.",
    )
    escalate_user_ids = fields.Many2many(
        "res.users",
        string="Also Notify",
        help="Users who get an activity when the deadline is missed.",
    )

    _time_positive = models.Constraint(
        "CHECK (CASE unit WHEN 'hours' THEN hours > 0 ELSE days > 0 END)",
        "The time of a deadline must be positive.",
    )
    _warn_share_sane = models.Constraint(
        "CHECK (warn IS DISTINCT FROM 'share' OR warn_share BETWEEN 1 AND 99)",
        "Warn when 1 to 99 per cent of the time is used.",
    )
    _warn_hours_sane = models.Constraint(
        "CHECK (warn IS DISTINCT FROM 'hours' OR warn_hours > 0)",
        "The warning period must be positive.",
    )

    @api.constrains("warn", "warn_hours", "unit", "hours", "days")
    def _check_warning(self):
        """Check that the warning is not before the start."""
        for policy in self:
            promise = policy._promise()
            if promise.budget > 0 and promise.warn is not None and promise.warn <= 0:
                raise ValidationError(
                    self.env._(
                        "The warning of “%s” would be before its start.", policy.name
                    )
                )

    @api.depends("kind")
    def _compute_pauses(self):
        """Compute the default: statutory deadlines do not pause."""
        for policy in self:
            policy.pauses = policy.kind != "statutory"

    @api.depends("unit", "hours", "days")
    def _compute_promise(self):
        """Compute the deadline in words."""
        for policy in self:
            policy.promise = policy._describe_promise()

    def _compute_named_count(self):
        """Compute the number of services with this policy."""
        counts = dict(
            self.env["service.type"]._read_group(
                [("sla_policy_id", "in", self.ids)], ["sla_policy_id"], ["__count"]
            )
        )
        for policy in self:
            policy.named_count = counts.get(policy, 0)

    @api.depends("scope", "named_count", *ONE_OF.values(), "asked_priority")
    def _compute_scope_description(self):
        """Compute the scope in words."""
        for policy in self:
            conditions = policy._describe_conditions()
            if policy.scope == "named":
                named = self.env._(
                    "services with this deadline (%s)", policy.named_count
                )
                conditions.insert(0, named)
            policy.scope_description = "; ".join(conditions) or self.env._(
                "all requests"
            )

    def _describe_promise(self):
        """Return the deadline in words."""
        is_singular = (self.hours if self.unit == "hours" else self.days) == 1
        if self.unit == "hours":
            hours = f"{self.hours:g}"
            return (
                self.env._("1 working hour")
                if is_singular
                else self.env._("%s working hours", hours)
            )
        if self.unit == "days":
            return (
                self.env._("1 working day")
                if is_singular
                else self.env._("%s working days", self.days)
            )
        weeks, days = divmod(self.days, 7)
        if weeks > 1 and not days:
            return self.env._("%s weeks", weeks)
        return (
            self.env._("1 calendar day")
            if is_singular
            else self.env._("%s calendar days", self.days)
        )

    def action_view_services(self):
        """Open the services with this policy."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_type_action"
        )
        named = [("sla_policy_id", "=", self.id)]
        return {**action, "domain": named, "context": {}}

    def write(self, vals):
        """Replan affected requests when the deadline changes."""
        result = super().write(vals)
        if PROMISED & vals.keys():
            self._replan_affected_requests()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        """Replan affected requests."""
        policies = super().create(vals_list)
        fitting = policies.filtered(lambda policy: policy.scope == "fitting")
        fitting._replan_affected_requests()
        return policies

    def _replan_affected_requests(self):
        """Replan the requests that have this policy or may get it."""
        if not self:
            return
        scope_description = [("clock_ids", "any", [("policy_id", "in", self.ids)])]
        if "fitting" in self.mapped("scope"):
            scope_description = []
        self.env["service.request"]._replan_where(scope_description)

    def _promise(self):
        """Return the promise as a plain value, in seconds of its timeline."""
        self.ensure_one()
        budget = self.hours * 3600 if self.unit == "hours" else self.days * DAY
        if self.warn == "share":
            return Promise(budget, budget * self.warn_share / 100)
        if self.warn == "hours":
            return Promise(budget, budget - self.warn_hours * 3600)
        return Promise(budget)

    @api.model
    def _select_policies(self, case: Case, named_id):
        """Select the policies for a request.

        Args:
            case: the request.
            named_id: id of the policy of its service, or False.

        Returns:
            A dict of kind to `service.sla.policy` id.
        """
        chosen = {}
        for policy_id, kind, is_fitting, conditions in self._cached_rules():
            if kind in chosen or not (is_fitting or policy_id == named_id):
                continue
            if not conditions.unmet_condition(case):
                chosen[kind] = policy_id
        return chosen

    @api.model
    @tools.ormcache()
    def _cached_rules(self):
        """Return id, kind, scope and conditions of all policies, in order; cached."""
        # sudo: the policies do not depend on the user, hence cached.
        return tuple(
            (policy.id, policy.kind, policy.scope == "fitting", policy._conditions())
            for policy in self.sudo().search([])
        )
