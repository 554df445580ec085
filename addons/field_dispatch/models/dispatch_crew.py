from odoo import fields, models


class DispatchCrew(models.Model):
    """A crew: a resource with working hours and time off."""

    _name = "dispatch.crew"
    _description = "Crew"
    _inherit = ["mail.thread", "resource.mixin", "constituent.single.line.mixin"]
    _order = "sequence, name"
    _single_line_fields = ("name", "phone")
    _first_line_fields = ("email",)

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer(export_string_translation=False)
    depot_id = fields.Many2one(
        "dispatch.depot", required=True, ondelete="restrict", index=True
    )
    skill_ids = fields.Many2many("dispatch.skill", string="Skills")
    member_ids = fields.Many2many(
        "res.users",
        string="Members",
        help="Those with a log-in of their own see the crew's jobs in the back office.",
    )
    email = fields.Char(help="Jobs are sent here.")
    phone = fields.Char()
    team_id = fields.Many2one("service.team", ondelete="set null", index=True)
    job_ids = fields.One2many("dispatch.job", "crew_id", string="Jobs")
    open_job_count = fields.Integer(compute="_compute_open_job_count")
    active = fields.Boolean(default=True)

    def _compute_open_job_count(self):
        """Compute the number of unfinished jobs."""
        counts = dict(
            self.env["dispatch.job"]._read_group(
                [
                    ("crew_id", "in", self.ids),
                    ("state", "in", ["planned", "dispatched", "started"]),
                ],
                ["crew_id"],
                ["__count"],
            )
        )
        for crew in self:
            crew.open_job_count = counts.get(crew, 0)

    def unlink(self):
        """Delete the resources, too."""
        resources = self.resource_id
        result = super().unlink()
        resources.unlink()
        return result

    def _working_times(self, begins, ends):
        """Return the working times of the crews, without time off.

        Args:
            begins: start, with a time zone.
            ends: end, with a time zone.

        Returns:
            A dict of crew to a list of pairs (begin, end), without crews that do not
            work.
        """
        times = {}
        for calendar, crews in self.grouped("resource_calendar_id").items():
            if not calendar:
                continue
            # Leaves out holidays of other companies.
            leaves = [
                ("time_type", "=", "leave"),
                ("company_id", "in", [False, *crews.company_id.ids]),
            ]
            worked = calendar._work_intervals_batch(
                begins, ends, crews.resource_id, domain=leaves
            )
            for crew in crews:
                spans = [
                    (since, until) for since, until, _ in worked[crew.resource_id.id]
                ]
                if spans:
                    times[crew] = spans
        return times

    def action_view_jobs(self):
        """Open the jobs of the crew."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_dispatch.dispatch_job_action"
        )
        return {**action, "domain": [("crew_id", "=", self.id)], "context": {}}
