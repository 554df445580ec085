import io
from unittest.mock import patch

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.field_dispatch.models import dispatch_job_work
from odoo.addons.service_catalog.forms import files
from odoo.addons.service_catalog.tests.common import make_image

from .common import CouncilCase, make_exif


@tagged("post_install", "-at_install")
class TestJobWork(CouncilCase):
    def setUp(self):
        super().setUp()
        self.request = self.open_request()
        self.job = self.make_sent_job(self.request)

    def begin(self):
        self.job._start()
        self.job._set_check(self.job.check_ids.id, True)

    def test_starting_puts_the_request_in_progress(self):
        self.job._start()
        self.assertEqual(self.job.state, "started")
        self.assertTrue(self.job.started_at)
        self.assertEqual(self.request.phase, "in_progress")

    def test_completing_closes_the_request_as_fixed(self):
        self.begin()
        self.job._complete("Filled")
        self.assertEqual(self.job.state, "done")
        self.assertEqual(self.job.outcome_note, "Filled")
        self.assertEqual(self.request.phase, "closed")
        self.assertEqual(self.request.outcome_id.code, "fixed")
        self.assertFalse(self.request.closing_note, "the note is the office's alone")

    def test_request_stays_open_while_another_job_is_unfinished(self):
        self.make_job(request_id=self.request.id)
        self.begin()
        self.job._complete()
        self.assertEqual(self.request.phase, "in_progress")

    def test_required_check_keeps_the_job_open(self):
        self.job._start()
        with self.assertRaisesRegex(UserError, "Required checks not done: Cones out"):
            self.job._complete()
        self.assertEqual(self.job.state, "started")

    def test_repeated_step_changes_nothing(self):
        self.begin()
        started = self.job.started_at
        self.job._start()
        self.job._complete()
        self.job._complete("again")
        self.assertEqual(self.job.started_at, started)
        self.assertFalse(self.job.outcome_note)

    def test_failed_job_returns_the_request_to_the_team(self):
        officer = self.env.ref("base.user_admin")
        self.team.member_ids = officer
        self.job._give_up("unsafe", "Gas leak")
        self.assertEqual(self.job.state, "failed")
        self.assertEqual(self.job.failure_reason, "Not safe. Gas leak")
        self.assertNotIn(self.request.phase, ("closed", "cancelled"))
        self.assertIn("Gas leak", self.request.message_ids[0].body)
        self.assertEqual(self.request.activity_ids.user_id, officer)

    def test_failed_job_needs_a_reason(self):
        for reason, note in (("", ""), ("nonsense", "x"), ("other", "")):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.job._give_up(reason, note)

    def test_photo_is_stored_with_the_job(self):
        self.job._start()
        photo = self.job._add_photo(make_image())
        self.assertEqual(self.job.photo_ids, photo)
        self.assertEqual(photo.mimetype, "image/jpeg")
        self.assertTrue(photo.name.startswith(self.job.number))

    def test_photo_is_stored_without_metadata(self):
        self.job._start()
        for form in ("JPEG", "PNG"):
            sent = make_image(
                form=form, size=(64, 48), color=len(form), exif=make_exif()
            )
            self.assertTrue(Image.open(io.BytesIO(sent)).getexif())
            photo = self.job._add_photo(sent)
            kept = Image.open(io.BytesIO(photo.raw))
            self.assertEqual((kept.format, kept.size), (form, (64, 48)))
            self.assertFalse(kept.getexif())
            self.assertNotIn(b"Camera of the crew", photo.raw)

    def test_number_of_photos_is_limited(self):
        self.patch(dispatch_job_work, "MAX_PHOTOS", 2)
        self.job._start()
        for shade in (10, 20):
            self.job._add_photo(make_image(color=shade))
        self.job._add_photo(make_image(color=20))
        with self.assertRaisesRegex(UserError, "2 photos already"):
            self.job._add_photo(make_image(color=30))

    def test_same_photo_twice_is_kept_once(self):
        self.job._start()
        self.assertEqual(
            self.job._add_photo(make_image()), self.job._add_photo(make_image())
        )
        self.assertEqual(len(self.job.photo_ids), 1)
        self.job._add_photo(make_image(color=10))
        self.assertEqual(len(self.job.photo_ids), 2)

    def test_photo_with_too_many_pixels_is_refused(self):
        self.job._start()
        with (
            patch.object(files, "MAX_PIXELS", 1),
            self.assertRaisesRegex(UserError, "not a photo"),
        ):
            self.job._add_photo(make_image())

    def test_file_that_is_no_photo_is_refused(self):
        self.job._start()
        bitmap = make_image(form="BMP")
        for content in (b"<script>alert(1)</script>", b"\xff\xd8\xff torn", bitmap):
            with self.assertRaisesRegex(UserError, "not a photo"):
                self.job._add_photo(content)
        with self.assertRaisesRegex(UserError, "Choose a photo"):
            self.job._add_photo(b"")

    def test_too_large_photo_is_refused(self):
        self.env["ir.config_parameter"].set_param("field_dispatch.photo_megabytes", 1)
        self.job._start()
        with self.assertRaisesRegex(UserError, "larger than 1 MB"):
            self.job._add_photo(make_image() + b"\0" * 1024 * 1024)

    def test_unsent_job_cannot_be_worked(self):
        waiting = self.make_job()
        for work in (
            waiting._start,
            waiting._complete,
            lambda: waiting._add_photo(make_image()),
            lambda: waiting._give_up("weather"),
        ):
            with self.assertRaisesRegex(UserError, "is not assigned to you at present"):
                work()

    def test_link_opens_one_job_only(self):
        Job = self.env["dispatch.job"]
        other = self.make_job()
        token = self.job.access_token
        self.assertEqual(Job._by_token(self.job.id, token), self.job)
        for number, forged in (
            (other.id, token),
            (self.job.id, ""),
            (self.job.id, None),
            (self.job.id, token[:-1] + "é"),
            (0, token),
        ):
            self.assertFalse(Job._by_token(number, forged))
