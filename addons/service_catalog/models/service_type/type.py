from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...priorities import PRIORITIES

NATURES = [
    ("information", "Information"),
    ("request", "Request"),
    ("report", "Report"),
    ("application", "Application"),
    ("booking", "Booking"),
    ("payment", "Payment"),
    ("consultation", "Consultation"),
    ("inspection", "Inspection"),
]
# Warnings about missing configuration.
LACKS = {
    "team": [("team_id", "=", False)],
    "deadline": [("sla_policy_id", "=", False), ("nature", "!=", "information")],
    "words": [("keyword_ids", "=", False)],
    "heading": [("is_published", "=", True), ("group", "=", False)],
    "description": [("is_published", "=", True), ("description", "in", [False, ""])],
    "choices": [
        (
            "question_ids",
            "any",
            [
                ("datatype", "in", ["singlevaluelist", "multivaluelist"]),
                ("option_ids", "=", False),
            ],
        )
    ],
}
# Fields that suggestions search.
SEARCHED = {"name", "description", "active"}


class ServiceType(models.Model):
    """A service of the council: an entry of the catalogue."""

    _name = "service.type"
    _description = "Service"
    _inherit = ["constituent.single.line.mixin", "constituent.code.mixin"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]
    _single_line_fields = ("name", "code", "group")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Also the service code of Open311.")
    description = fields.Text(translate=True)
    nature = fields.Selection(
        NATURES,
        required=True,
        default="request",
        index=True,
        help="Purpose of the service: information, report, application, …",
    )
    statutory_basis = fields.Char(
        translate=True, help="The Act that obliges or allows the council to do it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    # Responsibility
    directorate_id = fields.Many2one(
        "service.directorate", ondelete="restrict", index="btree_not_null"
    )
    team_id = fields.Many2one(
        "service.team", ondelete="restrict", index="btree_not_null"
    )
    priority = fields.Selection(
        PRIORITIES, required=True, default="0", help="Priority of new requests."
    )
    sla_policy_id = fields.Many2one(
        "service.sla.policy",
        string="Deadline",
        ondelete="restrict",
        index="btree_not_null",
    )
    matter_id = fields.Many2one(
        "constituent.matter",
        ondelete="restrict",
        index="btree_not_null",
        help="Representatives need authority for this matter.",
    )
    lgsl_id = fields.Integer(
        string="LGSL", help="Number in the Local Government Services List."
    )
    # Availability
    kind_ids = fields.Many2many(
        "constituent.kind",
        string="Eligible Constituents",
        help="Leave empty for everyone.",
    )
    ward_ids = fields.Many2many(
        "constituent.ward",
        string="Wards",
        help="Where it is offered. None chosen: in the whole area.",
    )
    channel_ids = fields.Many2many(
        "constituent.channel",
        string="Channels",
        help="Channels on which the service can be requested. Leave empty for all"
        " channels.",
    )
    # Told by one column: most services are for everybody, and requests are many.
    is_limited = fields.Boolean(
        string="Restricted", compute="_compute_is_limited", store=True
    )
    needs_crew = fields.Boolean(help="A crew has to visit the location.")
    needs_login = fields.Boolean(
        string="Sign-In Required",
        help="Cannot be requested anonymously. Online, residents must sign in.",
    )
    # Publication
    is_published = fields.Boolean(
        string="Published", help="Offered to the public, also over Open311."
    )
    group = fields.Char(
        string="Heading", translate=True, help="Heading under which residents find it."
    )
    needs_location = fields.Boolean(help="A request must say where.")
    # Suggestions and questions
    keyword_ids = fields.One2many(
        "service.keyword", "service_id", string="Residents' Phrases"
    )
    question_ids = fields.One2many("service.question", "service_id")
    script_ids = fields.One2many("service.script", "service_id")
    promise_ids = fields.Many2many(
        "service.sla.policy",
        string="Deadlines",
        compute="_compute_promise_ids",
        help="Deadlines that may apply to a request for this service. For"
        " each kind, the first match applies.",
    )
    rule_ids = fields.Many2many(
        "service.routing.rule",
        string="Routing Rules",
        compute="_compute_rule_ids",
        help="Rules that may apply to a request for this service, in order.",
    )
    # Duplicates
    nearby_metres = fields.Integer(
        string="Duplicate Radius (Metres)",
        help="Metres within which an open request is likely to be about the same thing;"
        " 0: never.",
    )
    nearby_days = fields.Integer(
        string="Duplicate Period (Days)", help="Days after which it is a new matter."
    )
    # Outcomes
    outcome_ids = fields.Many2many(
        "service.outcome", string="Outcomes", help="Leave empty for all."
    )
    reopen_days = fields.Integer(
        string="Days to Reopen",
        default=lambda self: self._usual_reopen_days(),
        help="Days after closing during which the constituent can reopen the request;"
        " 0 for never.",
    )
    # Counts
    request_ids = fields.One2many("service.request", "service_id", string="Requests")
    open_request_count = fields.Integer(compute="_compute_open_request_count")
    version_count = fields.Integer(compute="_compute_version_count")
    # Configuration warnings
    needs_attention = fields.Boolean(
        compute="_compute_attention", search="_search_needs_attention"
    )
    attention = fields.Char(compute="_compute_attention", string="Open Issues")

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is in use already.")
    _reopen_days_positive = models.Constraint(
        "CHECK (reopen_days >= 0)", "Days are counted from 0."
    )
    _nearby_positive = models.Constraint(
        "CHECK (nearby_metres >= 0 AND nearby_days >= 0)",
        "Metres and days are 0 and up.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self._clear_service_matcher()
        return services

    def write(self, vals):
        result = super().write(vals)
        if SEARCHED & vals.keys():
            self._clear_service_matcher()
        return result

    def unlink(self):
        result = super().unlink()
        self._clear_service_matcher()
        return result

    @api.constrains("code")
    def _check_code(self):
        for service in self:
            if not service.code.replace("_", "").replace("-", "").isalnum():
                raise ValidationError(
                    self.env._("A code has letters, digits, “_” and “-” only.")
                )

    @api.model
    def _usual_reopen_days(self):
        # sudo: the default is not confidential.
        setting = self.env["ir.config_parameter"].sudo()
        return int(setting.get_param("service_catalog.reopen_days", 30))

    def _check_outcome(self, outcome):
        """Check that requests for this service may have an outcome."""
        if self.outcome_ids and outcome not in self.outcome_ids:
            raise UserError(
                self.env._(
                    "“%(service)s” cannot be closed as “%(outcome)s”. Possible"
                    " outcomes: %(all)s.",
                    service=self.name,
                    outcome=outcome.name,
                    all=", ".join(self.outcome_ids.mapped("name")),
                )
            )

    def _compute_open_request_count(self):
        counts = dict(
            self.env["service.request"]._read_group(
                [("service_id", "in", self.ids), ("closed_at", "=", False)],
                ["service_id"],
                ["__count"],
            )
        )
        for service in self:
            service.open_request_count = counts.get(service, 0)

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_request_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}

    def _compute_version_count(self):
        counts = dict(
            self.env["service.version"]._read_group(
                [("service_id", "in", self.ids)], ["service_id"], ["__count"]
            )
        )
        for service in self:
            service.version_count = counts.get(service, 0)

    def action_view_versions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_version_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}

    @api.depends(
        "team_id",
        "sla_policy_id",
        "nature",
        "keyword_ids",
        "is_published",
        "group",
        "description",
        "question_ids.datatype",
        "question_ids.option_ids",
    )
    def _compute_attention(self):
        words = {
            "team": self.env._("no responsible team"),
            "deadline": self.env._("it has no deadline"),
            "words": self.env._("no residents' phrases"),
            "heading": self.env._("no public heading"),
            "description": self.env._("no public description"),
            "choices": self.env._("a question offers no choices"),
        }
        for service in self:
            lacks = [
                words[name]
                for name, domain in LACKS.items()
                if service.filtered_domain(domain)
            ]
            service.needs_attention = bool(lacks)
            service.attention = "; ".join(lacks)

    @api.model
    def _search_needs_attention(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(LACKS.values())

    # Availability

    @api.depends("kind_ids", "ward_ids", "channel_ids")
    def _compute_is_limited(self):
        for service in self:
            service.is_limited = bool(
                service.kind_ids or service.ward_ids or service.channel_ids
            )

    def _unavailable_reason(self, partner=None, place=None, channel=None):
        """Return why the service is unavailable, in words for the requester, or ''.

        Unknown values do not restrict: an unidentified requester may be of the right
        kind.

        Args:
            partner: the `res.partner` it is for, may be empty.
            place: a callable that gives the `constituent.ward` of the place.
            channel: the `constituent.channel` it is asked for on, may be empty.
        """
        self.ensure_one()
        if not self.active:
            return self.env._("“%s” is no longer offered.", self.name)
        if self.needs_login and not partner:
            return self.env._("“%s” cannot be asked for without a name.", self.name)
        if not self.is_limited:
            return ""
        kind = partner.kind_id if partner else self.env["constituent.kind"]
        if self._leaves_out("kind_ids", kind):
            return self.env._(
                "“%(service)s” is for these only: %(names)s.",
                **self._offered_to("kind_ids"),
            )
        if self._leaves_out("channel_ids", channel):
            return self.env._(
                "“%(service)s” can be asked for in these ways only: %(names)s.",
                **self._offered_to("channel_ids"),
            )
        if self.ward_ids and place and self._leaves_out("ward_ids", place()):
            return self.env._(
                "“%(service)s” is offered in these wards only: %(names)s.",
                **self._offered_to("ward_ids"),
            )
        return ""

    def _leaves_out(self, name, record):
        return bool(self[name]) and bool(record) and record not in self[name]

    def _offered_to(self, name):
        return {"service": self.name, "names": ", ".join(self[name].mapped("name"))}

    # SLA policies and routing

    @api.depends("directorate_id", "sla_policy_id")
    def _compute_promise_ids(self):
        Policy = self.env["service.sla.policy"]
        for service in self:
            named = Domain("id", "=", service.sla_policy_id.id or 0)
            service.promise_ids = Policy.search(
                service._ruled_by() & (named | Domain("scope", "=", "fitting"))
            )

    @api.depends("directorate_id")
    def _compute_rule_ids(self):
        for service in self:
            service.rule_ids = self.env["service.routing.rule"].search(
                service._ruled_by()
            )

    def _ruled_by(self):
        """Return the domain of the rules that can match requests for this service."""
        self.ensure_one()
        mine = {
            "service_ids": self._origin.id,
            "directorate_ids": self.directorate_id.id,
        }
        return Domain.AND(
            Domain(name, "=", False) | Domain(name, "in", [one or 0])
            for name, one in mine.items()
        )

    def action_try_rules(self):
        """Open the wizard that tests the routing rules for this service."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_catalog.service_routing_test_action"
        )
        return {**action, "context": {"default_service_id": self.id}}
