from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import SHIFTS, Council


@tagged("post_install", "-at_install", "browser")
class TestTours(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.dispatcher = cls.make_user("fd_tour", "field_dispatch.group_dispatcher")

    def test_dispatcher_plans_and_sends_a_job(self):
        job = self.make_job(name="Tour: mend the bench", priority="3")
        self.start_tour("/odoo/jobs", "field_dispatch_job", login="fd_tour")
        self.assertEqual(job.state, "dispatched")

    def make_it_nine_o_clock(self):
        """Let crews and dispatcher live where the working day has just begun."""
        ahead = 9 - fields.Datetime.now().hour
        ahead += 24 if ahead < -12 else 0
        # POSIX counts westwards: Etc/GMT-9 is nine hours ahead of UTC.
        zone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
        self.calendar.attendance_ids = self.attendances(SHIFTS, days=range(7))
        self.calendar.tz = self.dispatcher.tz = zone
        self.env["dispatch.crew"].search([]).resource_id.tz = zone

    def test_dispatcher_drags_a_job_to_a_crew(self):
        self.make_it_nine_o_clock()
        job = self.make_job(name="Tour: drag me", priority="3")
        self.env["dispatch.job"].search([("id", "!=", job.id)]).action_cancel()
        self.start_tour("/odoo/dispatch-board", "field_dispatch_board", login="fd_tour")
        self.assertEqual(job.crew_id, self.crew_green)
        self.assertEqual(job.state, "planned")

    def test_dispatcher_plans_a_day(self):
        self.make_job(name="Tour: any day")
        self.start_tour("/odoo/dispatch-plans", "field_dispatch_plan", login="fd_tour")

    def test_crew_page_fits_a_phone(self):
        """What a crew does there is driven in `tests/`: no frame may hold the page."""
        self.browser_size = "390x844"
        self.touch_enabled = True
        job = self.make_sent_job(self.open_request())
        self.browser_js(job._work_url().split("/", 3)[3].join(["/", ""]), FITS)


FITS = """
    const width = document.documentElement.scrollWidth;
    const hasButton = [...document.querySelectorAll("button")].some(
        (one) => one.textContent.trim() === "Start"
    );
    if (width <= 390 && hasButton) {
        console.log("test successful");
    } else {
        console.error(`${width} pixels wide, can be started: ${hasButton}`);
    }
"""
