from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import consteq

from odoo.addons.service_catalog import forms

PHOTO_MEGABYTES = 10.0
MAX_PHOTOS = 50
MAX_NOTE_LENGTH = 2000
GIVE_UP_REASONS = [
    ("no_access", "Could not get in"),
    ("not_found", "Nothing to be found"),
    ("other_crew", "Takes other skills or tools"),
    ("unsafe", "Not safe"),
    ("weather", "Weather"),
    ("other", "Something else"),
]
CREW_MAY_WORK = ("dispatched", "started")


class DispatchJob(models.Model):
    """Actions of the crew on its page or in the back office; all are idempotent."""

    _inherit = "dispatch.job"

    give_up_reason = fields.Selection(
        GIVE_UP_REASONS, string="Reason", readonly=True, copy=False
    )

    @api.model
    def _by_token(self, job_id, token):
        """Return the job, in sudo, of a crew's link; an empty one for a wrong token."""
        # sudo: crews have no login; the token gives access to this job.
        job = self.sudo().browse(job_id).exists()
        if job and consteq(job.access_token.encode(), (token or "").encode()):
            return job
        return self.browse()

    def _check_at_work(self):
        """Check that the job is assigned to a crew."""
        if self.state not in CREW_MAY_WORK:
            raise UserError(
                self.env._("%s is not assigned to you at present.", self.number)
            )

    def _start(self):
        """Start the job, and set the request in progress."""
        self.ensure_one()
        if self.state == "started":
            return
        self._check_at_work()
        self.write({"state": "started", "started_at": fields.Datetime.now()})
        request = self._own_request()
        if request.phase in ("open", "waiting"):
            request._change_state("in_progress")

    def _own_request(self):
        """Return the request in sudo."""
        # sudo: crews have no right to requests.
        return self.request_id.sudo()

    def _set_check(self, check_id, is_done):
        """Tick or untick an item of the checklist."""
        self.ensure_one()
        self._check_at_work()
        self.check_ids.filtered(lambda check: check.id == check_id).is_done = is_done

    def _add_photo(self, content):
        """Attach a photo without its metadata.

        Args:
            content: bytes of a JPEG, PNG or WebP file.

        Returns:
            The attachment; the existing one for a repeated photo.

        Raises:
            UserError: when the file is empty, too large, no photo, or there are too
                many.
        """
        self.ensure_one()
        self._check_at_work()
        file = self._check_photo(content)
        Attachment = self.env["ir.attachment"]
        checksum = Attachment._compute_checksum(file.content)
        known = self.photo_ids.filtered(lambda photo: photo.checksum == checksum)
        if known:
            return known[0]
        if len(self.photo_ids) >= MAX_PHOTOS:
            raise UserError(self.env._("This job has %s photos already.", MAX_PHOTOS))
        ending = file.mimetype.rpartition("/")[2].replace("jpeg", "jpg")
        photo = Attachment.create(
            {
                "name": f"{self.number}-{len(self.photo_ids) + 1}.{ending}",
                "raw": file.content,
                "mimetype": file.mimetype,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self.invalidate_recordset(["photo_ids"])
        return photo

    def _check_photo(self, content):
        """Return the photo as a `forms.File`, checked like those of residents."""
        max_bytes = self.env["dispatch.plan"]._setting(
            "photo_megabytes", PHOTO_MEGABYTES
        )
        question = forms.Question(
            code="photo",
            name="",
            datatype="file",
            max_bytes=int(max_bytes * 1024 * 1024),
        )
        file = forms.examine(question, self.number, content)
        if isinstance(file, forms.File):
            return file
        if file.code == "file_empty":
            raise UserError(self.env._("Choose a photo first."))
        if file.code == "file_too_large":
            raise UserError(self.env._("This photo is larger than %g MB.", max_bytes))
        raise UserError(
            self.env._("This is not a photo: JPEG, PNG and WebP are taken.")
        )

    def _find_photo(self, photo_id):
        """Return a photo of the job, or none when it is not assigned to a crew."""
        self.ensure_one()
        if self.state not in CREW_MAY_WORK:
            return self.photo_ids.browse()
        return self.photo_ids.filtered(lambda photo: photo.id == photo_id)

    def _complete(self, note=""):
        """Complete the job; close the request if no other job is unfinished."""
        self.ensure_one()
        if self.state == "done":
            return
        self._check_at_work()
        undone = self.check_ids.filtered(
            lambda check: check.is_required and not check.is_done
        )
        if undone:
            raise UserError(
                self.env._(
                    "Required checks not done: %s.", ", ".join(undone.mapped("name"))
                )
            )
        now = fields.Datetime.now()
        self.write(
            {
                "state": "done",
                "started_at": self.started_at or now,
                "done_at": now,
                "outcome_note": note[:MAX_NOTE_LENGTH],
            }
        )
        request = self._own_request()
        if request:
            request._close_after_job(self)

    def _give_up(self, reason, note=""):
        """Mark the job as failed; the team of the request decides what follows."""
        self.ensure_one()
        if self.state == "failed":
            return
        self._check_at_work()
        note = note[:MAX_NOTE_LENGTH]
        reasons = dict(self._fields["give_up_reason"]._description_selection(self.env))
        if reason not in reasons or (reason == "other" and not note):
            raise UserError(self.env._("Say why it could not be done."))
        self.write(
            {
                "state": "failed",
                "done_at": fields.Datetime.now(),
                "give_up_reason": reason,
                "failure_reason": ". ".join(filter(None, [reasons[reason], note])),
            }
        )
        request = self._own_request()
        if request:
            request._report_failed_job(self)

    # Back-office actions, for crews on the telephone

    def action_start(self):
        """Start the jobs."""
        for job in self:
            job._start()
        return True

    def action_complete(self):
        """Complete the jobs."""
        for job in self:
            job._complete(job.outcome_note or "")
        return True

    def action_open_page(self):
        """Open the crew's page.

        Returns:
            An action.

        Raises:
            AccessError: for users who are not dispatchers, as the link allows to act as
                the crew.
        """
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("field_dispatch.group_dispatcher"):
            raise AccessError(self.env._("Dispatchers open the crew's page."))
        return {"type": "ir.actions.act_url", "url": self._work_url(), "target": "new"}
