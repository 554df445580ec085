from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase

JO = {
    "who": "known",
    "name": "Jo Example",
    "email": "jo@example.org",
    "notification_preference": "email",
    "answer-which": "brown",
}
NUL = "a\0b"


@tagged("post_install", "-at_install")
class TestPagesMisuse(PagesCase):
    """What no person types, and more than anybody should send."""

    def test_captcha_is_on_the_form_that_it_protects(self):
        asked, words = [], "No human"

        def refuse(_http, action):
            asked.append(action)
            raise UserError(words)

        check = self.fill(**JO)
        before = self.count()
        http = self.registry["ir.http"]
        with patch.object(http, "_verify_request_recaptcha_token", refuse):
            page = self.send(check, status=400)
        self.assertIn(words, self.words(page))
        self.assertEqual(self.count(), before)
        for one in (check, page):
            (form,) = one.find_class("o_service_check")
            self.assertEqual([form.get("data-captcha")], asked)
        self.send(page)
        self.assertEqual(self.count(), before + 1)

    def test_null_byte_in_a_form_is_removed(self):
        self.make_question(
            self.bin, "where_left", name="Where was it left?", datatype="string"
        )
        typed = {"description": NUL, "name": NUL, "answer-where_left": NUL}
        self.send(self.fill(**{**JO, **typed}))
        request = self.opened()
        self.assertEqual(request.description, "ab")
        self.assertEqual(request.partner_id.name, "ab")
        self.assertIn("ab", request.answer_ids.mapped("value"))

    def test_null_byte_in_an_option_is_refused(self):
        page = self.fill(status=400, **{**JO, "answer-which": "bro\0wnish"})
        self.assertIn("none of the choices", self.words(page))

    def test_null_byte_in_a_reply_is_removed(self):
        request = self.open_request()
        path = request._tracking_path()
        sent = self.fields(self.page(path), "/reply")
        self.page(f"/track/{request.reference}/reply", data={**sent, "reply": NUL})
        self.assertIn("ab", request.message_ids[0].body)

    def test_null_byte_in_a_url_opens_nothing(self):
        self.page("/services/%00", 404)
        self.page("/services/%00/request", 404)
        self.page("/services?q=a%00b")
        self.page("/track/%00", 404)
        self.make_user("test_jo", "base.group_portal")
        self.authenticate("test_jo", "test_jo")
        self.page("/my/requests?search=a%00b")
        self.page("/my/requests/%00", 404)

    def test_overlong_text_is_reported_and_not_cut(self):
        page = self.fill(status=400, **JO, description="x" * 4001)
        self.assertIn("Use 4000 characters or fewer", self.words(page))
        typed = self.fields(page, "/request")
        self.assertEqual(len(typed["description"].strip()), 4001)

    def test_files_of_anonymous_callers_are_limited(self):
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit("upload", "127.0.0.1"):
            pass
        held = self.env["service.upload"].search_count([])
        files = [("answer-photos", ("bin.png", make_image("PNG")))]
        page = self.fill(files=files, status=429, **JO, description="Kept")
        self.assertIn("Please wait an hour", self.words(page))
        self.assertEqual(self.fields(page, "/request")["description"].strip(), "Kept")
        self.assertEqual(self.env["service.upload"].search_count([]), held)
        # Without files the form goes on.
        self.assertIn("Check your answers", self.words(self.fill(**JO)))
