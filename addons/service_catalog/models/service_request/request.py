from uuid import uuid4

from odoo import api, fields, models
from odoo.fields import Domain

from ...phases import ACTIVE_SQL, OPEN_PHASES, OPEN_SQL, PHASES
from ...priorities import PRIORITIES
from ..service_sla_clock.clock import STATES

READERS = "constituent_crm.group_officer,constituent_crm.group_service_officer"


class ServiceRequest(models.Model):
    """A request of a constituent for a service."""

    _name = "service.request"
    _description = "Service Request"
    _inherit = [
        "service.portal.mixin",
        "service.thread.mixin",
        "portal.mixin",
        "mail.tracking.duration.mixin",
        "mail.activity.mixin",
        "constituent.single.line.mixin",
        "service.phase.mixin",
        "service.satisfaction.mixin",
    ]
    _single_line_fields = ("name", "address", "postcode")
    _track_duration_field = "state_id"
    _order = "opened_at desc, id desc"
    _rec_names_search = ["reference", "name", "partner_id"]

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._new_reference(),
    )
    reference_search = fields.Char(
        compute="_compute_reference_search",
        search="_search_reference_search",
        help="As people write it: in any case, with or without prefix and dashes.",
    )
    phonetic_reference = fields.Char(
        string="Phonetic Spelling", compute="_compute_phonetic_reference"
    )
    name = fields.Char(
        string="Subject",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    description = fields.Text()
    # People
    partner_id = fields.Many2one(
        "res.partner",
        string="Constituent",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    beneficiary_id = fields.Many2one(
        "res.partner",
        string="On Behalf Of",
        ondelete="set null",
        index="btree_not_null",
    )
    channel_id = fields.Many2one(
        "constituent.channel", ondelete="restrict", index="btree_not_null"
    )
    interaction_ids = fields.One2many(
        "constituent.interaction", "request_id", string="Contacts"
    )
    notification_preference = fields.Selection(
        [("email", "E-mail"), ("sms", "Text message"), ("none", "Not at all")],
        copy=False,
        help="As chosen on the form. If empty, the constituent's preferred channel"
        " applies.",
    )
    # Content and assignment
    service_id = fields.Many2one(
        "service.type", required=True, ondelete="restrict", index=True, tracking=True
    )
    directorate_id = fields.Many2one(
        related="service_id.directorate_id", store=True, index="btree_not_null"
    )
    priority = fields.Selection(
        PRIORITIES,
        required=True,
        compute="_compute_priority",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    team_id = fields.Many2one("service.team", ondelete="restrict", tracking=True)
    team_reason = fields.Char(string="Why This Team", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Officer", ondelete="set null", tracking=True
    )
    is_my_team = fields.Boolean(
        string="My Teams'",
        compute="_compute_is_my_team",
        search="_search_is_my_team",
    )
    answer_ids = fields.One2many("service.answer", "request_id", string="Answers")
    form_id = fields.Many2one(
        "service.version",
        string="Questions Asked",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    canned_response_ids = fields.Many2many(
        "service.canned.response",
        string="Canned Responses Sent",
        readonly=True,
        copy=False,
    )
    sent_file_ids = fields.Many2many(
        "ir.attachment",
        "service_request_sent_file_rel",
        string="Files from the Constituent",
        copy=False,
        readonly=True,
        help="Files the constituent can download from their page. Does not include"
        " files attached by staff.",
    )
    photo_ids = fields.Many2many(
        "ir.attachment", string="Photos", compute="_compute_photo_ids"
    )
    # Location
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    address = fields.Char()
    postcode = fields.Char()
    property_id = fields.Many2one(
        "constituent.property", ondelete="set null", index="btree_not_null"
    )
    ward_id = fields.Many2one(
        "constituent.ward", ondelete="set null", index="btree_not_null"
    )
    map_url = fields.Char(string="Map", compute="_compute_map_url")
    # State
    state_id = fields.Many2one(
        "service.request.state",
        required=True,
        default=lambda self: self._first_state(),
        ondelete="restrict",
        copy=False,
        tracking=True,
        group_expand="_expand_states",
    )
    phase = fields.Selection(
        PHASES,
        compute="_compute_phase",
        inverse="_inverse_phase",
        store=True,
        precompute=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    next_state_ids = fields.Many2many(related="state_id.next_ids")
    next_moves = fields.Json(
        compute="_compute_next_moves", help="Data of the buttons for the next states."
    )
    opened_at = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True, copy=False
    )
    event_ids = fields.One2many("service.request.event", "request_id", string="History")
    # Outcome
    outcome_id = fields.Many2one(
        "service.outcome",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    closing_note = fields.Text(copy=False, help="Shown to the constituent.")
    closed_at = fields.Datetime(copy=False)
    receiving_organisation_id = fields.Many2one(
        "service.external.organisation",
        string="Referred To",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The external organisation that takes it over.",
    )
    receiving_organisation_name = fields.Char(related="receiving_organisation_id.name")
    referral_ids = fields.One2many("service.referral", "request_id", string="Referrals")
    reopen_until = fields.Datetime(
        string="Can Be Reopened Until",
        index="btree_not_null",
        copy=False,
        help="By the constituent; after that it is closed for good.",
    )
    # Deadlines
    clock_ids = fields.One2many("service.sla.clock", "request_id", string="Deadlines")
    due_at = fields.Datetime(
        string="Due", compute="_compute_clock", store=True, index="btree_not_null"
    )
    sla_state = fields.Selection(
        STATES, string="Deadline", compute="_compute_clock", store=True
    )
    sla_state_now = fields.Selection(
        STATES,
        string="Deadline Now",
        compute="_compute_sla_state_now",
        help="Current status: missed as soon as the deadline has passed.",
    )
    at_risk_from = fields.Datetime(compute="_compute_clock", store=True)
    is_at_risk = fields.Boolean(
        string="At Risk", compute="_compute_is_at_risk", search="_search_is_at_risk"
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    needs_replanning = fields.Boolean(
        copy=False, help="Its deadlines must be recalculated."
    )
    # Parts and co-reports
    parent_id = fields.Many2one(
        "service.request",
        string="Parent Request",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    child_ids = fields.One2many("service.request", "parent_id", string="Sub-Requests")
    open_child_ids = fields.One2many(
        "service.request",
        "parent_id",
        string="Open Sub-Requests",
        domain=[("phase", "in", OPEN_PHASES)],
    )
    child_count = fields.Integer(
        string="Sub-Request Count", compute="_compute_child_count"
    )
    co_report_ids = fields.One2many(
        "service.co.report", "request_id", string="Co-Reports"
    )
    active_co_report_ids = fields.One2many(
        "service.co.report",
        "request_id",
        string="Co-Reporters",
        domain=[("left_at", "=", False)],
    )
    # Precomputed, so that opening a request writes it once.
    reporter_count = fields.Integer(
        string="Reporters",
        compute="_compute_reporter_count",
        store=True,
        precompute=True,
        aggregator="sum",
        help="Number of people who reported it, including the first.",
    )
    duplicate_count = fields.Integer(compute="_compute_duplicate_count")
    # Display
    marker_banner = fields.Html(
        compute="_compute_marker_banner", sanitize=False, groups=READERS
    )
    representation_warning = fields.Char(
        compute="_compute_representation_warning", groups=READERS
    )
    tracking_url = fields.Char(string="Tracking Link", compute="_compute_tracking_url")
    # Its keys: of portal.mixin; made at once, so that reading the link never writes.
    access_token = fields.Char(default=lambda self: str(uuid4()))
    source_key = fields.Char(
        copy=False, help="The sender's own key: the same request opens once."
    )
    new_link_until = fields.Datetime(
        copy=False,
        help="Until when a link that they asked for again opens a closed request.",
    )

    _reference_uniq = models.Constraint(
        "UNIQUE (reference)", "This reference is in use already."
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This request already exists."
    )
    _work_idx = models.Index(f"(team_id, due_at) WHERE {OPEN_SQL}")
    _at_risk_idx = models.Index("(at_risk_from) WHERE at_risk_from IS NOT NULL")
    _due_idx = models.Index(f"(due_at, id) WHERE {OPEN_SQL}")
    _mine_idx = models.Index(f"(user_id, due_at, id) WHERE {OPEN_SQL}")
    _missed_idx = models.Index(
        f"(due_at, id) WHERE sla_state = 'missed' AND {OPEN_SQL}"
    )
    _needs_replanning_idx = models.Index("(id) WHERE needs_replanning")
    # For the next unassigned request of a team.
    _unassigned_queue_idx = models.Index(
        f"(team_id, priority DESC, due_at, id) WHERE user_id IS NULL AND {ACTIVE_SQL}"
    )
    # In one service, a band of latitude as wide as a street holds few, and its
    # longitudes are looked through in the index: see `docs/benchmarks.md`, nearby.
    _nearby_idx = models.Index(f"(service_id, latitude, longitude) WHERE {OPEN_SQL}")
    _asked_idx = models.Index(
        "(satisfaction_asked_at) WHERE satisfaction_asked_at IS NOT NULL"
    )
    # The first page of each saved filter, in the order of the list. One of all that is
    # due would be walked to its end for who has nothing but what is due last.
    _of_officer_idx = models.Index("(user_id, due_at, id) WHERE user_id IS NOT NULL")
    _of_team_idx = models.Index("(team_id, due_at, id) WHERE team_id IS NOT NULL")
    _urgent_idx = models.Index(f"(due_at, id) WHERE priority = '2' AND {OPEN_SQL}")
    _unhappy_idx = models.Index("(due_at, id) WHERE satisfaction IN ('1', '2')")
    _many_people_idx = models.Index("(due_at, id) WHERE reporter_count > 1")
    _unclaimed_idx = models.Index(f"(due_at, id) WHERE user_id IS NULL AND {OPEN_SQL}")
    _waiting_idx = models.Index("(due_at, id) WHERE phase = 'waiting'")
    _resolved_idx = models.Index("(due_at, id) WHERE reopen_until IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        # Before creation, so that no update has to be tracked and notified.
        vals_list = self._add_routing_values(vals_list)
        creator = self._check_creation(vals_list)
        default_parent = {"parent_id": self.env.context.get("default_parent_id")}
        for vals in (default_parent, *vals_list):
            self._check_parent_access(vals)
        requests = super(ServiceRequest, creator).create(vals_list)
        # sudo: users have no write access to clocks.
        self.env["service.sla.clock"].sudo()._start(requests.sudo())
        requests._record_matching_feedback()
        return requests

    def write(self, vals):
        remaining = self._apply_state_change(vals)
        self._check_reassignment(remaining)
        self._check_parent_access(remaining)
        result = super().write(remaining)
        if "service_id" in vals:
            self._reroute(vals)
        self._replan_if_needed(vals)
        self._update_ward(vals)
        if "service_id" in vals:
            self._record_matching_feedback()
        return result

    @api.model
    def _check_parent_access(self, vals):
        """Refuse a parent that the user may not read: its parts show its name."""
        self.browse(vals.get("parent_id") or []).check_access("read")

    @api.model
    def _first_state(self):
        # By name, which is known before the table of states is, when upgrading.
        name = "service_catalog.request_state_received"
        return self.env["ir.model.data"]._xmlid_to_res_id(name)

    @api.model
    def _expand_states(self, states, domain):
        """Return all columns of the board, empty ones included."""
        return states.search(Domain.TRUE)

    @api.depends("state_id.phase")
    def _compute_phase(self):
        for request in self:
            request.phase = request.state_id.phase

    def _inverse_phase(self):
        """Set the first state of the phase on requests entered with a phase only."""
        State = self.env["service.request.state"]
        for request in self:
            if request.state_id.phase != request.phase:
                phase = [("phase", "=", request.phase)]
                request.state_id = State.search(phase, limit=1)
