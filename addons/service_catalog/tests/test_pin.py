from odoo.tests import tagged

from odoo.addons.service_catalog.models.service_rate_limit import MAX_PER_RECORD
from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestPin(PagesCase):
    """The PIN that opens a request together with its reference."""

    def ask(self, request, proof, status=200):
        sent = self.fields(self.page("/track"), "/track")
        sent |= {"reference": request.reference, "proof": proof}
        return self.page("/track", status, sent)

    def test_pin_opens_the_request(self):
        request = self.open_request()
        pin = request._issue_pin()
        self.assertRegex(pin, r"^\d{6}$")
        self.assertIn(request.reference, self.words(self.ask(request, pin)))
        self.assertTrue(request._matches_pin(f"{pin[:3]} {pin[3:]}"))

    def test_pin_is_stored_as_a_hash(self):
        request = self.open_request()
        pin = request._issue_pin()
        self.assertNotIn(pin, request.sudo().pin_hash)
        self.assertNotIn("pin_hash", request.with_user(self.officer).fields_get())

    def test_other_texts_are_no_pin(self):
        request = self.open_request()
        pin = request._issue_pin("012345")
        wrong = (
            "",
            None,
            "12345",
            "0123456",
            "543210",
            "01234x",
            "０１２３４５",
            "-12345",
        )
        for text in wrong:
            with self.subTest(text):
                self.assertFalse(request._matches_pin(text))
        self.assertTrue(request._matches_pin(pin))

    def test_request_without_a_pin_has_none(self):
        request = self.open_request()
        self.assertFalse(request._matches_pin("000000"))
        self.assertFalse(request.browse()._matches_pin("000000"))
        self.ask(request, "000000", status=400)

    def test_new_pin_replaces_the_former(self):
        request = self.open_request()
        former = request._issue_pin("111111")
        request._issue_pin("222222")
        self.assertFalse(request._matches_pin(former))

    def test_pin_of_another_request_does_not_fit(self):
        pin = self.open_request()._issue_pin("333333")
        other = self.open_request()
        other._issue_pin("444444")
        self.assertFalse(other._matches_pin(pin))

    def test_attempts_on_one_request_are_limited(self):
        request = self.open_request()
        pin = request._issue_pin("555555")
        for _attempt in range(MAX_PER_RECORD["request_pin"]):
            self.assertFalse(request._matches_pin("555556"))
        self.assertFalse(request._matches_pin(pin))
        self.assertTrue(request._verified_path("jane.test@example.org"))

    def test_tracking_page_gives_a_pin_once(self):
        request = self.open_request()
        page = self.page(request._tracking_path())
        path = f"/track/{request.reference}/pin"
        sent = self.fields(page, "/pin")
        shown = self.page(path, data=sent).xpath("//strong[contains(@class, 'fs-3')]")
        self.assertTrue(request._matches_pin(shown[0].text))
        again = self.page(request._tracking_path())
        self.assertNotIn(shown[0].text, self.words(again))

    def test_who_has_no_link_gets_no_pin(self):
        request = self.open_request()
        sent = self.fields(self.page("/track"), "/track") | {"access_token": "x"}
        self.page(f"/track/{request.reference}/pin", 404, sent)
        self.assertFalse(request.sudo().pin_hash)
