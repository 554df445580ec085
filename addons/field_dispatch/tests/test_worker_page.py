import re

from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.common import make_image

from .common import Council

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@tagged("post_install", "-at_install")
class TestWorkerPage(Council, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()

    def setUp(self):
        super().setUp()
        self.job = self.make_sent_job(self.open_request())
        self.address = f"/dispatch/job/{self.job.id}"

    def open(self, token=None):
        token = self.job.access_token if token is None else token
        return self.url_open(f"{self.address}?access_token={token}")

    def press(self, what, *, token=None, files=None, **form):
        """Send a form of the page as a browser without JavaScript does."""
        csrf = TOKEN.search(self.open().text)
        form |= {
            "csrf_token": csrf.group(1) if csrf else "",
            "access_token": token or self.job.access_token,
        }
        return self.url_open(f"{self.address}/{what}", data=form, files=files)

    def words(self, answer):
        return " ".join(html.fromstring(answer.text).text_content().split())

    def test_page_shows_the_job_without_a_login(self):
        answer = self.open()
        self.assertEqual(answer.status_code, 200)
        shown = self.words(answer)
        for words in ("Pothole repair", "Beverley Road", "Measure it.", "Start"):
            self.assertIn(words, shown)
        self.assertNotIn("Khan", shown)
        self.assertIn("width=device-width", answer.text)

    def test_page_sends_no_referrer_to_other_sites(self):
        headers = self.open().headers
        self.assertEqual(headers["Referrer-Policy"], "same-origin")
        self.assertEqual(headers["Cache-Control"], "no-store")

    def test_page_is_light(self):
        self.assertLess(len(self.open().content), 15_000)

    def test_forged_link_finds_nothing(self):
        for token in ("forged", "", self.job.access_token[:-1], "%C3%A9"):
            answer = self.open(token)
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("Beverley", answer.text)
        answer = self.press("start", token="forged")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.job.state, "dispatched")

    def test_form_without_csrf_token_is_refused(self):
        form = {"access_token": self.job.access_token}
        with mute_logger("odoo.http"):
            answer = self.url_open(f"{self.address}/start", data=form)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.job.state, "dispatched")

    def test_job_is_completed_without_javascript(self):
        self.press("start")
        self.assertEqual(self.job.state, "started")
        self.press("check", check=self.job.check_ids.id, done="1")
        self.assertTrue(self.job.check_ids.is_done)
        self.press("photo", files={"photo": ("a.jpg", make_image(), "image/jpeg")})
        self.assertEqual(len(self.job.photo_ids), 1)
        answer = self.press("complete", note="Filled")
        self.assertIn("Thank you", self.words(answer))
        self.assertEqual(self.job.outcome_note, "Filled")
        self.assertEqual(self.job.request_id.outcome_id.code, "fixed")

    def test_second_tap_on_start_changes_nothing(self):
        self.press("start")
        answer = self.press("start")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.job.state, "started")

    def test_second_tap_on_complete_shows_the_same_page(self):
        self.press("start")
        self.press("check", check=self.job.check_ids.id)
        csrf = TOKEN.search(self.open().text).group(1)
        form = {"csrf_token": csrf, "access_token": self.job.access_token}
        for _tap in range(2):
            answer = self.url_open(f"{self.address}/complete", data=form)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Thank you", self.words(answer))

    def shown_photo(self):
        """The address of the photo on the page, once there is one."""
        self.press("start")
        self.press("photo", files={"photo": ("a.jpg", make_image(), "image/jpeg")})
        (image,) = html.fromstring(self.open().text).xpath("//img/@src")
        return image

    def test_photo_is_shown_small_to_holders_of_the_link(self):
        image = self.shown_photo()
        answer = self.url_open(image)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertFalse(self.job.photo_ids.access_token)
        self.assertEqual(self.url_open(image.partition("?")[0]).status_code, 404)

    def test_photo_of_another_job_is_hidden(self):
        image = self.shown_photo()
        other = self.make_sent_job(self.open_request())
        number = self.job.photo_ids.id
        token = f"access_token={other.access_token}"
        for place in (
            f"/dispatch/job/{other.id}/photos/{number}?{token}",
            f"{image.partition('?')[0]}?{token}",
        ):
            self.assertEqual(self.url_open(place).status_code, 404)

    def test_photo_of_a_finished_job_is_hidden(self):
        image = self.shown_photo()
        self.press("check", check=self.job.check_ids.id)
        self.press("complete")
        self.assertEqual(self.job.state, "done")
        self.assertEqual(self.url_open(image).status_code, 404)

    def test_link_of_the_former_crew_opens_nothing(self):
        token = self.job.access_token
        self.crew_green.skill_ids |= self.skill_road
        self.job.crew_id = self.crew_green
        self.job.action_dispatch()
        self.assertEqual(self.open(token).status_code, 404)
        self.assertEqual(self.open().status_code, 200)

    def test_former_link_of_a_replanned_job_opens_nothing(self):
        token = self.job.access_token
        self.press("give-up", reason="weather")
        self.job.action_reopen()
        self.assertEqual(self.open(token).status_code, 404)

    def test_invalid_photo_is_refused_with_a_message(self):
        self.press("start")
        answer = self.press(
            "photo", files={"photo": ("a.jpg", b"%PDF-1.4", "image/jpeg")}
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn("This is not a photo", self.words(answer))
        self.assertFalse(self.job.photo_ids)

    def test_too_large_photo_is_refused_with_a_message(self):
        self.env["ir.config_parameter"].set_param("field_dispatch.photo_megabytes", 1)
        self.press("start")
        large = make_image() + b"\0" * (1024 * 1024)
        answer = self.press("photo", files={"photo": ("a.jpg", large, "image/jpeg")})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("larger than 1 MB", self.words(answer))

    def test_missing_photo_is_reported(self):
        self.press("start")
        answer = self.press("photo")
        self.assertIn("Choose a photo first", self.words(answer))

    def test_failed_job_needs_a_reason(self):
        answer = self.press("give-up", reason="")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Say why", self.words(answer))
        self.assertEqual(self.job.state, "dispatched")

    def test_failed_job_returns_to_the_office(self):
        answer = self.press("give-up", reason="no_access", note="Gate locked")
        self.assertIn("The office takes it from here", self.words(answer))
        self.assertEqual(self.job.state, "failed")
        self.assertEqual(self.job.request_id.phase, "open")

    def test_page_of_a_finished_job_has_no_details(self):
        self.press("give-up", reason="weather")
        shown = self.words(self.open())
        self.assertNotIn("Beverley Road", shown)
        self.assertNotIn("Measure it.", shown)

    def test_page_of_a_cancelled_job_says_so(self):
        self.job.action_cancel()
        self.assertIn("withdrawn", self.words(self.open()))

    def test_page_costs_few_queries(self):
        self.press("start")
        self.open()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.env["dispatch.job"]._by_token(
                self.job.id, self.job.access_token
            )._page_values()
