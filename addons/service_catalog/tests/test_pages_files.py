import io
import re

from werkzeug.datastructures import FileStorage, MultiDict

from odoo.tests import tagged

from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase


@tagged("post_install", "-at_install")
class TestPagesFiles(PagesCase):
    """The files that residents sent, on the page of their request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_user("test_jo", "base.group_portal")
        cls.request = cls.sent_by(cls.user.partner_id)

    @classmethod
    def sent_by(cls, partner):
        picture = FileStorage(io.BytesIO(make_image("PNG")), filename="bin.png")
        sent = MultiDict({"answer-photos": picture})
        held, _fault = cls.bin._photos_checked(cls.bin._photos_in(MultiDict(), sent))
        values = {
            "service_id": cls.bin.id,
            "answers": {"which": "brown"},
            "source_key": f"test,{partner.id}",
        }
        Request = cls.env["service.request"]
        return Request._open_from_web_form(values, {"partner": partner}, held)

    def path(self, request, file, token=None):
        token = request._portal_ensure_token() if token is None else token
        return f"/track/{request.reference}/files/{file.id}?access_token={token}"

    def test_resident_downloads_their_own_file(self):
        file = self.request.sent_file_ids
        page = self.page(self.request._tracking_path())
        (link,) = page.xpath("//ul[@aria-labelledby='files']//a")
        self.assertEqual(link.get("href"), self.path(self.request, file))
        response = self.url_open(link.get("href"))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.content, file.raw)
        self.assertTrue(response.content)
        headers = response.headers
        self.assertRegex(headers["Content-Disposition"], r"^attachment.*bin\.png")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["Cache-Control"], "no-store")

    def test_resident_downloads_a_file_of_their_message(self):
        path = self.request._tracking_path()
        sent = self.fields(self.page(path), "/reply")
        picture = ("more.png", make_image("PNG"), "image/png")
        self.page(
            f"/track/{self.request.reference}/reply",
            data={**sent, "reply": "Another"},
            files=[("answer-photos", picture)],
        )
        page = self.page(path)
        self.assertIn("more.png", self.words(page))
        links = page.xpath("//ul[@aria-labelledby='files']//a/@href")
        self.assertEqual(self.url_open(links[-1]).status_code, 200)

    def test_file_of_staff_is_refused(self):
        inside = self.env["ir.attachment"].create(
            {
                "name": "internal.txt",
                "raw": b"Do not send",
                "res_model": self.request._name,
                "res_id": self.request.id,
            }
        )
        self.request.sudo().message_post(body="Note", attachment_ids=inside.ids)
        page = self.page(self.request._tracking_path())
        self.assertNotIn("internal.txt", self.words(page))
        response = self.url_open(self.path(self.request, inside))
        self.assertEqual(response.status_code, 404)
        self.assertNotIn("Do not send", response.text)

    def test_file_of_another_request_is_refused(self):
        other = self.sent_by(self.jane)
        for request, file in (
            (self.request, other.sent_file_ids),
            (other, self.request.sent_file_ids),
        ):
            self.assertEqual(self.url_open(self.path(request, file)).status_code, 404)

    def test_forged_token_gets_no_file(self):
        file = self.request.sent_file_ids
        other = self.sent_by(self.jane)
        for token in ("", "forged", "none", other._portal_ensure_token()):
            response = self.url_open(self.path(self.request, file, token))
            self.assertEqual(response.status_code, 404)
            self.assertIn("does not open a request", response.text)
            self.assertNotIn("Content-Disposition", response.headers)

    def test_signed_in_resident_needs_no_token_for_their_file(self):
        file = self.request.sent_file_ids
        other = self.sent_by(self.jane)
        self.authenticate("test_jo", "test_jo")
        page = self.page(f"/my/requests/{self.request.reference}")
        self.assertIn("bin.png", self.words(page))
        response = self.url_open(self.path(self.request, file, ""))
        self.assertEqual(response.content, file.raw)
        path = self.path(other, other.sent_file_ids, "")
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_file_name_cannot_inject_a_header(self):
        file = self.request.sent_file_ids
        file.name = 'a"\r\nX-Evil: 1; é.png'
        response = self.url_open(self.path(self.request, file))
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("X-Evil", response.headers)
        disposition = response.headers["Content-Disposition"]
        self.assertIsNone(re.search(r"[\r\n]", disposition))
