import re
from unittest.mock import patch

from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.tests.pages_case import PagesCase

from .test_page_intake import LOGGER, OPENING

MAX_BYTES = 50_000
FILES = (
    "/channel_gateway/static/src/tv/tv.css",
    "/channel_gateway/static/src/tv/keys.js",
)


class ScreenCase(PagesCase):
    """A visitor with a remote, and no script: they follow links and press buttons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {
                "name": "Testville",
                "phone": "01632 960000",
                "country_id": cls.env.ref("base.uk").id,
            }
        )
        cls.withdraw_others()
        (cls.bin | cls.pothole).active = True
        cls.lane = cls.make_property(
            "88100001", house="1", street="Test Lane", postcode="ZZ1 1ZZ"
        )
        cls.make_property("88100002", house="2", street="Test Lane", postcode="ZZ1 1ZZ")

    def tv(self, path="", status=200, **options):
        self.response = self.url_open(f"/tv/en{path}", **options)
        self.assertEqual(self.response.status_code, status, self.response.text[:2000])
        self.at = html.fromstring(self.response.content)
        return self.at

    def title(self):
        return self.at.xpath("//h1")[0].text_content().strip()

    def text(self):
        return re.sub(r"\s+", " ", self.at.xpath("//main")[0].text_content())

    def press(self, name, value, typed=None, status=200):
        """Press a button of the form, as a browser would; follow the redirect."""
        button = self.at.xpath(f"//button[@name='{name}'][@value='{value}']")
        self.assertTrue(button, f"no button {name}={value} on “{self.title()}”")
        form = button[0].getparent()
        while form.tag != "form":
            form = form.getparent()
        sent = dict(form.form_values()) | {name: value}
        if typed is not None:
            sent["typed"] = typed
        address = self.base_url() + form.get("action")
        self.response = self.url_open(address, data=sent)
        self.assertEqual(self.response.status_code, status, self.response.text[:2000])
        self.at = html.fromstring(self.response.content)

    def enter(self, text):
        """Enter a text by the keys of the pad, and go on."""
        for key in text:
            self.press("key", key)
        self.press("go", "on")

    def report_pothole(self):
        """Fill in the form of a pothole up to the page to check it."""
        self.tv("/start/test_pothole")
        self.enter("ZZ11ZZ")
        self.press("choice", "88100001")
        self.press("go", "skip")
        self.press("choice", "phone")
        self.enter("07700900982")


@tagged("post_install", "-at_install")
class TestScreenPages(ScreenCase):
    """Pages to look at."""

    def test_start_page_is_found_without_a_language(self):
        response = self.url_open("/tv", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/tv/en"))
        self.assertIn("What would you like to do?", self.url_open("/tv").text)

    def test_language_of_the_browser_is_chosen(self):
        self.env["res.lang"]._activate_lang("ar_001")
        for accepted, path in (
            ("ar-EG,ar;q=0.9,en;q=0.5", "/tv/ar"),
            ("fr, en;q=0.1", "/tv/en"),
            ("fr", "/tv/en"),
            ("*", "/tv/en"),
        ):
            response = self.url_open(
                "/tv", allow_redirects=False, headers={"Accept-Language": accepted}
            )
            self.assertTrue(response.headers["Location"].endswith(path), accepted)

    def test_arabic_is_written_from_right_to_left(self):
        self.env["res.lang"]._activate_lang("ar_001")
        page = html.fromstring(self.url_open("/tv/ar").content)
        self.assertEqual((page.get("dir"), page.get("lang")), ("rtl", "ar-001"))
        self.assertTrue(page.xpath("//a[@href='/tv/en']"))
        self.assertTrue(self.tv().xpath("//a[@href='/tv/ar'][@dir='rtl']"))
        pad = html.fromstring(self.url_open("/tv/ar/track").content)
        self.assertTrue(pad.xpath("//div[@dir='ltr']/button"))

    def test_unknown_language_goes_to_the_start(self):
        response = self.url_open("/tv/xx/services", allow_redirects=False)
        self.assertTrue(response.headers["Location"].endswith("/tv"))

    def test_unknown_pages_have_a_way_back(self):
        for path in (
            "/none",
            "/services/99",
            "/service/none",
            "/start/none",
            "/news/0",
        ):
            with self.subTest(path):
                page = self.tv(path, 404)
                self.assertEqual(self.title(), "There is no such page")
                self.assertTrue(page.xpath("//main//a[@href='/tv/en']"))

    def test_service_is_found_by_its_heading(self):
        self.tv("/services")
        self.assertIn("Streets", self.text())
        self.tv("/services/0")
        link = self.at.xpath("//a[@href='/tv/en/service/test_bin']")[0]
        self.assertEqual(link.get("data-digit"), link.get("accesskey"))
        self.tv("/service/test_bin")
        self.assertTrue(self.at.xpath("//a[@href='/tv/en/start/test_bin']"))

    def test_long_list_has_pages(self):
        for number in range(20):
            self.make_service(
                f"Test many {number:02}",
                f"test_many{number}",
                is_published=True,
                group="Streets",
            )
        self.tv("/services/0")
        self.assertEqual(len(self.at.xpath("//ul[@class='choices']/li")), 7)
        self.tv("/services/0?page=1")
        self.assertEqual(len(self.at.xpath("//ul[@class='choices']/li")), 8)
        for page in ("99", "-1", "x", "9" * 30, ""):
            self.tv(f"/services/0?page={page}")

    def test_service_of_other_channels_is_not_started(self):
        self.bin.channel_ids = self.env.ref("constituent_crm.channel_phone")
        self.tv("/service/test_bin")
        self.assertFalse(self.at.xpath("//a[contains(@href, '/start/')]"))
        self.assertIn("01632 960000", self.text())
        self.tv("/start/test_bin")
        self.assertEqual(self.title(), "Test bin")

    def test_service_that_needs_a_file_is_not_started(self):
        self.make_question(self.bin, "photo", datatype="file", is_required=True)
        self.tv("/service/test_bin")
        self.assertIn("photo or a document", self.text())
        self.tv("/start/test_bin", 404)

    def test_unpublished_service_is_not_there(self):
        self.bin.is_published = False
        self.tv("/service/test_bin", 404)
        self.tv("/start/test_bin", 404)

    def test_news_of_today_are_shown(self):
        News = self.env["channel.news"]
        News.search([]).active = False
        self.assertNotIn("Council news", self.tv().text_content())
        shown = News.create(
            {
                "name": "Bins a day later",
                "body": "All of them.",
                "date_from": "2020-01-01",
            }
        )
        News.create({"name": "Later", "body": "-", "date_from": "2999-01-01"})
        News.create(
            {
                "name": "Over",
                "body": "-",
                "date_from": "2020-01-01",
                "date_to": "2020-01-02",
            }
        )
        self.assertIn("Council news", self.tv().text_content())
        self.tv("/news")
        self.assertIn("Bins a day later", self.text())
        self.assertNotIn("Later", self.text().replace("day later", ""))
        self.assertNotIn("Over", self.text())
        self.tv(f"/news/{shown.id}")
        self.assertIn("All of them.", self.text())

    def test_contact_page_has_what_is_configured(self):
        self.env["channel.endpoint"].create(
            {
                "name": "Texts",
                "kind": "page",
                "channel_id": self.env.ref("constituent_crm.channel_sms").id,
                "public_address": "60012",
            }
        )
        self.tv("/contact")
        self.assertIn("01632 960000", self.text())
        self.assertIn("60012", self.text())
        page = self.page("/council/contact")
        self.assertIn("60012", self.words(page))

    def test_pages_are_light(self):
        files = sum(len(self.url_open(path).content) for path in FILES)
        self.report_pothole()
        check = len(self.response.content)
        weights = {"check": check}
        for path in (
            "",
            "/services",
            "/services/0",
            "/service/test_bin",
            "/track",
            "/contact",
            "/news",
            "/start/test_pothole",
            "/none",
        ):
            weights[path] = len(self.url_open(f"/tv/en{path}").content)
        for path, weight in weights.items():
            with self.subTest(path):
                self.assertLess(weight + files, MAX_BYTES)

    def test_pages_load_nothing_else(self):
        for path in ("", "/track", "/services"):
            page = self.tv(path)
            loaded = page.xpath(
                "//link[@rel='stylesheet']/@href | //script/@src | //img/@src"
            )
            self.assertEqual(sorted(loaded), sorted(FILES))
            self.assertFalse(
                page.xpath("//select | //script[not(@src)] | //*[@onclick]")
            )

    def test_no_session_and_no_cookie(self):
        self.report_pothole()
        self.press("go", "send")
        self.assertFalse(self.response.headers.get("Set-Cookie"))
        self.assertFalse(
            any(one.headers.get("Set-Cookie") for one in self.response.history)
        )


@tagged("post_install", "-at_install")
class TestScreenReport(ScreenCase):
    """A request by the keys of a remote."""

    def test_request_is_opened_with_place_and_phone(self):
        self.report_pothole()
        self.assertIn("1 Test Lane", self.text())
        self.assertIn("07700900982", self.text())
        before = self.count()
        self.press("go", "send")
        self.assertEqual(self.count(), before + 1)
        request = self.opened()
        self.assertEqual(request.channel_id.code, "tv")
        self.assertEqual(request.interaction_ids.channel_id.code, "tv")
        self.assertEqual(request.property_id, self.lane)
        self.assertEqual(
            request.partner_id.identifier_ids.mapped("value_normalised"),
            ["+447700900982"],
        )
        self.assertEqual(request.notification_preference, "sms")
        self.assertIn(request.reference, self.text())

    def received(self):
        """The last message that came in."""
        return self.env["channel.message"].search(
            [("direction", "=", "in")], order="id desc", limit=1
        )

    def test_message_is_stored_on_the_channel(self):
        self.report_pothole()
        self.press("go", "send")
        message = self.received()
        self.assertEqual(message.request_id, self.opened())
        self.assertEqual((message.channel_id.code, message.state), ("tv", "done"))

    def test_request_is_opened_by_the_queue_after_a_fault(self):
        self.report_pothole()
        before = self.count()
        fault = patch(f"{OPENING}._resolve_people", side_effect=RuntimeError("fault"))
        with fault, mute_logger(LOGGER):
            self.press("go", "send")
        self.assertIn("Nothing is lost", self.text())
        self.assertEqual(self.count(), before)
        self.received()._process()
        self.assertEqual(self.opened().channel_id.code, "tv")

    def test_form_that_is_sent_twice_opens_one_request(self):
        self.report_pothole()
        check = self.at
        before = self.count()
        self.press("go", "send")
        first = self.at.xpath("//dd")[1].text_content()
        self.at = check
        self.press("go", "send")
        self.assertEqual(self.count(), before + 1)
        self.assertEqual(self.at.xpath("//dd")[1].text_content(), first)

    def test_questions_are_asked_one_by_one(self):
        self.make_question(
            self.bin,
            "beside",
            name="What stood beside it?",
            datatype="multivaluelist",
            sequence=20,
            option_ids=self.options(bags="Bags", glass="Glass"),
        )
        self.make_question(
            self.bin,
            "day",
            name="Which day?",
            datatype="datetime",
            is_day=True,
            sequence=30,
        )
        self.make_question(
            self.bin,
            "many",
            name="How many?",
            datatype="number",
            is_whole=True,
            is_required=True,
            sequence=40,
        )
        self.tv("/start/test_bin")
        self.assertEqual(self.title(), "Which bin?")
        self.press("choice", "brown")
        self.press("choice", "bags")
        self.press("choice", "glass")
        self.press("choice", "bags")
        pressed = self.at.xpath("//button[@aria-pressed='true']/@value")
        self.assertEqual(pressed, ["glass"])
        self.press("go", "on")
        self.enter("31122026")
        self.assertEqual(self.title(), "How many?")
        self.press("go", "on")
        self.assertTrue(self.at.xpath("//*[@role='alert']"))
        self.enter("3")
        self.press("go", "on", typed="By the gate")
        self.press("choice", "none")
        self.assertIn("Glass", self.text())
        self.press("go", "send")
        request = self.opened()
        answers = {one.code: one.value for one in request.answer_ids}
        self.assertEqual(
            answers,
            {"which": "brown", "beside": "glass", "day": "2026-12-31", "many": "3"},
        )
        self.assertEqual(request.description, "By the gate")
        self.assertFalse(request.partner_id)

    def test_question_that_hangs_on_an_answer_is_asked_then(self):
        brown = self.which.option_ids.filtered(lambda one: one.code == "brown")
        self.make_question(
            self.bin,
            "lid",
            name="Is the lid broken?",
            datatype="singlevaluelist",
            sequence=50,
            is_required=True,
            option_ids=self.options(yes="Yes", no="No"),
            shown_if_id=self.which.id,
            shown_if_option_ids=brown.ids,
        )
        self.tv("/start/test_bin")
        self.press("choice", "brown")
        self.assertEqual(self.title(), "Is the lid broken?")
        self.press("go", "previous")
        self.press("choice", "blue")
        self.assertEqual(self.title(), "Anything else we should know?")

    def test_address_of_a_question(self):
        self.make_question(
            self.bin,
            "home",
            name="Which home?",
            datatype="property",
            is_required=True,
            sequence=1,
        )
        self.tv("/start/test_bin")
        self.enter("ZZ11ZZ")
        self.press("choice", "88100002")
        self.press("choice", "blue")
        self.press("go", "skip")
        self.press("choice", "none")
        self.press("go", "send")
        answer = self.opened().answer_ids.filtered(lambda one: one.code == "home")
        self.assertEqual(answer.value, "88100002")

    def test_unknown_postcode_is_described_in_words(self):
        self.tv("/start/test_pothole")
        self.press("choice", "?")
        self.press("go", "on", typed="")
        self.assertTrue(self.at.xpath("//*[@role='alert']"))
        self.press("go", "on", typed="By the church")
        self.press("go", "skip")
        self.press("choice", "none")
        self.press("go", "send")
        self.assertEqual(self.opened().address, "By the church")

    def test_what_is_wrong_is_said_and_kept(self):
        self.tv("/start/test_pothole")
        self.enter("HU")
        alert = self.at.xpath("//*[@role='alert']")[0]
        self.assertIn("whole postcode", alert.text_content())
        self.assertEqual(self.at.xpath("//input/@value"), ["HU"])
        self.assertTrue(self.at.xpath("//title")[0].text.startswith("Error"))
        self.press("key", "clear")
        self.enter("ZZ11ZZ")
        self.press("choice", "88100001")
        self.press("go", "skip")
        self.press("choice", "phone")
        self.enter("123")
        self.assertIn(
            "phone number", self.at.xpath("//*[@role='alert']")[0].text_content()
        )

    def test_keys_add_to_what_was_typed(self):
        self.tv("/start/test_pothole")
        self.press("key", "2", typed="ZZ1 ")
        self.assertEqual(self.at.xpath("//input/@value"), ["ZZ1 2"])
        self.assertTrue(self.at.xpath("//button[@value='2'][@autofocus]"))

    def test_choice_that_is_not_offered_is_refused(self):
        self.tv("/start/test_bin")
        form = self.at.forms[0]
        for choice in ("green", "brown'--", "none", "?"):
            response = self.url_open(
                self.base_url() + form.get("action"), data={"choice": choice}
            )
            self.assertIn('role="alert"', response.text, choice)

    def test_any_form_is_answered(self):
        self.tv("/start/test_bin")
        address = self.base_url() + self.at.forms[0].get("action")
        for sent in (
            {"page": "9" * 5000},
            {"page": "-1"},
            {"choice": "\0", "typed": "\0"},
            {"key": "A", "typed": "x" * 100_000},
            {"go": "send"},
            {"go": "x", "step": "y"},
            {},
        ):
            self.assertEqual(self.url_open(address, data=sent).status_code, 200, sent)

    def test_nothing_personal_stands_in_an_address(self):
        self.report_pothole()
        passed = [one.url for one in self.response.history] + [self.response.url]
        for word in ("ZZ1", "ZZ11ZZ", "07700", "88100001", "Lane"):
            self.assertFalse([url for url in passed if word in url], word)
        for header, value in (
            ("Cache-Control", "no-store"),
            ("X-Robots-Tag", "noindex, nofollow"),
            ("Referrer-Policy", "same-origin"),
        ):
            self.assertEqual(self.response.headers[header], value)
        self.assertIn("/tv/en/closed", self.response.headers["Refresh"])

    def test_page_times_out_without_a_trace(self):
        self.report_pothole()
        address = self.response.url
        later = patch(
            "odoo.addons.channel_gateway.controllers.tv_pages.time.time",
            return_value=4_000_000_000,
        )
        with later:
            for data in (None, {"go": "send"}):
                response = self.url_open(address, data=data)
                self.assertEqual(response.status_code, 410)
                self.assertIn("This page was closed", response.text)
                self.assertNotIn("Lane", response.text)

    def test_forged_address_opens_nothing(self):
        self.report_pothole()
        sealed = self.response.url.rsplit("/", 1)[1]
        for path in (
            f"/report/{sealed[:-2]}",
            f"/done/{sealed}",
            f"/request/{sealed}",
            f"/track/{sealed}",
            "/report/x",
            "/request/%C3%A9",
        ):
            self.tv(path, 410)

    def test_form_of_another_site_is_refused(self):
        self.report_pothole()
        before = self.count()
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
        ):
            response = self.url_open(
                self.response.url, data={"go": "send"}, headers=headers
            )
            self.assertEqual(response.status_code, 403, headers)
        self.assertEqual(self.count(), before)

    def test_login_gives_no_rights_here(self):
        self.authenticate("admin", "admin")
        self.report_pothole()
        self.press("go", "send")
        self.assertEqual(self.opened().create_uid, self.env.ref("base.public_user"))

    def test_sending_is_limited(self):
        self.report_pothole()
        limit = "odoo.addons.service_catalog.models.service_rate_limit.MAX_PER_HOUR"
        before = self.count()
        with patch.dict(limit, {"send": 0}):
            self.press("go", "send")
        self.assertIn("many times", self.text())
        self.assertEqual(self.count(), before)
        self.press("go", "send")
        self.assertEqual(self.count(), before + 1)

    def test_looking_up_addresses_is_limited(self):
        limit = "odoo.addons.service_catalog.models.service_rate_limit.MAX_PER_HOUR"
        self.tv("/start/test_pothole")
        with patch.dict(limit, {"lookup": 0}):
            self.press("go", "on", typed="ZZ1 1ZZ")
        self.assertIn("many times", self.text())


@tagged("post_install", "-at_install")
class TestScreenTracking(ScreenCase):
    """Where a request stands, by reference and PIN."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.open_request(description="Secret words")
        cls.pin = cls.request._issue_pin()

    def ask(self, reference, proof):
        self.tv("/track")
        self.enter(reference.replace("-", ""))
        self.enter(proof)

    def test_request_is_shown_and_nobody(self):
        self.ask(self.request.reference, self.pin)
        self.assertEqual(self.title(), self.request.reference)
        self.assertIn(self.request._public_status(), self.text())
        for word in ("Jane", "Secret words", "example.org"):
            self.assertNotIn(word, self.response.text)
        self.assertEqual(self.response.headers["Cache-Control"], "no-store")
        self.assertNotIn(self.request.reference, self.response.url)

    def test_pin_of_a_request_that_was_sent_here_opens_it(self):
        self.report_pothole()
        self.press("go", "send")
        reference, pin = (one.text_content() for one in self.at.xpath("//dd"))
        self.ask(reference.strip(), pin.strip())
        self.assertIn("Test pothole", self.text())

    def test_phone_number_proves_it_too(self):
        self.make_identifier(self.jane, "phone", "07700 900982")
        self.ask(self.request.reference, "07700900982")
        self.assertEqual(self.title(), self.request.reference)

    def test_wrong_pin_and_unknown_reference_say_the_same(self):
        wrong = "000000" if self.pin != "000000" else "111111"
        texts = []
        for reference in (self.request.reference, "HC-0000-0000"):
            self.ask(reference, wrong)
            texts.append(self.at.xpath("//*[@role='alert']")[0].text_content())
        self.assertEqual(*texts)

    def test_attempts_are_limited(self):
        limit = "odoo.addons.service_catalog.models.service_rate_limit.MAX_PER_HOUR"
        with patch.dict(limit, {"track": 0}):
            self.ask(self.request.reference, self.pin)
        self.assertIn("many times", self.text())

    def test_reference_can_be_corrected(self):
        self.tv("/track")
        self.enter("HC12")
        self.press("go", "previous")
        self.assertEqual(self.at.xpath("//input/@value"), ["HC12"])
        self.press("key", "clear")
        self.press("go", "on")
        self.assertTrue(self.at.xpath("//*[@role='alert']"))
