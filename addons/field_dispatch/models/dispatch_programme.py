from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class DispatchProgramme(models.Model):
    """A programme of visits: the same job at many sites in regular rounds."""

    _name = "dispatch.programme"
    _description = "Programme of Visits"
    _inherit = ["mail.thread"]
    _order = "next_date, name"

    name = fields.Char(required=True, tracking=True)
    template_id = fields.Many2one(
        "dispatch.job.template", required=True, ondelete="restrict", index=True
    )
    site_ids = fields.Many2many("dispatch.site", string="Sites")
    interval_number = fields.Integer(string="Every", default=1, required=True)
    interval_unit = fields.Selection(
        [
            ("days", "Days"),
            ("weeks", "Weeks"),
            ("months", "Months"),
            ("years", "Years"),
        ],
        default="months",
        required=True,
    )
    next_date = fields.Date(
        string="Next Round",
        required=True,
        default=fields.Date.today,
        tracking=True,
        help="The day from which the sites are visited again.",
    )
    days_to_finish = fields.Integer(
        default=14, required=True, help="Days within which a round is to be done."
    )
    days_ahead = fields.Integer(
        default=7, required=True, help="Days before a round at which its jobs appear."
    )
    job_ids = fields.One2many("dispatch.job", "programme_id", string="Jobs")
    # Latest round
    round_date = fields.Date(readonly=True, copy=False)
    round_job_count = fields.Integer(compute="_compute_round")
    round_progress = fields.Float(
        string="Done (%)",
        compute="_compute_round",
        help="Of the latest round's visits.",
    )
    active = fields.Boolean(default=True)

    _interval_positive = models.Constraint(
        "CHECK (interval_number > 0)", "Rounds are at least one day apart."
    )

    @api.depends("round_date", "job_ids.state", "job_ids.round_date")
    def _compute_round(self):
        """Compute number and progress of the latest round's jobs."""
        groups = self.env["dispatch.job"]._read_group(
            [("programme_id", "in", self.ids), ("round_date", "!=", False)],
            ["programme_id", "round_date:day", "state"],
            ["__count"],
        )
        for programme in self:
            counts = {
                state: count
                for owner, day, state, count in groups
                if owner == programme and day == programme.round_date
            }
            total = sum(counts.values()) - counts.get("cancelled", 0)
            programme.round_job_count = total
            programme.round_progress = (
                100 * counts.get("done", 0) / total if total else 0
            )

    def action_create_round_jobs(self):
        """Create the jobs of the next round now."""
        for programme in self:
            if not programme.site_ids:
                raise UserError(
                    self.env._("“%s” has no site to visit yet.", programme.name)
                )
            programme._create_round_jobs()
        return True

    def _create_round_jobs(self):
        """Create one job for each site, and set the date of the next round."""
        self.ensure_one()
        day = self.next_date
        known = self.env["dispatch.job"].search(
            [("programme_id", "=", self.id), ("round_date", "=", day)]
        )
        self.env["dispatch.job"].create(
            [self._visit_values(site, day) for site in self.site_ids - known.site_id]
        )
        step = relativedelta(**{self.interval_unit: self.interval_number})
        self.write({"round_date": day, "next_date": day + step})

    def _visit_values(self, site, day):
        """Return the values of a site's job."""
        template = self.template_id
        return {
            **template._job_values(),
            "name": f"{template.name}: {site.name}",
            "programme_id": self.id,
            "site_id": site.id,
            "round_date": day,
            "latitude": site.latitude,
            "longitude": site.longitude,
            "address": site.address,
            "earliest_at": datetime.combine(day, time.min),
            "due_at": datetime.combine(
                day + relativedelta(days=self.days_to_finish), time.min
            ),
        }

    @api.model
    def _cron_create_round_jobs(self):
        """Create the jobs of rounds that are due soon."""
        today = fields.Date.context_today(self)
        due = self.search([("site_ids", "!=", False)]).filtered(
            lambda programme: (
                programme.next_date <= today + relativedelta(days=programme.days_ahead)
            )
        )
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for programme in due:
            programme._create_round_jobs()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def action_view_jobs(self):
        """Open the jobs of the programme."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_dispatch.dispatch_job_action"
        )
        return {**action, "domain": [("programme_id", "=", self.id)], "context": {}}
