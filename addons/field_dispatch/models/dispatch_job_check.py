from odoo import api, fields, models


class DispatchJobCheck(models.Model):
    """An item of a job's checklist."""

    _name = "dispatch.job.check"
    _description = "Job Check"
    _order = "sequence, id"

    job_id = fields.Many2one(
        "dispatch.job", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean(string="Required")
    done_at = fields.Datetime(readonly=True)
    is_done = fields.Boolean(
        string="Done", compute="_compute_is_done", inverse="_inverse_is_done"
    )

    @api.depends("done_at")
    def _compute_is_done(self):
        """Compute whether it is ticked."""
        for check in self:
            check.is_done = bool(check.done_at)

    def _inverse_is_done(self):
        """Store when it was ticked."""
        for check in self:
            if bool(check.done_at) != check.is_done:
                check.done_at = check.is_done and fields.Datetime.now()
