from odoo import fields, models


class DispatchStop(models.Model):
    """A job in a plan; crew and times are stored on the job."""

    _name = "dispatch.stop"
    _description = "Stop"
    _order = "crew_id, arrive_at, id"
    _rec_name = "job_id"

    plan_id = fields.Many2one(
        "dispatch.plan", required=True, ondelete="cascade", index=True
    )
    job_id = fields.Many2one(
        "dispatch.job", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(string="No.", help="Order in the crew's day, from 1.")
    travel_minutes = fields.Integer(
        string="Travel", help="Minutes from the stop before."
    )
    is_fixed = fields.Boolean(
        string="Fixed", help="Planning leaves this stop where and when it is."
    )
    crew_id = fields.Many2one(related="job_id.crew_id", store=True, index=True)
    arrive_at = fields.Datetime(related="job_id.planned_start", store=True)
    leave_at = fields.Datetime(related="job_id.planned_end")
    state = fields.Selection(related="job_id.state")
    priority = fields.Selection(related="job_id.priority")
    address = fields.Char(related="job_id.address")

    _job_uniq = models.Constraint(
        "UNIQUE (job_id)", "This job is already planned on another day."
    )

    def _is_pinned(self):
        """Return whether planning must keep the stop: fixed by a user, or sent."""
        self.ensure_one()
        return self.is_fixed or self.state != "planned"

    def action_open_job(self):
        """Open the job."""
        self.ensure_one()
        return self.job_id._get_records_action(context={})
