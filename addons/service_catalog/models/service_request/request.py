from uuid import uuid4

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.constituent_crm.groups import READERS

from ...phases import ACTIVE_SQL, OPEN_SQL, PHASES
from ...priorities import PRIORITIES
from ..service_place_mixin import POINT_FIELDS

# Fields kept on erasure, besides those that `_erase_person` writes.
FIGURES = {"reference", "team_reason"}


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
        "service.phase.mixin",
        "service.place.mixin",
        "service.reference.mixin",
        "service.assignment.mixin",
        "service.tracking.mixin",
        "service.satisfaction.mixin",
    ]
    _single_line_fields = ("name", "address", "postcode")
    _track_duration_field = "state_id"
    _order = "opened_at desc, id desc"
    _rec_names_search = ["reference", "name", "partner_id"]

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
    # Content
    service_id = fields.Many2one(
        "service.type", required=True, ondelete="restrict", index=True, tracking=True
    )
    directorate_id = fields.Many2one(related="service_id.directorate_id", store=True)
    priority = fields.Selection(
        PRIORITIES,
        required=True,
        compute="_compute_priority",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
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
    # Assignment and place, besides the fields of the mixins
    team_reason = fields.Char(string="Why This Team", readonly=True, copy=False)
    ward_id = fields.Many2one(
        "constituent.ward", ondelete="set null", index="btree_not_null"
    )
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
        copy=False,
        tracking=True,
    )
    closing_note = fields.Text(copy=False, help="Shown to the constituent.")
    closed_at = fields.Datetime(index="btree_not_null", copy=False)
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
    # Display
    marker_banner = fields.Html(
        compute="_compute_marker_banner", sanitize=False, groups=READERS
    )
    representation_warning = fields.Char(
        compute="_compute_representation_warning", groups=READERS
    )
    # Its key, besides those of its pages in `pages.py`
    source_key = fields.Char(
        copy=False, help="The sender's own key: the same request opens once."
    )

    _reference_uniq = models.Constraint(
        "UNIQUE (reference)", "This reference is in use already."
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This request already exists."
    )
    _work_idx = models.Index(f"(team_id, due_at) WHERE {OPEN_SQL}")
    _mine_idx = models.Index(f"(user_id, due_at, id) WHERE {OPEN_SQL}")
    # For the next unassigned request of a team.
    _unassigned_queue_idx = models.Index(
        "(team_id, priority DESC, chased_count DESC, due_at, id)"
        f" WHERE user_id IS NULL AND {ACTIVE_SQL}"
    )
    # In one service, a band of latitude as wide as a street holds few, and its
    # longitudes are looked through in the index: see `docs/benchmarks.md`, nearby.
    _nearby_idx = models.Index(f"(service_id, latitude, longitude) WHERE {OPEN_SQL}")
    _asked_idx = models.Index(
        "(satisfaction_asked_at) WHERE satisfaction_asked_at IS NOT NULL"
    )
    # The first page of each saved filter, in the order of the list. A single index on
    # due_at would be scanned to its end for a user whose requests are due last.
    _of_officer_idx = models.Index("(user_id, due_at, id) WHERE user_id IS NOT NULL")
    _of_team_idx = models.Index("(team_id, due_at, id) WHERE team_id IS NOT NULL")
    _urgent_idx = models.Index(f"(due_at, id) WHERE priority = '2' AND {OPEN_SQL}")
    _unhappy_idx = models.Index("(due_at, id) WHERE satisfaction IN ('1', '2')")
    _waiting_idx = models.Index("(due_at, id) WHERE phase = 'waiting'")
    _resolved_idx = models.Index("(due_at, id) WHERE reopen_until IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        # Before creation, so that no update has to be tracked and notified.
        vals_list = self.env["service.routing.rule"]._add_routing_values(vals_list)
        creator = self._check_creation(vals_list)
        default_parent = {"parent_id": self.env.context.get("default_parent_id")}
        for vals in (default_parent, *vals_list):
            self._check_parent_access(vals)
        requests = super(ServiceRequest, creator).create(vals_list)
        # sudo: users have no write access to clocks.
        self.env["service.sla.clock"].sudo()._start(requests.sudo())
        requests._record_matching_feedback(is_new=True)
        return requests

    def write(self, vals):
        remaining = self._apply_state_change(vals)
        self._check_reassignment(remaining)
        self._check_parent_access(remaining)
        moves = self._prepare_moves(remaining)
        result = super().write(remaining)
        for request, place in moves.items():
            super(ServiceRequest, request).write(place)
        if "service_id" in vals:
            self._reroute(vals)
        self._replan_if_needed(vals)
        self._update_ward(vals)
        if "service_id" in vals:
            self._record_matching_feedback()
        return result

    # State

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
        phases = self.env["service.request.state"]._phases()
        for request in self:
            request.phase = phases.get(request.state_id._origin.id)

    def _inverse_phase(self):
        """Set the first state of the phase on requests entered with a phase only."""
        State = self.env["service.request.state"]
        for request in self:
            if request.state_id.phase != request.phase:
                phase = [("phase", "=", request.phase)]
                request.state_id = State.search(phase, limit=1)

    @api.depends("state_id.next_ids")
    def _compute_next_moves(self):
        for request in self:
            states = request.state_id.next_ids
            main = states._default_next_state(request.state_id)
            request.next_moves = [
                {
                    "id": state.id,
                    "label": state.verb or state.name,
                    "rare": state.phase == "cancelled",
                    "main": state == main,
                }
                for state in states
            ]

    # Form and lists

    @api.depends("service_id")
    def _compute_name(self):
        for request in self:
            request.name = request.name or request.service_id.name

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for request in self:
            parts = [request.reference, request.name]
            request.display_name = " · ".join(filter(None, parts))

    def _compute_photo_ids(self):
        photos = self._photos().sorted("id", reverse=True)
        of_request = photos.grouped("res_id")
        for request in self:
            mine = of_request.get(request.id, photos.browse())
            # The photographs of co-reporters belong to the request.
            request.photo_ids = mine | request.active_co_report_ids.photo_ids

    @api.depends("partner_id", "beneficiary_id")
    def _compute_marker_banner(self):
        for request in self:
            people = request.partner_id | request.beneficiary_id
            request.marker_banner = people.current_marker_ids._banner("request")

    @api.depends("partner_id", "beneficiary_id", "service_id.matter_id")
    def _compute_representation_warning(self):
        for request in self:
            request.representation_warning = request.partner_id._representation_warning(
                request.beneficiary_id, request.service_id.matter_id
            )

    def action_send_knowledge(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send a Canned Response"),
            "res_model": "service.canned.response.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def action_correct_answers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Answers"),
            "res_model": "service.answer.correct",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    # Privacy: subject access and erasure

    @api.model
    def _erasure_values(self):
        values = super()._erasure_values()
        # Figures, and fields that `_erase_person` writes.
        for name in FIGURES | {"access_token", "name"}:
            values.pop(name, None)
        place = dict.fromkeys((*POINT_FIELDS, "property_id"), False)
        return {**values, **place}

    def _erase_person(self, partners, names):
        # sudo: staff cannot delete feedback; it is part of the erasure.
        Feedback = self.env["service.matching.feedback"].sudo()
        Feedback.search([("request_id", "in", self.ids)]).unlink()
        homes = partners._homes_of_person()
        places = {
            request: request._coordinates()
            for request in self
            if request._is_public_location(partners, homes)
        }
        self._erase_answers_and_referrals()
        for request in self:
            # Invalidates the person's link.
            token = str(uuid4())
            request.write({"name": request.service_id.name, "access_token": token})
        result = super()._erase_person(partners, names)
        for request, (latitude, longitude) in places.items():
            request.write({"latitude": latitude, "longitude": longitude})
        return result

    def _erase_answers_and_referrals(self):
        """Erase answers, notes of referrals and snapshots for undoing."""
        self.answer_ids._erase_rows()
        self.referral_ids.write(
            {"note": False, "answer": False, "their_reference": False}
        )
        # sudo: erasure includes bulk actions that the user cannot see.
        lines = self.env["service.request.bulk.line"].sudo()
        lines = lines.search([("request_id", "in", self.ids)])
        # An action without `after` cannot be undone.
        lines.write({"reason": False, "former": False, "after": False})
        actions = lines.bulk_id
        actions.filtered(lambda one: one.request_ids <= self).write({"note": False})

    @api.model
    def _subject_access_fields(self):
        names = super()._subject_access_fields()
        return [name for name in names if name != "source_key"]
