from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("post_install", "-at_install")
class TestProgramme(CouncilCase):
    def setUp(self):
        super().setUp()
        self.sites = self.env["dispatch.site"].create(
            [
                {"name": f"Test park {n}", "latitude": 53.75, "longitude": -0.33}
                for n in range(3)
            ]
        )
        self.programme = self.make(
            "dispatch.programme",
            name="Playgrounds",
            template_id=self.template.id,
            site_ids=self.sites.ids,
            interval_unit="weeks",
            next_date="2027-03-05",
        )

    def test_round_creates_a_job_for_each_site_and_sets_the_next_date(self):
        self.programme.action_create_round_jobs()
        self.assertEqual(self.programme.job_ids.site_id, self.sites)
        self.assertEqual(self.programme.next_date, date(2027, 3, 12))
        self.assertEqual(
            set(self.programme.job_ids.mapped("earliest_at")).pop().date(),
            date(2027, 3, 5),
        )

    def test_round_is_created_once(self):
        self.programme.action_create_round_jobs()
        self.programme.next_date = "2027-03-05"
        self.programme.action_create_round_jobs()
        self.assertEqual(len(self.programme.job_ids), 3)

    def test_scheduled_action_creates_jobs_of_coming_rounds(self):
        far = self.programme.copy({"next_date": "2027-06-01"})
        far.site_ids = self.sites
        with self.enter_registry_test_mode():
            self.env.ref(
                "field_dispatch.cron_create_round_jobs"
            ).method_direct_trigger()
        self.assertEqual(len(self.programme.job_ids), 3)
        self.assertFalse(far.job_ids)

    def test_progress_of_a_round(self):
        self.programme.action_create_round_jobs()
        job = self.programme.job_ids[0]
        job._plan()
        job.action_dispatch()
        job.check_ids.is_done = True
        job._complete()
        self.assertAlmostEqual(self.programme.round_progress, 100 / 3, places=3)
        self.assertTrue(job.site_id.last_visit_at)

    def test_programme_without_sites_is_refused(self):
        self.programme.site_ids = False
        with self.assertRaisesRegex(UserError, "no site"):
            self.programme.action_create_round_jobs()

    def test_visit_is_not_planned_before_its_round(self):
        self.programme.action_create_round_jobs()
        job = self.programme.job_ids[0]
        job._plan()
        self.assertEqual(job.planned_start.date(), date(2027, 3, 5))
