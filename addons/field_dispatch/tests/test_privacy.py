from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.every_trace import traces
from odoo.addons.service_catalog.tests.common import make_image

from .common import CouncilCase

MARK = "Zyxerasure"


@tagged("-at_install", "post_install")
class TestPrivacy(CouncilCase):
    """What a person is told of work done for them, and what stays when they go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pothole.needs_location = True
        cls.home = cls.make_property("99000000777", house="7", street="Larch Row")
        cls.home.write({"latitude": 53.7, "longitude": -0.4, "postcode": "HU5 3ZY"})
        cls.person = cls.make_constituent(MARK, property_id=cls.home.id)

    def job(self, **values):
        """A job that was done for the person, with all that a crew leaves on it."""
        request = self.open_request(
            partner_id=self.person.id, description=MARK, address=MARK, **values
        )
        job = request.job_ids
        job.write({"name": f"Call on {MARK}", "instructions": MARK})
        job.check_ids[0].copy({"name": MARK, "is_required": False})
        self.make_sent_job(request)
        job._start()
        job._add_photo(make_image())
        for check in job.check_ids:
            job._set_check(check.id, True)
        job._complete(MARK)
        job.message_post(body=MARK)
        return job

    def test_job_is_anonymised(self):
        job = self.job()
        crew, done_at, number = job.crew_id, job.done_at, job.number
        self.person._erase()
        self.assertEqual(
            (job.crew_id, job.done_at, job.number), (crew, done_at, number)
        )
        self.assertEqual((job.name, job.state), ("Pothole repair", "done"))

    def test_no_personal_data_are_left_on_the_job(self):
        job = self.job()
        appointment = job.mail_id.attachment_ids
        self.assertTrue(appointment and job.photo_ids)
        self.person._erase()
        self.assertEqual(traces(self.env, [MARK]), [])
        self.assertFalse(appointment.exists() or job.photo_ids or job.check_ids)

    def test_appointment_of_a_deleted_email_is_deleted(self):
        job = self.job()
        appointment = job.mail_id.attachment_ids
        job.mail_id.unlink()
        appointment.flush_recordset()
        self.person._erase()
        self.assertFalse(appointment.exists())

    def test_link_of_the_crew_is_invalidated(self):
        job = self.job()
        token = job.access_token
        self.person._erase()
        self.assertFalse(job._by_token(job.id, token))

    def test_public_place_is_kept(self):
        job = self.job()
        self.person._erase()
        self.assertAlmostEqual(job.latitude, 53.7617)
        self.assertAlmostEqual(job.request_id.latitude, 53.7617)
        self.assertFalse(job.address or job.request_id.address)

    def test_home_address_is_erased(self):
        job = self.job(latitude=53.7001, longitude=-0.4)
        self.person._erase()
        self.assertFalse(job.latitude or job.longitude or job.request_id.latitude)

    def test_place_of_a_service_without_location_is_erased(self):
        self.pothole.needs_location = False
        job = self.job()
        self.person._erase()
        self.assertFalse(job.latitude or job.request_id.latitude)

    def test_unfinished_job_blocks_an_erasure(self):
        job = self.job()
        again = job.copy({"request_id": job.request_id.id})
        with self.assertRaisesRegex(
            UserError, f"1 jobs are unfinished .{again.number}"
        ):
            self.person._erase()

    def test_retention_of_a_request_anonymises_its_jobs(self):
        job = self.job()
        request = job.request_id.sudo()
        request._erase_person(self.person, ["partner_id"])
        self.assertFalse(job.outcome_note or job.photo_ids or job.address)

    def test_subject_access_discloses_the_job(self):
        job = self.job()
        access = self.env["constituent.subject.access"].create(
            {"partner_id": self.person.id, "identity_check": "known"}
        )
        access.action_collect()
        part = access.part_ids.filtered(lambda one: one.model == job._name)
        self.assertEqual(part.record_ids, job.ids)
        entry = str(access._disclosed_entry(job, self.person))
        self.assertIn("Call on", entry)
        self.assertIn("done_at", entry)
        self.assertNotIn(job.access_token, entry)

    def test_notes_of_the_crew_are_reviewed_first(self):
        job = self.job()
        review_reason, is_withheld = job._subject_access_review_reason(self.person)
        self.assertIn("may mention staff", review_reason)
        self.assertFalse(is_withheld)
