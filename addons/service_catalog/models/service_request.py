from uuid import uuid4

from odoo import api, fields, models
from odoo.fields import Domain

from ..references import Reference, draw, parse
from .service_request_state import PHASES

READERS = "constituent_crm.group_officer,constituent_crm.group_service_officer"
ACTIVE_PHASES = ("open", "in_progress")
# What the page of a request shows to its constituent.
PORTAL_READABLE_FIELDS = frozenset(
    {
        "id",
        "display_name",
        "reference",
        "name",
        "description",
        "partner_id",
        "service_id",
        "address",
        "postcode",
        "state",
        "opened_at",
        "due_at",
        "closed_at",
        "access_url",
    }
)


class ServiceRequest(models.Model):
    """One thing one constituent asked the council to do."""

    _name = "service.request"
    _description = "Service Request"
    _inherit = [
        "service.portal.mixin",
        "service.thread.mixin",
        "portal.mixin",
        "mail.tracking.duration.mixin",
        "mail.activity.mixin",
        "constituent.single.line.mixin",
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
    name = fields.Char(
        string="Subject",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    description = fields.Text()
    # Who
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
    # What, and who works it
    service_id = fields.Many2one(
        "service.type", required=True, ondelete="restrict", index=True, tracking=True
    )
    directorate_id = fields.Many2one(
        related="service_id.directorate_id", store=True, index="btree_not_null"
    )
    team_id = fields.Many2one("service.team", ondelete="restrict", tracking=True)
    team_reason = fields.Char(string="Why This Team", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Officer", ondelete="set null", tracking=True
    )
    answer_ids = fields.One2many("service.answer", "request_id", string="Answers")
    # Where
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
    # How it stands
    state_id = fields.Many2one(
        "service.request.state",
        required=True,
        default=lambda self: self._first_state(),
        ondelete="restrict",
        copy=False,
        tracking=True,
        group_expand="_expand_states",
    )
    state = fields.Selection(
        PHASES,
        string="Phase",
        compute="_compute_state",
        inverse="_inverse_state",
        store=True,
        precompute=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    next_state_ids = fields.Many2many(related="state_id.next_ids")
    opened_at = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True, copy=False
    )
    event_ids = fields.One2many("service.request.event", "request_id", string="History")
    # The promise; what else there is of it is in service_request_clocks
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    # Shown beside it
    marker_banner = fields.Html(
        compute="_compute_marker_banner", sanitize=False, groups=READERS
    )
    representation_warning = fields.Char(
        compute="_compute_representation_warning", groups=READERS
    )
    tracking_url = fields.Char(string="Tracking Link", compute="_compute_tracking_url")

    # Of portal.mixin; made at once, so that reading the link never writes.
    access_token = fields.Char(default=lambda self: str(uuid4()))
    source_key = fields.Char(
        copy=False, help="The sender's own key: the same request opens once."
    )

    _reference_uniq = models.Constraint(
        "UNIQUE (reference)", "This reference is in use already."
    )
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL", "This request already exists."
    )
    _work_idx = models.Index(
        "(team_id, due_at) WHERE state IN ('open', 'in_progress', 'waiting')"
    )

    @api.model
    def _reference_prefix(self):
        # Whoever opens a request or quotes one may not read the configuration.
        setting = self.env["ir.config_parameter"].sudo()
        return setting.get_param("service_catalog.reference_prefix", "")

    @api.model
    def _new_reference(self):
        prefix = self._reference_prefix()
        while True:
            reference = str(draw(prefix))
            if not self.sudo().search_count([("reference", "=", reference)], limit=1):
                return reference

    @api.model
    def _find_by_reference(self, text):
        """The request that someone quotes, in any case, with or without its prefix.

        Returns:
            A `service.request` of one record, or an empty one.
        """
        quoted = parse(text)
        if not quoted:
            return self.browse()
        prefix = self._reference_prefix()
        spellings = {str(quoted), str(Reference(prefix, quoted.body))}
        return self.search([("reference", "in", list(spellings))], limit=1)

    @api.depends("service_id")
    def _compute_name(self):
        for request in self:
            request.name = request.name or request.service_id.name

    @api.model
    def _first_state(self):
        # By name, which is known before the table of states is, when upgrading.
        name = "service_catalog.request_state_received"
        return self.env["ir.model.data"]._xmlid_to_res_id(name)

    @api.model
    def _expand_states(self, states, domain):
        """All columns of the board, also those with nothing in them."""
        return states.search(Domain.TRUE)

    @api.depends("state_id.phase")
    def _compute_state(self):
        for request in self:
            request.state = request.state_id.phase

    def _inverse_state(self):
        """A request entered with its phase is in the first state of it."""
        State = self.env["service.request.state"]
        for request in self:
            if request.state_id.phase != request.state:
                phase = [("phase", "=", request.state)]
                request.state_id = State.search(phase, limit=1)

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for request in self:
            parts = [request.reference, request.name]
            request.display_name = " · ".join(filter(None, parts))

    @api.depends("due_at", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for request in self:
            request.is_overdue = bool(
                request.due_at
                and request.due_at < now
                and request.state in ACTIVE_PHASES
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("due_at", "<", fields.Datetime.now()) & Domain(
            "state", "in", ACTIVE_PHASES
        )

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

    @api.model
    def _portal_readable_fields(self):
        return super()._portal_readable_fields() | PORTAL_READABLE_FIELDS

    def _get_share_url(self, *args, **kwargs):
        # Whoever may read a request is led to its page, and need not read its token.
        self.check_access("read")
        return super(ServiceRequest, self.sudo())._get_share_url(*args, **kwargs)

    def _compute_access_url(self):
        for request in self:
            request.access_url = f"/track/{request.reference}"

    def _compute_tracking_url(self):
        for request in self:
            request.tracking_url = request._tracking_url() if request.id else False

    def _tracking_url(self):
        """The public page of this request, with its token: for the constituent only."""
        self.ensure_one()
        # Reading the token is the right of whoever may send the link.
        return f"{self.get_base_url()}{self.sudo()._tracking_path()}"

    def _tracking_path(self):
        token = self._portal_ensure_token()
        return f"/track/{self.reference}?access_token={token}"

    def _public_zone(self):
        """The time zone that the constituent reads times in."""
        self.ensure_one()
        company = self.env.company
        calendar = self.team_id.resource_calendar_id or company.resource_calendar_id
        return self.partner_id.tz or calendar.tz or "UTC"
