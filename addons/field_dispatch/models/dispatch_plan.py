from odoo import api, fields, models


class DispatchPlan(models.Model):
    """The plan of one day: stops of the crews and their times."""

    _name = "dispatch.plan"
    _description = "Plan of a Day"
    _order = "date desc"

    name = fields.Char(compute="_compute_name")
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    stop_ids = fields.One2many("dispatch.stop", "plan_id", string="Stops")
    unplanned_ids = fields.Many2many(
        "dispatch.job",
        "dispatch_plan_unplanned_rel",
        readonly=True,
        copy=False,
    )
    # Figures
    solved_at = fields.Datetime(string="Planned At", readonly=True, copy=False)
    solve_seconds = fields.Float(readonly=True, copy=False)
    stop_count = fields.Integer(compute="_compute_figures")
    done_count = fields.Integer(compute="_compute_figures")
    unplanned_count = fields.Integer(compute="_compute_figures")
    crew_count = fields.Integer(compute="_compute_figures")
    travel_minutes = fields.Integer(string="Travel (min)", compute="_compute_figures")
    progress = fields.Float(string="Done (%)", compute="_compute_figures")

    _date_uniq = models.Constraint(
        "UNIQUE (date, company_id)", "This day has its plan already."
    )

    @api.depends("date")
    def _compute_name(self):
        for plan in self:
            plan.name = plan.date and plan.date.strftime("%a %d %b %Y")

    @api.depends("stop_ids.state", "stop_ids.travel_minutes", "unplanned_ids.state")
    def _compute_figures(self):
        """Compute the counts and the travel time."""
        for plan in self:
            stops = plan.stop_ids
            done = stops.filtered(lambda stop: stop.state in ("done", "failed"))
            waiting = plan.unplanned_ids.filtered(lambda job: job.state == "draft")
            plan.stop_count = len(stops)
            plan.done_count = len(done)
            plan.unplanned_count = len(waiting)
            plan.crew_count = len(stops.crew_id)
            plan.travel_minutes = sum(stops.mapped("travel_minutes"))
            plan.progress = 100 * len(done) / len(stops) if stops else 0

    @api.model
    def _for_day(self, day):
        """Return the plan of a day; create it if there is none."""
        domain = [("date", "=", day), ("company_id", "=", self.env.company.id)]
        return self.search(domain, limit=1) or self.create({"date": day})

    def action_solve(self):
        """Plan all waiting jobs for the day, together with stops that may move."""
        self.ensure_one()
        waiting = self.env["dispatch.job"].search([("state", "=", "draft")])
        left = self._solve(waiting)
        planned = waiting - left
        return self._notice(
            self.env._(
                "%(planned)s jobs added, %(left)s left out; "
                "%(stops)s stops, %(travel)s minutes on the road.",
                planned=len(planned),
                left=len(left),
                stops=self.stop_count,
                travel=self.travel_minutes,
            ),
            "warning" if left else "success",
        )

    def action_dispatch(self):
        """Send the day's planned jobs to their crews."""
        jobs = self.stop_ids.job_id.filtered(lambda job: job.state == "planned")
        return jobs.action_dispatch()

    def action_view_board(self):
        """Open the board of the day, with a column for each crew."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_dispatch.dispatch_job_action_board"
        )
        return {
            **action,
            "domain": [("stop_ids.plan_id", "in", self.ids)],
            "context": {},
        }

    @api.model
    def _notice(self, message, kind):
        """Return an action that shows a message and reloads the view."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
