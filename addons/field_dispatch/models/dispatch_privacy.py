"""Subject access and erasure of field work.

A job stays for statistics: its kind of work, service, times, duration and result.
"""

import secrets

from odoo import api, models

FIGURES = {"access_token", "name", "number"}
# Technical fields, or disclosed with the request.
UNDISCLOSED_FIELDS = {
    "invite_sequence",
    "mail_id",
    "round_date",
    "notified_start",
    "unplanned_reason",
}
# Free texts of crews and dispatchers.
WORDS = ("instructions", "outcome_note", "failure_reason")


class DispatchJob(models.Model):
    _inherit = "dispatch.job"

    @api.model
    def _personal_rows_of(self, partners):
        """Return the jobs of requests of these partners."""
        requests = partners._own_requests()
        return self.search([("request_id", "in", requests.ids)])

    @api.model
    def _subject_access_fields(self):
        """Leave out technical fields."""
        names = super()._subject_access_fields()
        return [name for name in names if name not in UNDISCLOSED_FIELDS]

    def _subject_access_review_reason(self, partner):
        """Send jobs with free texts to review."""
        if any(self[name] for name in WORDS):
            return (
                self.env._("The crew's notes may mention staff or other people"),
                False,
            )
        return super()._subject_access_review_reason(partner)

    @api.model
    def _erasure_values(self):
        """Keep the statistical values; clear the place."""
        values = super()._erasure_values()
        for name in FIGURES:
            values.pop(name, None)
        return {**values, "latitude": False, "longitude": False}

    def _erase_person(self, partners, names):
        """Anonymise the jobs; keep the points of public places."""
        homes = partners._homes_of_person()
        places = {
            job: (job.latitude, job.longitude)
            for job in self
            if job._is_public_location(partners, homes)
        }
        self.check_ids.unlink()
        self._erase_mails()
        for job in self:
            # Invalidates the crew's link.
            token = secrets.token_urlsafe(32)
            work = job.template_id.name or job.service_id.name or self.env._("Erased")
            job.write({"name": work, "access_token": token})
        result = super()._erase_person(partners, names)
        for job, (latitude, longitude) in places.items():
            job.write({"latitude": latitude, "longitude": longitude})
        return result

    def _is_public_location(self, partners, homes):
        """Return whether the job's place says nothing about the partners.

        The rule is the same as in `service.request._is_public_location`.

        Args:
            partners: `res.partner` records.
            homes: `constituent.property` records where they live or lived.

        Returns:
            True when the place is not near a home of theirs.
        """
        self.ensure_one()
        if not (self._has_place() and self.service_id.needs_location):
            return False
        if homes._is_any_near((self.latitude, self.longitude)):
            return False
        request = self.request_id
        return not request._coordinates() or request._is_public_location(
            partners, homes
        )

    def _erase_mails(self):
        """Delete e-mails to crews, and appointments without their e-mail."""
        self.mail_id._erase_rows()
        names = [f"{job.number}.ics" for job in self]
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "mail.mail"),
                ("res_id", "in", (False, 0)),
                ("name", "in", names),
            ]
        )
        files.unlink()
