import re

from odoo.tests import HttpCase, tagged

from .nearby_case import LATITUDE, LONGITUDE, NearbyCouncil
from .test_nearby import PIXEL


@tagged("post_install", "-at_install")
class TestCoReportPage(NearbyCouncil, HttpCase):
    """Where it stands, for somebody who has joined: by a link of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_council()
        cls.request = cls.open_request(
            "test_pothole",
            name="Jane's subject",
            description="A secret of Jane",
            address="Jane's Yard",
        )
        cls.report = cls.env["service.request"]._add_co_report(
            cls.request,
            {
                "partner_id": cls.ken.id,
                "description": "<b>Ken's</b> words",
                "latitude": LATITUDE,
                "longitude": LONGITUDE,
                "attachments": [("hole.png", PIXEL)],
            },
        )
        cls.path = f"/track/joined/{cls.report.sudo().access_token}"

    def page(self, path, status=200, data=None):
        response = self.url_open(path, data=data)
        self.assertEqual(response.status_code, status)
        return response

    def post(self, action, status=200, **data):
        found = re.search(r'name="csrf_token" value="(\w+)"', self.page("/track").text)
        data["csrf_token"] = found.group(1)
        return self.page(f"{self.path}/{action}", status, data)

    def test_page_shows_their_own_report_and_nothing_of_others(self):
        page = self.page(self.path)
        self.assertIn(self.request.reference, page.text)
        self.assertIn("&lt;b&gt;Ken", page.text)
        (path,) = re.findall(r'href="(/track/joined/[^"]+/files/\d+)', page.text)
        file = self.page(path)
        self.assertEqual(file.content, PIXEL)
        self.assertIn("attachment", file.headers["Content-Disposition"])
        for secret in ("Jane", self.request.access_token):
            self.assertNotIn(secret, page.text)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")

    def test_a_forged_link_opens_nothing(self):
        for token in (
            "x",
            "é",
            "%00",
            self.request.access_token,
            self.request.reference,
        ):
            page = self.page(f"/track/joined/{token}", 404)
            self.assertNotIn(self.request.reference, page.text.replace(token, ""))

    def test_co_reporter_rates_a_closed_request(self):
        self.post("rate", 400, satisfaction="5")
        self.request._change_state("closed", outcome="fixed")
        self.assertIn("Thank you", self.post("rate", satisfaction="2").text)
        self.assertEqual(self.report.satisfaction, "2")

    def test_message_of_a_co_reporter_is_read_by_staff_only(self):
        self.assertIn("Thank you", self.post("reply", reply="It is deeper now").text)
        self.assertIn("It is deeper now", self.report.description)
        notes = " ".join(self.request.message_ids.mapped("body"))
        self.assertIn("It is deeper now", notes)
        self.assertIn("The constituent has replied", notes)
        self.assertEqual(self.request.interaction_ids[-1:].partner_id, self.ken)
        self.assertNotIn("deeper", self.page(self.request._tracking_path()).text)
        refused = self.post("reply", 400, reply=" ")
        self.assertIn('id="reply-fault"', refused.text)

    def test_co_reporter_disputes_the_outcome(self):
        self.post("dispute", 400, dispute="Too early")
        self.request._change_state("closed", outcome="fixed")
        self.assertIn('id="dispute-fault"', self.post("dispute", 400, dispute="").text)
        self.post("dispute", dispute="The hole of Ken is still there")
        self.assertEqual(self.request.phase, "open")
        (message,) = self.request.message_ids.filtered(lambda one: "of Ken" in one.body)
        self.assertEqual(message.author_id, self.ken)
        own = self.page(self.request._tracking_path()).text
        self.assertNotIn("hole of Ken", own)

    def test_withdrawn_co_reporter_writes_nothing(self):
        self.report._withdraw_co_report()
        self.post("reply", 400, reply="More")
        self.post("dispute", 400, dispute="More")

    def test_file_of_another_reporter_is_refused(self):
        inside = self.env["ir.attachment"].create(
            {
                "name": "jane.txt",
                "raw": b"Of Jane",
                "res_model": "service.request",
                "res_id": self.request.id,
            }
        )
        self.page(f"{self.path}/files/{inside.id}", 404)

    def test_request_stays_open_when_the_first_reporter_withdraws(self):
        self.request._withdraw("Mine is mended")
        self.assertEqual(self.request.phase, "open")
        notified = [one.partner for one in self.request._recipients()]
        self.assertEqual(notified, [self.ken])
        self.assertIn("has replied", str(self.request.message_ids.mapped("body")))
        self.assertNotIn("mended", self.page(self.path).text)

    def test_co_reporter_leaves_with_a_request_of_their_own(self):
        page = self.post("leave", own="1")
        own = self.report.separate_request_id
        self.assertIn(own.reference, page.text)
        self.assertTrue(self.report.left_at)
        self.assertIn("has already left the request", self.post("leave", 400).text)

    def test_co_reporter_leaves_without_a_request(self):
        self.assertIn("no longer part", self.post("leave").text)
        self.assertFalse(self.report.separate_request_id)

    def test_requests_nearby_are_offered_without_names(self):
        self.request.write({"latitude": LATITUDE, "longitude": LONGITUDE})
        near = self.pothole._nearby(LATITUDE, LONGITUDE)
        shown = str(
            self.env["ir.qweb"]._render(
                "service_catalog.nearby_requests", {"nearby": near}
            )
        )
        self.assertIn(self.request.reference, shown)
        self.assertIn("2 people", re.sub(r"\s+", " ", shown.replace("\n", " ")))
        self.assertNotIn("Jane", shown)
