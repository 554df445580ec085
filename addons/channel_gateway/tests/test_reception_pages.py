import json
import re
from unittest.mock import patch

from lxml import html

from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.models import service_rate_limit

from .reception_case import Receptions

MOBILE = "07700 900123"


@tagged("-at_install", "post_install")
class TestReceptionPages(Receptions, HttpCase):
    """The kiosk and the display, over HTTP and without JavaScript."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_reception()
        cls.kiosk = f"/reception/kiosk/{cls.reception.kiosk_token}"
        cls.display = f"/reception/display/{cls.reception.display_token}"

    def page(self, path, status=200, data=None):
        response = self.url_open(path, data=data)
        self.assertEqual(response.status_code, status, response.text[:500])
        return html.fromstring(response.content)

    def words(self, page):
        return re.sub(r"\s+", " ", page.find(".//main").text_content()).strip()

    def take(self, status=200, reason=None, **typed):
        reason = reason or self.tax
        values = {"lang": "en_US", "reason": str(reason.id), **typed}
        return self.page(self.kiosk, status, values)

    def visits(self):
        return self.env["channel.visit"].search(
            [("reception_id", "=", self.reception.id)], order="id"
        )

    # Kiosk

    def speak(self, *codes):
        for code in codes:
            self.env["res.lang"]._activate_lang(code)

    def test_language_comes_first(self):
        self.speak("ar_001", "pl_PL")
        page = self.page(self.kiosk)
        choices = page.xpath("//a[@class='choice']")
        self.assertIn("Język polski", [one.text for one in choices])
        arabic = next(one for one in choices if one.get("lang") == "ar-001")
        self.assertEqual(arabic.get("dir"), "rtl")
        chosen = self.page(arabic.get("href"))
        self.assertEqual((chosen.get("lang"), chosen.get("dir")), ("ar-001", "rtl"))
        self.assertIn("Test tax", self.words(chosen))

    def test_single_language_is_not_asked_for(self):
        one = [("en_US", "English (US)")]
        with patch.object(type(self.env["res.lang"]), "get_installed", lambda _: one):
            self.assertIn("Test tax", self.words(self.page(self.kiosk)))

    def test_visitor_takes_a_ticket(self):
        page = self.page(f"{self.kiosk}?lang=en_US")
        link = next(one for one in page.xpath("//main//a") if one.text == "Test tax")
        form = self.page(link.get("href")).forms[0]
        sent = dict(form.form_values())
        self.assertIn("A001", self.words(self.page(self.kiosk, data=sent)))
        visit = self.visits()
        self.assertEqual((visit.reason_id, visit.state), (self.tax, "waiting"))
        self.assertEqual(visit.lang, "en_US")
        # Sent twice, as after a lost answer.
        self.assertIn("A001", self.words(self.page(self.kiosk, data=sent)))
        self.assertEqual(self.visits(), visit)

    def test_ticket_says_who_is_ahead_and_how_long_it_takes(self):
        self.check_in()
        self.check_in(self.homes)
        words = self.words(self.take())
        self.assertIn("Ahead of you: 2", words)
        self.assertIn("about 30 minutes", words)

    def test_appointment_is_found_by_its_reference(self):
        appointment = self.book(self.ago(minutes=1), self.bins)
        typed = appointment.reference.lower().replace("-", " ")
        self.assertIn("Your appointment", self.words(self.take(reference=typed)))
        visit = self.visits()
        self.assertEqual(visit.appointment_id, appointment)
        self.assertEqual(visit.reason_id, self.bins)
        self.assertEqual(visit.partner_id, appointment.partner_id)

    def test_wrong_references_are_refused_without_a_ticket(self):
        other = self.book(self.ago(days=-3))
        wrong = ("HC-0000-0000", "x", "' OR 1=1", "<b>", "9" * 300, other.reference)
        for reference in wrong:
            with self.subTest(reference):
                page = self.take(422, reference=reference)
                self.assertTrue(page.xpath("//*[@role='alert' and @id='fault']"))
                self.assertNotIn("Ines", page.text_content())
        self.assertFalse(self.visits())

    def test_constituent_is_proposed_and_not_shown(self):
        ida = self.make_constituent("Ida Kiosk", "+44 7700 900123")
        page = self.take(mobile=MOBILE)
        self.assertNotIn("Ida", page.text_content())
        self.assertEqual(self.visits().partner_id, ida)
        self.assertEqual(self.visits().mobile, "+447700900123")

    def test_name_and_postcode_help_the_officer(self):
        self.take(name="Nils Kiosk", postcode="HU5 3ZZ")
        visit = self.visits()
        self.assertEqual(visit.given_name, "Nils Kiosk")
        self.assertEqual(visit.given_postcode, "HU5 3ZZ")
        row = self.reception.with_user(self.officer).reception_board()["waiting"][0]
        self.assertEqual(row["name"], "Nils Kiosk")

    def test_kiosk_makes_no_constituents(self):
        count = self.env["res.partner"].search_count([])
        self.take(name="Nils Kiosk", mobile=MOBILE, postcode="HU5 3ZZ")
        self.assertEqual(self.env["res.partner"].search_count([]), count)

    def test_number_that_takes_no_texts_is_refused(self):
        for number in ("01482 300300", "hello", "999", "0" * 90):
            with self.subTest(number):
                page = self.take(422, mobile=number)
                typed = page.get_element_by_id("mobile").get("value")
                self.assertEqual(typed, number)
        self.assertFalse(self.visits())

    def test_needs_are_kept(self):
        self.take(need=[str(self.interpreter.id), "0", "x", "-1"])
        self.assertEqual(self.visits().need_ids, self.interpreter)

    def test_odd_input_is_no_error(self):
        paths = (
            f"{self.kiosk}?lang=xx_XX",
            f"{self.kiosk}?lang=en_US&reason=0",
            f"{self.kiosk}?lang=en_US&reason=1e9",
            f"{self.kiosk}?lang=en_US&reason=%00",
            f"{self.kiosk}?lang[]=1&reason[]=2",
        )
        for path in paths:
            with self.subTest(path):
                self.page(path)
        self.take(name="\0Ida\0", postcode="\u202eHU5\n3ZZ", key="\0" * 500)
        self.assertEqual(self.visits().given_name, "Ida")
        self.assertNotIn("\n", self.visits().given_postcode)

    def test_nothing_is_kept_by_the_browser(self):
        response = self.url_open(
            self.kiosk, data={"lang": "en_US", "reason": self.tax.id, "name": "Ida"}
        )
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertNotIn("Ida", response.text)
        page = self.page(f"{self.kiosk}?lang=en_US&reason={self.tax.id}")
        for field in page.xpath("//input[not(@type) or @type='tel']"):
            with self.subTest(field.get("name")):
                self.assertEqual(field.get("autocomplete"), "off")

    def test_flood_of_tickets_is_bounded(self):
        limits = {**service_rate_limit.MAX_PER_RECORD, "ticket": 2}
        with patch.object(service_rate_limit, "MAX_PER_RECORD", limits):
            self.take()
            self.take()
            self.take(429)
        self.assertEqual(len(self.visits()), 2)

    def test_closed_reception_gives_no_tickets(self):
        self.reception.calendar_id = self.env["resource.calendar"].create(
            {"name": "Never", "attendance_ids": [Command.clear()]}
        )
        self.assertIn("closed", self.words(self.page(self.kiosk)))
        self.assertIn("closed", self.words(self.take()))
        self.assertFalse(self.visits())

    def test_addresses_are_unguessable_and_renewed(self):
        self.assertGreaterEqual(len(self.reception.kiosk_token), 32)
        pages = (self.kiosk, self.display, f"{self.display}/calls")
        self.reception.with_user(
            self.make_user("reception_manager", "manager")
        ).action_renew_addresses()
        wrong = (*pages, "/reception/kiosk/x", "/reception/display/%00")
        swapped = f"/reception/display/{self.reception.kiosk_token}"
        for path in (*wrong, swapped):
            with self.subTest(path), mute_logger("odoo.http"):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_archived_reception_has_no_pages(self):
        self.reception.active = False
        self.assertEqual(self.url_open(self.kiosk).status_code, 404)

    # Display

    def calls(self):
        response = self.url_open(f"{self.display}/calls")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        return response.json()["calls"]

    def test_display_shows_the_last_five_calls_and_nobody_s_name(self):
        ida = self.make_constituent("Ida Secret", "07700 900124")
        counter = self.open_counter()
        for _number in range(6):
            self.check_in(partner_id=ida.id, subject="Secret matter", mobile=MOBILE)
            counter._call_next().desk_end({"outcome": "answered", "note": "Done"})
        response = self.url_open(f"{self.display}/calls")
        for secret in ("Ida", "Secret", "900124", "tax", "900123"):
            with self.subTest(secret):
                self.assertNotIn(secret, response.text)
        shown = [(one["ticket"], one["counter"]) for one in response.json()["calls"]]
        tickets = ("A006", "A005", "A004", "A003", "A002")
        self.assertEqual(shown, [(ticket, "1") for ticket in tickets])

    def test_last_call_is_first_even_when_called_again(self):
        first, second = self.check_in(), self.check_in()
        counter = self.open_counter()
        counter._call_next()
        counter._call_next()
        first.sudo().called_at = self.ago(minutes=2)
        second.sudo().called_at = self.ago(minutes=1)
        self.assertEqual(self.calls()[0]["ticket"], second.ticket)
        first.reception_call_again()
        self.assertEqual(self.calls()[0]["ticket"], first.ticket)

    def test_who_is_back_in_the_queue_is_not_shown(self):
        visit = self.check_in()
        self.open_counter()._call_next()
        visit.reception_no_show()
        self.assertFalse(self.calls())

    def test_news_and_words_are_in_two_languages(self):
        self.speak("pl_PL", "fr_FR")
        self.reception.lang_ids = self.env["res.lang"].search(
            [("code", "in", ("en_US", "pl_PL", "fr_FR"))]
        )
        self.reception.news = "Open late"
        codes = self.reception._display_langs()
        self.reception.with_context(lang=codes[1]).news = "Otwarte"
        news = self.url_open(f"{self.display}/calls").json()["news"]
        self.assertEqual(news[codes[1]], "Otwarte")
        self.assertEqual(len(news), 2)
        body = self.page(self.display).find("body")
        self.assertEqual(list(json.loads(body.get("data-words"))), codes)

    def test_polling_is_cheap(self):
        self.check_in()
        self.open_counter()._call_next()
        self.reception._display_values()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            self.reception._display_values()

    def test_pages_write_nothing_when_read(self):
        """A read-only route is served by a replica, where there is one."""
        for path in (self.display, f"{self.display}/calls", self.kiosk):
            with self.subTest(path):
                self.page(path) if "calls" not in path else self.calls()
        self.assertFalse(self.visits())
