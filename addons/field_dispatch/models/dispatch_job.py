import secrets

from odoo import api, fields, models

from .dispatch_job_template import PRIORITIES

STATES = [
    ("draft", "To Plan"),
    ("planned", "Planned"),
    ("dispatched", "Sent"),
    ("started", "Started"),
    ("done", "Done"),
    ("failed", "Could Not Do"),
    ("cancelled", "Cancelled"),
]
UNFINISHED = ("draft", "planned", "dispatched", "started")
UNPLANNED_REASONS = [
    ("skill", "No available crew has the skills"),
    ("hours", "No crew has enough working time"),
    ("capacity", "Other jobs came first"),
    ("location", "Location not known"),
]


class DispatchJob(models.Model):
    """A piece of work at one place, for one crew, at one time."""

    _name = "dispatch.job"
    _description = "Job"
    _inherit = [
        "constituent.coordinates.mixin",
        "service.thread.mixin",
        "mail.activity.mixin",
        "constituent.single.line.mixin",
    ]
    _order = "priority desc, planned_start, id"
    _rec_names_search = ["number", "name", "address"]
    _single_line_fields = ("name", "address")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(string="Work", required=True)
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    priority = fields.Selection(PRIORITIES, required=True, default="1", tracking=True)
    # Origin
    request_id = fields.Many2one(
        "service.request", ondelete="set null", index="btree_not_null"
    )
    service_id = fields.Many2one(
        "service.type", ondelete="set null", index="btree_not_null"
    )
    template_id = fields.Many2one(
        "dispatch.job.template", ondelete="restrict", index="btree_not_null"
    )
    programme_id = fields.Many2one(
        "dispatch.programme", ondelete="set null", index="btree_not_null"
    )
    site_id = fields.Many2one(
        "dispatch.site", ondelete="set null", index="btree_not_null"
    )
    round_date = fields.Date(readonly=True, copy=False)
    # Requirements
    skill_ids = fields.Many2many("dispatch.skill", string="Skills")
    duration = fields.Integer(string="Minutes", required=True, default=30)
    instructions = fields.Text()
    check_ids = fields.One2many(
        "dispatch.job.check", "job_id", string="Checklist", copy=True
    )
    # Place
    address = fields.Char()
    # Schedule
    earliest_at = fields.Datetime(string="Not Before", help="Work begins no sooner.")
    latest_at = fields.Datetime(string="Not After", help="Work begins no later.")
    due_at = fields.Datetime(string="Due", index="btree_not_null")
    crew_id = fields.Many2one(
        "dispatch.crew",
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
        copy=False,
        group_expand="_group_expand_crews",
        falsy_value_label="No crew yet",
    )
    planned_start = fields.Datetime(index="btree_not_null", copy=False, tracking=True)
    planned_end = fields.Datetime(copy=False)
    stop_ids = fields.One2many("dispatch.stop", "job_id")
    unplanned_reason = fields.Selection(
        UNPLANNED_REASONS, string="Why Not Planned", readonly=True, copy=False
    )
    # Result
    started_at = fields.Datetime(readonly=True, copy=False)
    done_at = fields.Datetime(
        string="Finished At", readonly=True, copy=False, index="btree_not_null"
    )
    outcome_note = fields.Text(string="Crew's Note", copy=False)
    failure_reason = fields.Char(string="Why It Was Not Done", copy=False)
    photo_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        string="Photos",
        domain=[("res_model", "=", "dispatch.job"), ("mimetype", "=like", "image/%")],
        readonly=True,
        copy=False,
    )
    photo_count = fields.Integer(compute="_compute_photo_count")
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    access_token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups="field_dispatch.group_dispatcher",
        default=lambda self: self._new_token(),
    )

    _number_uniq = models.Constraint("UNIQUE (number)", "This number is in use.")
    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "The duration must be positive."
    )
    _window_in_order = models.Constraint(
        "CHECK (latest_at >= earliest_at)", "“Not After” is later than “Not Before”."
    )
    _round_uniq = models.UniqueIndex(
        "(programme_id, site_id, round_date) WHERE round_date IS NOT NULL",
        "This site has its job of this round already.",
    )

    @api.model
    def _new_token(self):
        """Return a new access token."""
        return secrets.token_urlsafe(32)

    def _renew_links(self):
        """Invalidate the links that were sent."""
        # sudo: users who move a job may not read its token, which is only replaced.
        for job in self.sudo():
            job.access_token = self._new_token()

    @api.depends("number", "name")
    def _compute_display_name(self):
        for job in self:
            job.display_name = " · ".join(filter(None, [job.number, job.name]))

    @api.depends("photo_ids")
    def _compute_photo_count(self):
        for job in self:
            job.photo_count = len(job.photo_ids)

    @api.depends("due_at", "state")
    def _compute_is_overdue(self):
        """Compute whether the job is unfinished after its due date."""
        now = fields.Datetime.now()
        for job in self:
            job.is_overdue = bool(
                job.due_at and job.due_at < now and job.state in UNFINISHED
            )

    def _search_is_overdue(self, operator, value):
        """Search for unfinished jobs after their due date."""
        if operator != "in":
            return NotImplemented
        return [("due_at", "<", fields.Datetime.now()), ("state", "in", UNFINISHED)]

    @api.model
    def _group_expand_crews(self, crews, _domain):
        """Show a column for every crew, also without jobs."""
        return crews | crews.search([("company_id", "in", self.env.companies.ids)])

    @api.model
    def web_read_group(self, domain, groupby, *args, opening_info=None, **kwargs):
        """Unfold the column of unassigned jobs on the board."""
        # Dispatchers look at unassigned jobs first.
        if not opening_info and list(groupby)[:1] == ["crew_id"]:
            opening_info = [{"value": False, "folded": False, "offset": 0, "limit": 80}]
        return super().web_read_group(
            domain, groupby, *args, opening_info=opening_info, **kwargs
        )

    @api.onchange("template_id")
    def _onchange_template_id(self):
        """Fill the form from the template, if it has no name yet."""
        if self.template_id and not self.name:
            self.update(self.template_id._job_values())

    @api.model_create_multi
    def create(self, vals_list):
        """Assign numbers, and place the jobs with a crew or a time."""
        Sequence = self.env["ir.sequence"]
        for vals in vals_list:
            vals["number"] = vals.get("number") or Sequence.next_by_code("dispatch.job")
        jobs = super().create(vals_list)
        jobs._place_new(vals_list)
        return jobs

    @api.model
    def _create_for_request(self, request, **values):
        """Create the job of a request; the entry point for other addons.

        Args:
            request: `service.request` to fulfil.
            values: field values that differ from the template of the service.

        Returns:
            The new job, or the unfinished job that the request already has.
        """
        # sudo: residents open requests without any right to jobs.
        Job = self.sudo()
        known = Job.search(
            [("request_id", "=", request.id), ("state", "in", UNFINISHED)], limit=1
        )
        job = known or Job.create(Job._request_values(request.sudo(), values))
        return job.with_env(self.env)

    @api.model
    def _request_values(self, request, values):
        """Return the values of a request's job."""
        service = request.service_id
        template = service.job_template_id
        place = request.property_id
        return {
            **(template._job_values() if template else {"name": service.name}),
            "request_id": request.id,
            "service_id": service.id,
            "address": request._job_address(),
            "latitude": request.latitude or place.latitude,
            "longitude": request.longitude or place.longitude,
            "due_at": request.due_at,
            **values,
        }

    def action_cancel(self):
        """Cancel unfinished jobs and notify the crews that know of them."""
        for job in self.filtered(lambda one: one.state in UNFINISHED):
            if job.state in ("dispatched", "started"):
                job._send_cancellation(job.crew_id)
            job.stop_ids.unlink()
            job.state = "cancelled"
        return True

    def action_reopen(self):
        """Return failed and cancelled jobs to planning."""
        again = self.filtered(lambda one: one.state in ("failed", "cancelled"))
        again.stop_ids.unlink()
        again.with_context(dispatch_placed=True).write(
            {
                "state": "draft",
                "crew_id": False,
                "planned_start": False,
                "planned_end": False,
                "started_at": False,
                "done_at": False,
                "failure_reason": False,
            }
        )
        again._renew_links()
        return True

    def action_view_request(self):
        """Open the request."""
        self.ensure_one()
        return self.request_id._get_records_action(context={})
