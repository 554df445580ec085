import io
from unittest.mock import patch

import pypdfium2
from PIL import Image, TiffImagePlugin  # noqa: F401 - Odoo leaves out its format

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, HttpCase, tagged

from ..adapters import fax
from ..pages import rendering
from ..pages.files import kind_of
from .common import ChannelCase, Council
from .sample_emails import make_email
from .sample_pages_files import FINE, make_fax, make_tiff

A4_RATIO = 1100 / 98 / (1728 / 204)


def opened(page):
    return Image.open(io.BytesIO(page.image))


def saved(image, form, **options):
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


class TestRendering(BaseCase):
    """Pages as images."""

    def render(self, content):
        return rendering.render(content, recognises=False)

    def test_fax_of_oblong_pixels_is_in_proportion(self):
        for compression in ("group3", "group4", "tiff_lzw"):
            with self.subTest(compression):
                found = self.render(make_tiff(compression=compression))
                width, height = opened(found.pages[0]).size
                self.assertAlmostEqual(height / width, A4_RATIO, places=2)
                paper = pypdfium2.PdfDocument(found.pdf)[0].get_size()
                self.assertEqual(tuple(map(round, paper)), (610, 808))

    def test_square_inch_stays_square(self):
        page = opened(self.render(make_tiff()).pages[0]).convert("L")
        dark = page.point(lambda value: 255 * (value < 128)).getbbox()
        self.assertAlmostEqual(dark[2] - dark[0], dark[3] - dark[1], delta=2)

    def test_fine_fax(self):
        found = self.render(make_tiff(dpi=FINE, size=(1728, 2200)))
        width, height = opened(found.pages[0]).size
        self.assertAlmostEqual(height / width, A4_RATIO, places=2)

    def test_standard_fax_without_a_resolution(self):
        found = self.render(saved(Image.new("1", (1728, 1100), 1), "TIFF"))
        width, height = opened(found.pages[0]).size
        self.assertAlmostEqual(height / width, A4_RATIO, places=2)

    def test_several_pages(self):
        found = self.render(make_tiff(3))
        self.assertEqual((len(found.pages), found.count), (3, 3))
        self.assertEqual(len(pypdfium2.PdfDocument(found.pdf)), 3)

    def test_pdf(self):
        again = self.render(self.render(make_tiff(2)).pdf)
        self.assertEqual(len(again.pages), 2)
        width, height = opened(again.pages[0]).size
        self.assertAlmostEqual(height / width, A4_RATIO, places=2)

    def test_pictures_of_any_mode(self):
        for mode, form in (
            ("RGB", "JPEG"),
            ("CMYK", "JPEG"),
            ("RGBA", "PNG"),
            ("P", "PNG"),
            ("LA", "PNG"),
            ("I;16", "PNG"),
            ("P", "TIFF"),
            ("1", "PNG"),
        ):
            with self.subTest(mode=mode, form=form):
                image = Image.new(mode, (800, 1000))
                found = self.render(saved(image, form))
                self.assertEqual(opened(found.pages[0]).size, (800, 1000))

    def test_bombs_are_refused(self):
        for form, options in (("PNG", {}), ("TIFF", {"compression": "group4"})):
            with self.subTest(form):
                bomb = saved(Image.new("1", (30_000, 30_000), 1), form, **options)
                found = self.render(bomb)
                self.assertEqual(found.faults, ((0, "too_large"),))
                self.assertFalse(found.pages)

    def test_number_of_pages_is_limited(self):
        found = self.render(make_tiff(52, size=(1728, 400)))
        self.assertEqual((len(found.pages), found.count), (50, 52))

    def test_what_cannot_be_read(self):
        whole = make_tiff()
        for content in (
            whole[: len(whole) // 2],
            b"II*\0" + b"x" * 500,
            b"%PDF-1.4 nothing",
            b"%PDF-1.4\n" + b"<<" * 5000,
            b"\x89PNG\r\n\x1a\n" + bytes(100),
            b"\xff\xd8\xff" + bytes(100),
        ):
            with self.subTest(content[:10]):
                found = self.render(content)
                self.assertEqual(found.faults[0][1], "unreadable")

    def test_program_that_takes_too_long_is_stopped(self):
        with patch.object(rendering, "RENDER_SECONDS", 0.01):
            self.assertEqual(self.render(make_tiff()).faults, ((0, "too_long"),))

    def test_without_tesseract_there_is_no_text(self):
        with patch.object(rendering.shutil, "which", return_value=None):
            self.assertEqual(rendering.installed_languages(), ())
            self.assertEqual(rendering.render(make_tiff()).pages[0].words, "")

    def test_text_is_recognised(self):
        if not rendering.installed_languages():
            self.skipTest("Tesseract is not installed (apt-get install tesseract-ocr)")
        content = make_tiff(
            words="My bin was missed\nHU5 3ER", dpi=FINE, size=(1728, 2200)
        )
        self.assertIn("bin was missed", rendering.render(content).pages[0].words)

    def test_files_by_their_first_bytes(self):
        for content, mimetype in (
            (make_tiff(), "image/tiff"),
            (b"%PDF-1.7", "application/pdf"),
            (b"\r\n%PDF-1.7", "application/pdf"),
            (make_email(), ""),
            (b"From: %PDF-1.7", ""),
            (b"", ""),
        ):
            with self.subTest(content[:10]):
                self.assertEqual(kind_of(content)[0], mimetype)


class TestNotice(BaseCase):
    """Notices of fax servers and providers."""

    def check(self, text, number="", pages=0, templates=()):
        with self.subTest(text):
            self.assertEqual(fax.read(text, templates), fax.Notice(number, pages))

    def test_known_notices(self):
        self.check('Fax received from "01482 300300"\nPages: 3', "01482 300300", 3)
        self.check("Sender: 01482 300301\nCallID1: 01482300300", "01482300300")
        self.check(
            'eFax message from "+44 1482 300300" - 3 page(s)', "+44 1482 300300", 3
        )
        self.check("New fax from 01482-300300, 12 pages", "01482-300300", 12)
        self.check("FAX FROM <01482300300> (1 page)", "01482300300", 1)
        self.check("X-Fax-From: +441482300300\nX-Fax-Pages: 07", "+441482300300", 7)
        self.check("Caller ID: 0044 1482 300300", "0044 1482 300300")

    def test_no_number(self):
        for text in (
            "Fax from HULL CLINIC",
            "Fax from anonymous",
            "Fax from 12",
            "CallID1: ",
            "Telefax from: unknown",
            "",
        ):
            self.check(text)

    def test_templates_of_administrators(self):
        self.check(
            "Télécopie de 01482 300300 reçue : 4 feuilles",
            "01482 300300",
            4,
            ["Télécopie de {number} reçue", "reçue : {pages} feuilles"],
        )
        self.check(
            "Faks: 600700800, stron 2",
            "600700800",
            2,
            ["faks: {number},", "stron {pages}"],
        )

    def test_what_is_no_template(self):
        for line in ("{number}", "{pages}", "", "Fax", "{number} and {number} x"):
            with self.subTest(line):
                self.assertFalse(fax.is_template(line))


@tagged("-at_install", "post_install")
class TestFax(ChannelCase):
    """Faxes, from the e-mail to the request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.faxes = cls.make_endpoint("Test fax", "fax", channel="fax")

    def receive_fax(self, raw=None, **values):
        raw = raw or make_fax(**values)
        message = self.Message._accept_message(self.faxes, raw)
        if message.state == "received":
            message._process()
        return message

    def test_sender_is_the_number(self):
        person = self.make_constituent("Fay Testsmith", phone="01482 300300")
        message = self.receive_fax(pages=2)
        self.assertEqual(message.sender, "+441482300300")
        self.assertEqual(message.partner_id, person)
        self.assertEqual(message.subject, "Fax from +441482300300, 2 pages")
        self.assertEqual(message.interaction_id.channel_id.code, "fax")
        self.assertEqual(message.interaction_id.partner_id, person)
        self.assertEqual((message.state, message.body), ("triage", ""))
        self.assertIn("CallID1", message.whole_text)

    def test_pages_are_made_in_the_background(self):
        message = self.receive_fax(pages=2)
        self.assertEqual((message.pages_state, len(message.page_ids)), ("waiting", 0))
        message._make_pages_safely([("pages_state", "=", "waiting")])
        self.assertEqual((message.pages_state, len(message.page_ids)), ("done", 2))
        self.assertTrue(message._pages_pdf_bytes().startswith(b"%PDF-"))
        self.assertFalse(message.pages_error)

    def test_recognised_text_suggests_and_is_found(self):
        message = self.receive_fax()
        page = rendering.Page(b"x", "My bin was missed at 12 Park Avenue HU5 3ER")
        found = rendering.Pages(pages=(page,), count=1)
        with patch(
            "odoo.addons.channel_gateway.models.channel_message.pages.render",
            return_value=found,
        ):
            message._make_pages()
        self.assertEqual(message.service_id, self.missed_bin)
        self.assertEqual((message.state, message.body), ("triage", ""))
        wizard = self.env["channel.message.open"].new({"message_id": message.id})
        self.assertEqual(wizard.service_id, self.missed_bin)
        self.assertEqual(wizard.postcode, "HU5 3ER")
        found = self.Message.search([("page_ids.words", "ilike", "park avenue")])
        self.assertEqual(found, message)

    def test_request_has_the_pages_as_pdf(self):
        message = self.receive_fax()
        message._make_pages()
        message._open_chosen_request(service_id=self.missed_bin.id)
        files = message.request_id.message_ids.attachment_ids
        self.assertEqual(sorted(files.mapped("name")), ["fax00004.tif", "pages.pdf"])

    def test_damaged_fax_is_listed_with_the_reason(self):
        message = self.receive_fax(content=b"II*\0" + b"x" * 500)
        message._make_pages()
        self.assertEqual(message.pages_state, "failed")
        self.assertEqual(message.pages_error, "The file cannot be read.")
        message._open_chosen_request(service_id=self.missed_bin.id)
        self.assertTrue(message.request_id)

    def test_fault_of_ours_is_noted_and_the_rest_goes_on(self):
        message = self.receive_fax()
        with (
            patch.object(type(message), "_make_pages", side_effect=RuntimeError("x")),
            self.assertLogs("odoo.addons.channel_gateway", "ERROR"),
        ):
            message._make_pages_safely([("pages_state", "=", "waiting")])
        self.assertEqual(message.pages_state, "failed")

    def test_withheld_number_is_nobody(self):
        message = self.receive_fax(number="", subject="Fax received")
        self.assertFalse(message.sender and "300301" not in message.sender)

    def test_no_number_at_all(self):
        raw = make_fax(number="", subject="Fax").replace(
            b"01482 300301", b"HULL CLINIC"
        )
        message = self.receive_fax(raw)
        self.assertFalse(message.sender)
        self.assertFalse(message.partner_id)
        self.assertEqual(message.subject, "Fax from a withheld number, 1 page")

    def test_gateway_may_say_that_it_is_automatic(self):
        message = self.receive_fax(Auto_Submitted="auto-generated")
        self.assertEqual(message.state, "triage")

    def test_report_of_the_gateway_is_discarded(self):
        raw = make_email(sender="fax@fax.example.org", Auto_Submitted="auto-generated")
        self.assertEqual(self.receive_fax(raw).state, "discarded")

    def test_email_without_pages_is_left_to_staff(self):
        message = self.receive_fax(make_email())
        self.assertEqual(message.state, "triage")
        self.assertIn("no fax", message.error)
        self.assertFalse(message.pages_state)

    def test_number_counts_only_from_the_gateway(self):
        person = self.make_constituent("Fay Testsmith", phone="01482 300300")
        self.faxes.gateway_address = "@fax.example.org"
        self.assertEqual(self.receive_fax().partner_id, person)
        forged = self.receive_fax(sender="x@evil.test", message_id="<f@evil.test>")
        self.assertNotEqual(forged.partner_id, person)
        self.assertEqual(forged.sender, "x@evil.test")
        self.assertIn("not from the fax gateway", forged.error)

    def test_notices_are_checked(self):
        self.faxes.notice_templates = "Fax de {number}\n\n{pages} pages"
        with self.assertRaises(ValidationError):
            self.faxes.notice_templates = "(a+)+$"

    def test_same_fax_twice_is_one(self):
        self.assertEqual(self.receive_fax(), self.receive_fax())

    def test_answers_do_not_leave_from_the_gateway(self):
        self.assertFalse(self.faxes.is_mailbox)

    def test_erasure_removes_pages(self):
        person = self.make_constituent("Fay Testsmith", phone="01482 300300")
        message = self.receive_fax()
        message._make_pages()
        pages = message.page_ids
        person._erase()
        self.assertFalse(pages.exists())
        self.assertFalse(message.pages_pdf)
        self.assertFalse(message.raw)

    def test_officers_read_and_nobody_writes(self):
        message = self.receive_fax()
        message._make_pages()
        officer = self.make_user("fax_officer", "officer")
        page = message.page_ids.with_user(officer)
        self.assertTrue(page.image)
        with self.assertRaises(AccessError):
            page.words = "x"
        service = self.make_user("fax_service_officer", "service_officer")
        with self.assertRaises(AccessError):
            page.with_user(service).read(["words"])


@tagged("-at_install", "post_install")
class TestPost(Council, HttpCase):
    """Scanned letters, posted and mailed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_mailbox()
        cls.scanner = cls.make_endpoint(
            "Test scanner", "post", channel="letter", token="scanner-token"
        )

    def post(self, content, mimetype="application/pdf", token="scanner-token"):
        return self.url_open(
            f"/channel/in/{self.scanner.id}",
            data=content,
            headers={"Authorization": f"Bearer {token}", "Content-Type": mimetype},
        )

    def letters(self):
        scanner = [("endpoint_id", "=", self.scanner.id)]
        return self.Message.search(scanner, order="id")

    def test_posted_file_is_a_letter(self):
        answer = self.post(make_tiff(2), "image/tiff")
        self.assertEqual(answer.status_code, 200)
        letter = self.letters()
        letter._process()
        letter._make_pages()
        self.assertEqual(letter.raw_name, f"{letter.id}.tif")
        self.assertEqual((letter.state, len(letter.page_ids)), ("triage", 2))
        self.assertEqual(letter.interaction_id.channel_id.code, "letter")
        self.assertFalse(letter.partner_id)

    def test_same_file_is_stored_once(self):
        content = make_tiff()
        first, second = self.post(content).json(), self.post(content).json()
        self.assertEqual(first, second)

    def test_what_is_no_letter_is_refused(self):
        self.assertEqual(self.post(b"hello", "text/plain").status_code, 415)
        self.assertEqual(self.post(make_email()).status_code, 415)
        self.assertEqual(self.post(make_tiff(), token="x").status_code, 401)
        self.assertFalse(self.letters())

    def test_mail_of_a_scanner_with_several_files_is_split(self):
        files = [("1.tif", make_tiff(1)), ("2.tif", make_tiff(2))]
        raw = make_email("Scan", sender="mfp@council.test", attachments=files)
        self.assertEqual(self.post(raw, "message/rfc822").status_code, 200)
        self.letters()._process()
        parent, *letters = self.letters()
        self.assertEqual(
            (parent.state, parent.error), ("discarded", "Split into 2 letters.")
        )
        self.assertEqual(len(letters), 2)
        for letter in letters:
            letter._process()
            letter._make_pages()
        self.assertEqual([len(one.page_ids) for one in letters], [1, 2])

    def test_mail_with_one_file(self):
        raw = make_email(
            "Scan", sender="mfp@x.test", attachments=[("1.tif", make_tiff())]
        )
        self.post(raw, "message/rfc822")
        letter = self.letters()
        letter._process()
        self.assertEqual((letter.state, letter.pages_state), ("triage", "waiting"))
        self.assertFalse(letter.sender)
        self.assertFalse(letter.partner_id)

    def test_attached_to_a_request(self):
        self.post(make_tiff(), "image/tiff")
        letter = self.letters()
        letter._process()
        letter._make_pages()
        request = self.receive().request_id
        letter._attach_to(request)
        names = request.message_ids.attachment_ids.mapped("name")
        self.assertEqual(set(names), {"letter.tif", "pages.pdf"})

    def test_letter_is_not_processed_automatically(self):
        self.post(make_tiff(), "image/tiff")
        letter = self.letters()
        with self.assertRaisesRegex(UserError, "Read the pages"):
            kind = self.scanner._kind()
            kind._process(letter, kind._prepare_intake(letter, kind._read(letter)))
