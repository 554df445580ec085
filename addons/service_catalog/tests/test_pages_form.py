from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_catalog.models.service_rate_limit import MAX_PER_HOUR
from odoo.addons.service_catalog.tests.common import make_image
from odoo.addons.service_catalog.tests.pages_case import PagesCase

JANE = {
    "who": "known",
    "name": "Jo Example",
    "email": "jo@example.org",
    "notification_preference": "email",
    "answer-which": "brown",
}
SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestPagesForm(PagesCase):
    def test_form_opens_a_request_and_shows_its_reference(self):
        before = self.count()
        check = self.fill(**JANE, description="Not emptied")
        self.assertEqual(self.count(), before)
        for text in ("Check your answers", "Brown bin", "Jo Example", "Not emptied"):
            self.assertIn(text, self.words(check))
        sent = self.send(check)
        request = self.opened()
        self.assertIn(request.reference, self.words(sent))
        self.assertEqual(request.partner_id.email, "jo@example.org")
        self.assertEqual(request.description, "Not emptied")
        self.assertEqual(request.answer_ids.text, "Brown bin")
        self.assertEqual(request.channel_id.code, "web")
        contact = request.interaction_ids
        self.assertEqual(contact.channel_id.code, "web")
        self.assertEqual(contact.partner_id, request.partner_id)

    def test_form_sent_twice_opens_one_request(self):
        check = self.fill(**JANE)
        self.send(check)
        after = self.count()
        self.send(check)
        self.assertEqual(self.count(), after)

    def test_anonymous_request_has_no_constituent(self):
        sent = self.send(self.fill(who="anonymous"))
        self.assertFalse(self.opened().partner_id)
        self.assertIn("You gave no name", self.words(sent))

    def test_request_on_behalf_of_another_person_has_a_beneficiary(self):
        self.send(self.fill(**JANE, other="yes", other_name="Old Neighbour"))
        self.assertEqual(self.opened().beneficiary_id.name, "Old Neighbour")

    def test_name_of_the_beneficiary_is_required(self):
        page = self.fill(status=400, **JANE, other="yes")
        self.assertIn("Enter the name of who it is for", self.words(page))

    def test_logged_in_resident_is_not_asked_for_contact_details(self):
        user = self.make_user("test_resident", "base.group_portal")
        self.authenticate("test_resident", "test_resident")
        self.send(self.fill())
        self.assertEqual(self.opened().partner_id, user.partner_id)

    def test_resident_who_wants_no_message_gets_none(self):
        self.send(self.fill(**{**JANE, "notification_preference": "none"}))
        request = self.opened()
        self.assertTrue(request.partner_id)
        self.assertFalse(request._recipients())

    def test_conditions_are_passed_to_the_script(self):
        page = self.page("/services/test_bin/request")
        (question,) = page.find_class("o_question")[:1]
        self.assertEqual(question.get("data-code"), "which")

    # What is wrong with it

    def test_faults_are_listed_at_the_top_and_beside_their_field(self):
        page = self.fill(status=400, description="Kept words")
        self.assertIn("Error:", page.findtext(".//title"))
        top = page.xpath("//*[@role='alert']//a")
        self.assertEqual([one.get("href") for one in top], ["#who"])
        for link in top:
            self.assertTrue(page.xpath(f"//*[@id='{link.get('href')[1:]}']"))
        self.assertTrue(page.xpath("//*[@id='who-fault']"))
        self.assertIn("Kept words", page.get_element_by_id("description").value)

    def test_every_fault_has_a_message_and_opens_nothing(self):
        before = self.count()
        for typed, message in (
            ({"name": ""}, "Enter your name"),
            ({"email": "no address"}, "Enter an e-mail address like"),
            ({"email": ""}, "Enter an e-mail address or a phone number"),
            ({"phone": "12"}, "Enter a phone number"),
            ({"notification_preference": "sms"}, "We need this to tell you"),
            (
                {"notification_preference": "sms", "phone": "01632 960 001"},
                "Enter a mobile number",
            ),
            ({"phone": "300300"}, "Enter a phone number"),
            ({"email": "jo@example..org"}, "Enter an e-mail address like"),
            ({"answer-which": "purple"}, "Which bin?"),
        ):
            with self.subTest(typed):
                page = self.fill(status=400, step="send", **{**JANE, **typed})
                self.assertIn(message, self.words(page))
        self.assertEqual(self.count(), before)

    def test_going_back_keeps_the_typed_values(self):
        check = self.fill(**JANE, description="Two\nlines")
        path = "/services/test_bin/request"
        page = self.page(path, data={**self.fields(check, path), "step": "edit"})
        typed = self.fields(page, path)
        self.assertEqual(typed["description"].strip(), "Two\nlines")
        self.assertEqual(typed["name"], "Jo Example")
        self.assertEqual(typed["answer-which"], "brown")

    def test_html_is_escaped_everywhere(self):
        typed = {**JANE, "name": SCRIPT, "description": SCRIPT}
        path = "/services/test_bin/request"
        sent = self.fields(self.page(path), path)
        response = self.url_open(path, data={**sent, **typed, "step": "check"})
        self.assertNotIn(SCRIPT, response.text)
        self.send(self.fill(**typed))
        tracking = self.url_open(self.opened()._tracking_path())
        self.assertNotIn(SCRIPT, tracking.text)
        self.assertIn("&lt;script&gt;", tracking.text)

    def test_service_withdrawn_meanwhile_opens_nothing(self):
        check = self.fill(**JANE)
        before = self.count()
        self.bin.active = False
        self.assertIn("no longer offered", self.words(self.send(check, status=410)))
        self.assertEqual(self.count(), before)

    # Photographs

    def test_photos_are_kept_when_going_back(self):
        files = [
            ("answer-photos", ("one.png", make_image("PNG"), "image/png")),
            ("answer-photos", ("two.jpg", make_image("JPEG"), "image/jpeg")),
        ]
        check = self.fill(**JANE, files=files)
        self.assertIn("one.png, two.jpg", self.words(check))
        tokens = check.xpath("//input[@name='answer-photos-held']/@value")
        self.assertEqual(len(tokens), 2)
        path = "/services/test_bin/request"
        sent = {**self.fields(check, path), "answer-photos-held": tokens}
        page = self.page(path, data={**sent, "step": "edit"})
        self.assertEqual(
            page.xpath("//input[@name='answer-photos-held']/@value"), tokens
        )
        self.page(path, data={**sent, "step": "send"})
        photos = self.opened()._photos()
        self.assertEqual(photos.mapped("name"), ["one.png", "two.jpg"])

    def test_invalid_photo_is_reported_beside_the_field(self):
        for name, content in (
            ("page.png", b"<html><script>alert(1)</script></html>"),
            ("large.png", make_image("PNG") + b"0" * 20 * 1024 * 1024),
            ("empty.png", b""),
        ):
            with self.subTest(name):
                files = [("answer-photos", (name, content, "image/png"))]
                page = self.fill(status=400, files=files, **JANE)
                fault = page.get_element_by_id("answer-photos-fault")
                self.assertIn(name, fault.text_content())
                self.assertEqual(page.get_element_by_id("name").value, "Jo Example")

    # The place

    def test_place_is_required_where_the_service_needs_one(self):
        page = self.fill("test_pothole", 400, who="anonymous")
        self.assertIn("Tell us where it is", self.words(page))
        self.assertTrue(page.get_element_by_id("where") is not None)

    def test_an_address_is_found_by_its_postcode(self):
        place = self.make_property(
            "100000000001",
            house="1",
            street="Test Lane",
            city="Testing",
            postcode="ZZ1 1ZZ",
        )
        typed = {"where-words": "zz11zz", "who": "anonymous"}
        page = self.fill("test_pothole", step="find", **typed)
        options = page.xpath("//select[@name='where-property']/option/@value")
        self.assertEqual(options, ["", place.uprn])
        path = "/services/test_pothole/request"
        sent = {**self.fields(page, path), "where-property": place.uprn}
        check = self.page(path, data={**sent, "step": "check"})
        self.send(check, "test_pothole")
        self.assertEqual(self.opened().property_id, place)

    def ask_for_a_home(self):
        """The bin service asks for an address: of two homes, and a former one."""
        self.make_question(
            self.bin, "home", name="Which home?", datatype="property", is_required=True
        )
        home = {"street": "Zorblax Way", "postcode": "ZZ1 1ZZ"}
        return self.env["constituent.property"].create(
            [
                {**home, "house": "1", "uprn": "99100051"},
                {**home, "house": "2", "uprn": "99100052"},
                {**home, "house": "3", "uprn": "99100053", "status": "historic"},
            ]
        )

    def offered(self, page):
        return page.xpath("//select[@name='answer-home-property']/option/@value")

    def test_address_question_offers_addresses_at_a_postcode(self):
        self.ask_for_a_home()
        typed = {"answer-home": "zz11zz", "who": "anonymous", "answer-which": "brown"}
        page = self.fill(step="find-home", **typed)
        self.assertEqual(self.offered(page), ["", "99100051", "99100052"])
        path = "/services/test_bin/request"
        sent = {**self.fields(page, path), "answer-home-property": "99100052"}
        check = self.page(path, data={**sent, "step": "check"})
        self.assertIn("2 Zorblax Way", self.words(check))
        self.send(check)
        self.assertEqual(self.opened().property_id.uprn, "99100052")

    def test_address_question_offers_addresses_by_words(self):
        self.ask_for_a_home()
        typed = {"who": "anonymous", "answer-home": "zorblax way"}
        page = self.fill(status=400, **typed)
        self.assertEqual(self.offered(page), ["", "99100051", "99100052"])
        typed["answer-home"] = "3 zorblax way"
        page = self.fill(status=400, **typed)
        self.assertEqual(self.offered(page), [""], "it is there no longer")

    def test_look_ups_of_an_address_question_are_limited(self):
        self.ask_for_a_home()
        self.env["ir.config_parameter"].flush_model()
        for _number in range(MAX_PER_HOUR["lookup"]):
            self.env["service.rate.limit"]._is_within_limit("lookup", "127.0.0.1")
        typed = {"who": "anonymous", "answer-home": "ZZ1 1ZZ"}
        page = self.fill(status=400, step="find-home", **typed)
        self.assertIn("many times", self.words(page))
        self.assertEqual(self.offered(page), [""])
        self.assertEqual(self.offered(self.fill(status=400, **typed)), [""])

    def test_address_look_up_reveals_no_occupants(self):
        self.jane.write({"street": "1 Test Lane", "zip": "ZZ1 1ZZ"})
        page = self.fill("test_pothole", 400, step="find", **{"where-words": "ZZ1 1ZZ"})
        self.assertNotIn("Jane", self.words(page))

    def test_address_look_ups_are_limited(self):
        self.env["ir.config_parameter"].flush_model()
        Attempt = self.env["service.rate.limit"]
        for _number in range(MAX_PER_HOUR["lookup"]):
            self.assertTrue(Attempt._is_within_limit("lookup", "127.0.0.1"))
        page = self.fill("test_pothole", 400, step="find", **{"where-words": "ZZ1 1ZZ"})
        self.assertIn("many times", self.words(page))

    def test_a_point_outside_the_council_is_refused(self):
        self.env["constituent.ward"].search([]).active = False
        square = [[[1.0, 51.0], [1.2, 51.0], [1.2, 51.2], [1.0, 51.2], [1.0, 51.0]]]
        self.make_ward(
            "Test ward", "TESTW", boundary={"type": "Polygon", "coordinates": square}
        )
        for latitude, message in (
            ("10", "outside the council"),
            ("x", "cannot be read"),
        ):
            typed = {"where-latitude": latitude, "where-longitude": "1.1"}
            page = self.fill("test_pothole", 400, who="anonymous", **typed)
            fault = page.get_element_by_id("where-fault")
            self.assertIn(message, fault.text_content())

    def test_request_nearby_is_offered_and_joined(self):
        self.pothole.write({"nearby_metres": 50, "nearby_days": 30})
        point = {"latitude": 53.75, "longitude": -0.36}
        first = self.open_request("test_pothole", **point)
        typed = {"where-latitude": "53.75001", "where-longitude": "-0.36", **JANE}
        typed.pop("answer-which")
        offered = self.fill("test_pothole", **typed)
        self.assertIn("Is it one of these?", self.words(offered))
        again = self.send(offered, "test_pothole", 400)
        fault = again.xpath("//a[@href='#send']")[0]
        self.assertIn("whether it is the same", fault.text_content())
        before = self.count()
        joined = self.send(offered, "test_pothole", join=first.reference)
        self.assertEqual(self.count(), before)
        self.assertEqual(first.active_co_report_ids.partner_id.email, "jo@example.org")
        self.assertIn(first.reference, self.words(joined))

    def test_rejecting_requests_nearby_opens_another(self):
        self.pothole.write({"nearby_metres": 50, "nearby_days": 30})
        self.open_request("test_pothole", latitude=53.75, longitude=-0.36)
        typed = {"where-latitude": "53.75001", "where-longitude": "-0.36"}
        check = self.fill("test_pothole", who="anonymous", **typed)
        before = self.count()
        self.send(check, "test_pothole", other_request="1")
        self.assertEqual(self.count(), before + 1)

    # Programmes that pretend to be people

    def test_filled_honeypot_opens_nothing(self):
        check = self.fill(**JANE)
        before = self.count()
        page = self.send(check, status=400, fax_number="0123")
        self.assertIn("people do not see", self.words(page))
        self.assertEqual(self.count(), before)

    def test_form_sent_too_fast_opens_nothing(self):
        self.env["ir.config_parameter"].set_param("service_catalog.form_seconds", "60")
        before = self.count()
        page = self.send(self.fill(**JANE), status=400)
        self.assertIn("very quick", self.words(page))
        self.assertEqual(self.count(), before)

    def test_forged_start_time_opens_nothing(self):
        before = self.count()
        for start in ("", "AQ", "forged", "é"):
            page = self.send(self.fill(**JANE), status=400, start=start)
            self.assertIn("more than a day ago", self.words(page))
        self.assertEqual(self.count(), before)

    def test_requests_of_one_network_address_are_limited_per_hour(self):
        check = self.fill(**JANE)
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit("send", "127.0.0.1"):
            pass
        before = self.count()
        self.assertIn("many times", self.words(self.send(check, status=400)))
        self.assertEqual(self.count(), before)

    def test_form_without_csrf_token_is_refused(self):
        # Odoo's log tells of it.
        with mute_logger("odoo.http"):
            response = self.url_open("/services/test_bin/request", {"step": "send"})
        self.assertEqual(response.status_code, 400)

    def test_assigned_officer_is_notified(self):
        """Strangers have no address, and a letter without a sender is never sent."""
        self.make_routing_rule(
            "To the crewman",
            service_ids=self.bin.ids,
            assign="rotation",
            user_ids=self.crewman.ids,
            sequence=-100,
        )
        before = self.mails()
        self.send(self.fill(**JANE))
        request = self.opened()
        self.assertEqual(request.user_id, self.crewman)
        assigned = self.mails() - before
        self.assertTrue(assigned)
        sent = self.fields(self.page(request._tracking_path()), "/reply")
        path = f"/track/{request.reference}/reply"
        self.page(path, data={**sent, "reply": "Still full"})
        notified = self.mails() - before - assigned
        self.assertTrue(notified)
        self.assertTrue(all((assigned | notified).mapped("email_from")))

    def mails(self):
        """What the crewman has been told, of all requests."""
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", self.crewman.partner_id.ids),
            ]
        )
