from odoo import fields, models

from odoo.addons.service_catalog.phases import FINAL_PHASES

from .dispatch_job import UNFINISHED


class ServiceRequest(models.Model):
    _inherit = "service.request"

    job_ids = fields.One2many("dispatch.job", "request_id", string="Jobs")
    job_count = fields.Integer(compute="_compute_job_count")

    def _compute_job_count(self):
        counts = dict(
            self.env["dispatch.job"]._read_group(
                [("request_id", "in", self.ids)], ["request_id"], ["__count"]
            )
        )
        for request in self:
            request.job_count = counts.get(request, 0)

    def _start_fulfilment(self):
        result = super()._start_fulfilment()
        # sudo: not all users may read the configuration of field work.
        for request in self.sudo():
            if request.service_id.job_template_id:
                self.env["dispatch.job"]._create_for_request(request.with_env(self.env))
        return result

    def _job_address(self):
        """Return the address that the crew goes to, as text."""
        self.ensure_one()
        address = ", ".join(filter(None, [self.address, self.postcode]))
        return address or self.property_id.name

    def _change_state(self, state, *args, **kwargs):
        result = super()._change_state(state, *args, **kwargs)
        if self.sudo().phase in FINAL_PHASES:
            # sudo: jobs of closed requests are cancelled for every user.
            jobs = self.sudo().job_ids
            jobs.filtered(lambda job: job.state in UNFINISHED).action_cancel()
        return result

    def _close_after_job(self, job):
        """Close the request as fixed when a crew has completed its last job.

        Other unfinished jobs keep the request open.

        Args:
            job: the completed `dispatch.job`.
        """
        self.ensure_one()
        others = (self.job_ids - job).filtered(lambda other: other.state in UNFINISHED)
        if not others and self.phase not in FINAL_PHASES:
            self._change_state("closed", outcome="fixed")

    def _report_failed_job(self, job):
        """Note why a crew could not do a job and schedule a task for an officer.

        The officer is the assignee, or else the first member of the team.

        Args:
            job: the failed `dispatch.job`.
        """
        self.ensure_one()
        message = self.env._(
            "%(job)s could not be done: %(reason)s",
            job=job.display_name,
            reason=job.failure_reason,
        )
        self.message_post(
            body=message,
            author_id=self.env.ref("base.partner_root").id,
            subtype_xmlid="mail.mt_note",
        )
        officer = self.user_id or self.team_id.member_ids[:1]
        if officer:
            self.activity_schedule(
                "mail.mail_activity_data_todo", summary=message, user_id=officer.id
            )

    def action_view_jobs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "field_dispatch.dispatch_job_action"
        )
        action |= {"domain": [("request_id", "=", self.id)], "context": {}}
        if len(self.job_ids) == 1:
            action |= {"res_id": self.job_ids.id, "views": [(False, "form")]}
        return action

    def action_create_job(self):
        """Create a job for each request, even if the service has no job template."""
        self.check_access("write")
        for request in self:
            self.env["dispatch.job"]._create_for_request(request)
        return self.action_view_jobs() if len(self) == 1 else True

    def _erase_person(self, partners, names):
        """Erase the persons from the jobs of the requests, too."""
        self.job_ids._erase_person(partners, [])
        return super()._erase_person(partners, names)
