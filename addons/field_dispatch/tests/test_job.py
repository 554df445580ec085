from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("post_install", "-at_install")
class TestJob(CouncilCase):
    def test_request_for_field_work_creates_a_job(self):
        request = self.open_request()
        job = request.job_ids
        self.assertEqual(job.state, "draft")
        self.assertEqual(job.name, "Pothole repair")
        self.assertEqual(job.skill_ids, self.skill_road)
        self.assertEqual((job.duration, job.priority), (45, "2"))
        self.assertEqual(job.check_ids.mapped("name"), ["Cones out"])
        self.assertAlmostEqual(job.latitude, 53.7617, places=4)
        self.assertEqual(job.address, "Beverley Road")
        self.assertEqual(job.due_at, request.due_at)

    def test_request_without_field_work_creates_no_job(self):
        request = self.env["service.request"]._open_request({"service": "test_noise"})
        self.assertFalse(request.job_ids)

    def test_request_of_a_public_user_creates_a_job(self):
        request = (
            self.env["service.request"]
            .with_user(self.env.ref("base.public_user"))
            ._open_request({"service": "test_pothole", "address": "Lowgate"})
        )
        self.assertEqual(len(request.sudo().job_ids), 1)

    def test_request_has_one_unfinished_job(self):
        request = self.open_request()
        again = self.env["dispatch.job"]._create_for_request(request)
        self.assertEqual(again, request.job_ids)

    def test_job_takes_its_place_from_the_property(self):
        place = self.make_property(
            "90000000001",
            street="Lowgate",
            latitude=53.7435,
            longitude=-0.3325,
        )
        request = self.open_request(
            latitude=None, longitude=None, address=None, property_id=place.id
        )
        self.assertAlmostEqual(request.job_ids.latitude, 53.7435, places=4)
        self.assertEqual(request.job_ids.address, place.name)

    def test_numbers_are_unique(self):
        jobs = self.make_job() | self.make_job()
        self.assertEqual(len(set(jobs.mapped("number"))), 2)
        self.assertTrue(all(jobs.mapped("number")))

    def test_tokens_are_unique(self):
        tokens = (self.make_job() | self.make_job()).mapped("access_token")
        self.assertEqual(len(set(tokens)), 2)
        self.assertGreaterEqual(min(map(len, tokens)), 40)

    def test_bad_coordinates_are_refused(self):
        with self.assertRaises(ValidationError):
            self.make_job(latitude=100)

    def test_cancelled_request_cancels_its_job(self):
        job = self.make_sent_job(self.open_request())
        job.request_id._change_state("cancelled")
        self.assertEqual(job.state, "cancelled")

    def test_overdue_jobs_are_found(self):
        late = self.make_job(due_at="2027-02-28 12:00:00")
        soon = self.make_job(due_at="2027-03-02 12:00:00")
        found = self.env["dispatch.job"].search(
            [("is_overdue", "=", True), ("id", "in", (late | soon).ids)]
        )
        self.assertEqual(found, late)

    def test_crew_without_the_skill_is_refused(self):
        job = self.make_job(skill_ids=self.skill_tree.ids)
        with self.assertRaisesRegex(ValidationError, "Road lacks .*Test tree work"):
            job.crew_id = self.crew_road

    def test_started_job_is_not_moved(self):
        job = self.make_sent_job()
        job._start()
        with self.assertRaisesRegex(UserError, "has begun"):
            job.crew_id = self.crew_green

    def test_failed_job_is_reopened(self):
        job = self.make_sent_job()
        job._give_up("weather")
        job.action_reopen()
        self.assertEqual(job.state, "draft")
        self.assertFalse(job.crew_id or job.planned_start or job.stop_ids)
