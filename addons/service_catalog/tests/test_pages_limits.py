from odoo.tests import tagged

from odoo.addons.service_catalog.models import service_tracking_mixin
from odoo.addons.service_catalog.models.service_co_report import membership
from odoo.addons.service_catalog.models.service_rate_limit import (
    MAX_PER_HOUR,
    MAX_PER_RECORD,
)
from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase
from odoo.addons.service_catalog.wizards import service_upload


@tagged("post_install", "-at_install")
class TestPagesLimits(PagesCase):
    """Whoever has a link, or none, stores so much with us and no more."""

    def setUp(self):
        super().setUp()
        self.request = self.open_request()
        self.path = f"/track/{self.request.reference}"
        self.form = self.fields(self.page(self.request._tracking_path()), "/reply")

    def reply(self, status=200, photos=0, words="More"):
        files = [
            ("answer-photos", ("a.png", make_image("PNG"))) for _one in range(photos)
        ]
        form = {**self.form, "reply": words}
        return self.page(f"{self.path}/reply", status, form, files or None)

    def use_up(self, kind, record, left=0):
        number = MAX_PER_RECORD[kind] - left
        self.env["service.rate.limit"]._is_within_record_limit(kind, record, number)

    def test_messages_on_one_request_are_limited(self):
        self.use_up("request_message", self.request, left=1)
        self.reply()
        before = self.request.message_ids
        page = self.reply(429)
        self.assertIn("many times", self.words(page))
        self.assertIn("More", self.fields(page, "/reply")["reply"])
        self.assertEqual(self.request.message_ids, before)

    def test_ratings_count_as_messages(self):
        self.request._change_state("closed", outcome="fixed")
        self.use_up("request_message", self.request)
        sent = self.fields(self.page(self.request._tracking_path()), "/rate")
        self.page(f"{self.path}/rate", 429, {**sent, "satisfaction": "5"})
        self.assertFalse(self.request.satisfaction)

    def test_limit_of_messages_is_per_request(self):
        self.use_up("request_message", self.open_request())
        self.reply()

    def test_files_on_one_request_are_limited(self):
        self.use_up("request_file", self.request, left=2)
        self.reply(photos=2)
        self.assertEqual(len(self.request.sent_file_ids), 2)
        self.assertIn("many times", self.words(self.reply(400, photos=1)))
        self.assertEqual(len(self.request.sent_file_ids), 2)

    def test_files_of_one_request_are_limited_in_total(self):
        self.patch(service_tracking_mixin, "MAX_SENT_FILES", 2)
        self.reply(photos=2)
        page = self.reply(400, photos=1)
        self.assertIn("many photos of this already", self.words(page))
        self.assertEqual(len(self.request.sent_file_ids), 2)
        self.reply(words="In words")

    def test_every_file_of_a_form_counts(self):
        Attempt = self.env["service.rate.limit"]
        Attempt._is_within_limit("upload", "127.0.0.1", MAX_PER_HOUR["upload"] - 2)
        self.reply(photos=2)
        self.reply(400, photos=1)
        self.assertEqual(len(self.request.sent_file_ids), 2)

    def test_files_of_unsent_forms_are_limited_in_total(self):
        self.patch(service_upload, "MAX_HELD_BYTES", 1)
        held = self.env["service.upload"].search_count([])
        page = self.reply(400, photos=1)
        self.assertIn("cannot take files for now", self.words(page))
        self.assertEqual(self.env["service.upload"].search_count([]), held)

    def test_limit_of_messages_is_per_co_report(self):
        values = {"partner_id": self.jane.copy().id, "description": "Mine too"}
        report = self.env["service.request"]._add_co_report(self.request, values).sudo()
        page = self.page(report._tracking_path())
        sent = {**self.fields(page, "/reply"), "reply": "More"}
        self.use_up("request_message", self.request)
        self.page(f"{report._tracking_path()}/reply", data=sent)
        self.use_up("request_message", report)
        self.page(f"{report._tracking_path()}/reply", 429, sent)

    def test_description_of_a_co_report_is_limited(self):
        self.patch(membership, "MAX_DESCRIPTION_LENGTH", 5)
        values = {"partner_id": self.jane.copy().id, "description": "Mine too"}
        report = self.env["service.request"]._add_co_report(self.request, values).sudo()
        report._append_description("More")
        self.assertNotIn("More", report.description)
