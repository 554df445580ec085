from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CouncilCase


@tagged("post_install", "-at_install")
class TestAccess(CouncilCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_user("fd_worker", "field_dispatch.group_worker")
        cls.dispatcher = cls.make_user(
            "fd_dispatcher", "field_dispatch.group_dispatcher"
        )
        cls.officer = cls.make_user("fd_officer", "officer")
        cls.nobody = cls.make_user("fd_nobody", "base.group_user")
        cls.crew_road.member_ids = cls.worker
        cls.job = cls.make_sent_job(cls.open_request())
        cls.other = cls.make_job(crew_id=cls.crew_green.id)

    def test_worker_sees_jobs_of_their_crew_only(self):
        jobs = self.env["dispatch.job"].with_user(self.worker).search([])
        self.assertIn(self.job, jobs)
        self.assertNotIn(self.other, jobs)

    def test_worker_completes_their_job_in_the_back_office(self):
        job = self.job.with_user(self.worker)
        job.action_start()
        job.check_ids.is_done = True
        job.action_complete()
        self.assertEqual(self.job.state, "done")
        self.assertEqual(self.job.request_id.phase, "closed")

    def test_worker_does_not_read_the_token_of_the_link(self):
        with self.assertRaises(AccessError):
            self.job.with_user(self.worker).read(["access_token"])

    def test_only_dispatchers_have_the_link_of_the_crews_page(self):
        for user in (self.worker, self.officer):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.job.with_user(user).action_open_page()
        url = self.job.with_user(self.dispatcher).action_open_page()["url"]
        self.assertIn(self.job.access_token, url)

    def test_creating_a_job_needs_write_access_to_the_request(self):
        requests = (self.open_request() | self.open_request()).with_user(self.nobody)
        with self.assertRaises(AccessError):
            requests.action_create_job()

    def test_crew_of_another_company_is_hidden(self):
        other = self.env["res.company"].create({"name": "Other Council"})
        self.crew_green.company_id = other
        crews = self.env["dispatch.crew"].with_user(self.dispatcher).search([])
        self.assertIn(self.crew_road, crews)
        self.assertNotIn(self.crew_green, crews)

    def test_worker_does_not_plan(self):
        with self.assertRaises(AccessError):
            self.env["dispatch.plan"].with_user(self.worker).create(
                {"date": "2027-05-05"}
            )

    def test_dispatcher_plans_and_sends(self):
        job = self.open_request().job_ids.with_user(self.dispatcher)
        job.action_plan()
        job.action_dispatch()
        self.assertEqual(job.state, "dispatched")
        self.assertTrue(job.mail_state)

    def test_officer_reads_jobs_and_does_not_change_them(self):
        job = self.job.with_user(self.officer)
        self.assertTrue(job.name)
        with self.assertRaises(AccessError):
            job.name = "Mine"

    def test_officer_opens_a_request_that_sends_a_crew(self):
        request = (
            self.env["service.request"]
            .with_user(self.officer)
            ._open_request({"service": "test_pothole", "address": "Lowgate"})
        )
        self.assertEqual(request.job_count, 1)

    def test_users_without_a_group_see_nothing(self):
        for model in ("dispatch.job", "dispatch.plan", "dispatch.stop"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.nobody).search([])
