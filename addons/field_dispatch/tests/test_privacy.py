from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.constituent_crm.tests.every_trace import traces

from .common import CouncilCase, picture

MARK = "Zyxerasure"


@tagged("-at_install", "post_install")
class TestPrivacy(CouncilCase):
    """What a person is told of work done for them, and what stays when they go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pothole.needs_location = True
        cls.home = cls.env["constituent.property"].create(
            {"uprn": "99000000777", "house": "7", "street": "Larch Row"}
        )
        cls.home.write({"latitude": 53.7, "longitude": -0.4, "postcode": "HU5 3ZY"})
        cls.person = cls.env["res.partner"].create(
            {"name": MARK, "is_constituent": True, "property_id": cls.home.id}
        )

    def job(self, **values):
        """A job that was done for the person, with all that a crew leaves on it."""
        request = self.new_request(
            partner_id=self.person.id, description=MARK, address=MARK, **values
        )
        job = request.job_ids
        job.write({"name": f"Call on {MARK}", "instructions": MARK})
        job.check_ids[0].copy({"name": MARK, "is_required": False})
        self.sent_job(request)
        job._start()
        job._add_photo(picture())
        for check in job.check_ids:
            job._set_check(check.id, True)
        job._complete(MARK)
        job.message_post(body=MARK)
        return job

    def test_job_stays_as_a_figure(self):
        job = self.job()
        crew, done_at, number = job.crew_id, job.done_at, job.number
        self.person._erase()
        self.assertEqual(
            (job.crew_id, job.done_at, job.number), (crew, done_at, number)
        )
        self.assertEqual((job.name, job.state), ("Pothole repair", "done"))

    def test_nothing_of_the_person_is_left_on_it(self):
        job = self.job()
        appointment = job.mail_id.attachment_ids
        self.assertTrue(appointment and job.photo_ids)
        self.person._erase()
        self.assertEqual(traces(self.env, [MARK]), [])
        self.assertFalse(appointment.exists() or job.photo_ids or job.check_ids)

    def test_appointment_goes_whose_email_has_gone(self):
        job = self.job()
        appointment = job.mail_id.attachment_ids
        job.mail_id.unlink()
        appointment.flush_recordset()
        self.person._erase()
        self.assertFalse(appointment.exists())

    def test_link_of_the_crew_opens_it_no_longer(self):
        job = self.job()
        token = job.access_token
        self.person._erase()
        self.assertFalse(job._by_token(job.id, token))

    def test_public_place_stays(self):
        job = self.job()
        self.person._erase()
        self.assertAlmostEqual(job.latitude, 53.7617)
        self.assertAlmostEqual(job.request_id.latitude, 53.7617)
        self.assertFalse(job.address or job.request_id.address)

    def test_their_home_does_not(self):
        job = self.job(latitude=53.7001, longitude=-0.4)
        self.person._erase()
        self.assertFalse(job.latitude or job.longitude or job.request_id.latitude)

    def test_place_of_a_service_that_is_about_none_does_not(self):
        self.pothole.needs_location = False
        job = self.job()
        self.person._erase()
        self.assertFalse(job.latitude or job.request_id.latitude)

    def test_work_to_be_done_blocks(self):
        job = self.job()
        again = job.copy({"request_id": job.request_id.id})
        with self.assertRaisesRegex(
            UserError, f"1 jobs are unfinished .{again.number}"
        ):
            self.person._erase()

    def test_request_that_is_anonymised_by_its_age_takes_its_jobs_along(self):
        job = self.job()
        request = job.request_id.sudo()
        request._erase_person(self.person, ["partner_id"])
        self.assertFalse(job.outcome_note or job.photo_ids or job.address)

    def test_they_are_told_of_it(self):
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

    def test_words_of_the_crew_are_looked_at_first(self):
        job = self.job()
        review_reason, is_withheld = job._subject_access_review_reason(self.person)
        self.assertIn("may mention staff", review_reason)
        self.assertFalse(is_withheld)
