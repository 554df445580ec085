from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.constituent_crm.text import single_line

from .. import ical

MAIL_STATES = [("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Not Sent")]
MARKERS_ON_VISIT = ("caution", "accessibility", "language")


class DispatchJob(models.Model):
    """Sending of jobs to crews by e-mail."""

    _inherit = "dispatch.job"

    sent_at = fields.Datetime(readonly=True, copy=False)
    notified_start = fields.Datetime(
        readonly=True, copy=False, help="Start time last sent to the crew."
    )
    invite_sequence = fields.Integer(
        readonly=True, copy=False, help="How often the crew's appointment was sent."
    )
    mail_id = fields.Many2one(
        "mail.mail",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
    )
    # compute_sudo: dispatchers may see the state of the e-mail, but no outgoing mail.
    mail_state = fields.Selection(
        MAIL_STATES, string="E-mail", compute="_compute_mail", compute_sudo=True
    )
    mail_error = fields.Char(compute="_compute_mail", compute_sudo=True)

    @api.depends("mail_id.state", "mail_id.failure_reason", "sent_at")
    def _compute_mail(self):
        """Compute the state of the last e-mail to the crew."""
        for job in self:
            mail = job.mail_id
            failed = mail.state in ("exception", "cancel")
            sent = mail.state == "sent" or (job.sent_at and not mail)
            waiting = "waiting" if mail else False
            job.mail_state = "failed" if failed else "sent" if sent else waiting
            job.mail_error = mail.failure_reason if failed else False

    def action_dispatch(self):
        """Send the jobs to their crews by e-mail, with appointment and link."""
        if not self:
            raise UserError(self.env._("There is no planned job to send."))
        self._check_may_dispatch()
        for job in self:
            is_start_changed = job.planned_start != job.notified_start
            job._send_work()
            if is_start_changed and job.request_id:
                job.request_id._notify_constituent("scheduled")
        return self.env["dispatch.plan"]._notice(
            self.env._(
                "Sent to %s.", ", ".join(sorted(set(self.crew_id.mapped("name"))))
            ),
            "success",
        )

    def _check_may_dispatch(self):
        """Check that the jobs are planned and the crews have e-mail addresses."""
        for job in self:
            if job.state not in ("planned", "dispatched", "started"):
                raise UserError(
                    self.env._("%s is not planned: plan it first.", job.display_name)
                )
            if not job.crew_id.email:
                raise UserError(
                    self.env._(
                        "%s has no e-mail address to send jobs to.", job.crew_id.name
                    )
                )

    def _send_work(self):
        """Send one job to its crew."""
        self.ensure_one()
        self.invite_sequence += 1
        subject = self.env._(
            "%(when)s: %(work)s, %(where)s",
            when=self._local_start().strftime("%a %d %b %H:%M"),
            work=self.name,
            where=self.address or self.number,
        )
        mail = self._mail(self.crew_id, subject, "field_dispatch.mail_work", "REQUEST")
        state = "dispatched" if self.state == "planned" else self.state
        self.write(
            {
                "state": state,
                "sent_at": fields.Datetime.now(),
                "notified_start": self.planned_start,
            }
        )
        # sudo: dispatchers may not read mail.
        self.sudo().mail_id = mail
        mail.send_after_commit()

    def _send_cancellation(self, crew):
        """Notify a crew that the job is no longer theirs."""
        self.ensure_one()
        if not crew.email:
            return
        self.invite_sequence += 1
        subject = self.env._("Cancelled: %s", self.display_name)
        mail = self._mail(crew, subject, "field_dispatch.mail_cancelled", "CANCEL")
        mail.send_after_commit()

    def _mail(self, crew, subject, template, method):
        """Create an e-mail to the crew with the appointment attached."""
        body = self.env["ir.qweb"]._render(template, self._page_values())
        # sudo: dispatchers may send jobs, but no other e-mail.
        return (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "subject": single_line(subject),
                    "body_html": body,
                    "email_from": single_line(self._sender_address() or ""),
                    "email_to": single_line(crew.email),
                    "model": self._name,
                    "res_id": self.id,
                    "auto_delete": False,
                    "attachment_ids": [
                        fields.Command.create(
                            {
                                "name": f"{self.number}.ics",
                                "raw": self._appointment(crew, ical.Method(method)),
                                "mimetype": "text/calendar",
                                "res_model": "mail.mail",
                            }
                        )
                    ],
                }
            )
        )

    def _sender_address(self):
        """Return the sender's address."""
        company = self.crew_id.company_id or self.env.company
        return (
            self.crew_id.team_id.email
            or company.email_formatted
            or self.env.user.email_formatted
        )

    def _appointment(self, crew, method):
        """Return the appointment as an .ics file."""
        # sudo: the UUID of the database makes the identifier globally unique.
        home = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return ical.calendar(
            ical.Event(
                uid=f"dispatch-job-{self.id}@{home}",
                sequence=self.invite_sequence,
                starts=self.planned_start,
                ends=self.planned_end,
                stamp=fields.Datetime.now(),
                summary=self.name,
                description=f"{self.instructions or ''}\n\n{self._work_url()}".strip(),
                location=self.address or "",
                latitude=self.latitude if self._has_place() else None,
                longitude=self.longitude if self._has_place() else None,
                url=self._work_url(),
                organiser=self._sender_address(),
                attendee=crew.email,
            ),
            method,
        )

    # Content of the e-mail and the page

    def _work_url(self):
        """Return the URL of the crew's page, with its token."""
        self.ensure_one()
        # sudo: the link is for the crew; the user need not see the token.
        query = urlencode({"access_token": self.sudo().access_token})
        return f"{self.get_base_url()}/dispatch/job/{self.id}?{query}"

    def _page_values(self):
        """Return the values of the page's and the e-mail's template."""
        self.ensure_one()
        # sudo: the crew needs the same details, whoever sends the job.
        job = self.sudo()
        return {
            "job": job,
            "starts": job._local_start(),
            "url": job._work_url(),
            "map_url": job._map_url() if job._has_place() else False,
            "answers": job.request_id.answer_ids.filtered("text"),
            "contact": job._contact(),
            "cautions": job._safety_notes(),
        }

    def _local_start(self):
        """Return the planned start in the crew's time zone."""
        zone = self.crew_id.tz or self.env["dispatch.plan"]._zone()
        start = self.planned_start or fields.Datetime.now()
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), start)

    def _contact(self):
        """Return the constituent if the job is a visit; an empty partner otherwise."""
        request = self.request_id
        person = request.beneficiary_id or request.partner_id
        return person if self.template_id.is_visit else person.browse()

    def _safety_notes(self):
        """Return the safety information for the crew, in lines.

        For all residents of the place these are cautions. For the person visited they
        include accessibility and language. A restricted marker only yields an
        instruction to call the office.
        """
        contact = self._contact()
        people = contact | self.request_id.property_id.resident_ids
        current = self.env["constituent.marker"]._current()
        lines = []
        for marker in people.marker_ids.filtered_domain(current):
            to_know = marker.category == "caution" or (
                marker.partner_id in contact and marker.category in MARKERS_ON_VISIT
            )
            if not to_know:
                continue
            if marker.is_restricted:
                lines.append(self.env._("Call the office before you knock."))
            else:
                lines.append(marker.reason)
        return list(dict.fromkeys(lines))
