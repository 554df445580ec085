from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.service_catalog.references import parse
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


@tagged("post_install", "-at_install")
class TestRequestOpening(ServiceCatalogCase):
    def test_a_request_has_reference_team_due_time_and_link(self):
        request = self.open_request()
        self.assertTrue(parse(request.reference))
        self.assertEqual(request.team_id, self.waste)
        self.assertTrue(request.due_at)
        self.assertEqual(request.name, "Test bin")
        self.assertEqual(request.event_ids.mapped("event"), ["opened"])
        url = request._tracking_url()
        self.assertIn(f"{request.reference}?access_token={request.access_token}", url)

    def test_prefix_of_references_is_a_setting(self):
        setting = self.env["ir.config_parameter"]
        setting.set_param("service_catalog.reference_prefix", "ZZ")
        self.assertTrue(self.open_request().reference.startswith("ZZ-"))

    def test_all_values_are_stored(self):
        place = {"latitude": "53.7", "longitude": -0.35, "address": "Park Avenue"}
        request = self.open_request(
            "test_pothole",
            channel="web",
            description="Deep",
            postcode="HU5 3ER",
            beneficiary_id=self.jane,
            **place,
        )
        self.assertEqual(request.channel_id.code, "web")
        self.assertAlmostEqual(request.latitude, 53.7)
        self.assertEqual(request.beneficiary_id, self.jane)

    def lane(self, **values):
        return self.make_property(
            "99100071",
            house="7",
            street="Zorblax Lane",
            postcode="ZZ1 1ZZ",
            latitude=53.75,
            longitude=-0.35,
            **values,
        )

    def test_property_brings_its_point_and_postcode(self):
        place = self.lane()
        request = self.open_request("test_pothole", property_id=place)
        self.assertAlmostEqual(request.latitude, 53.75)
        self.assertAlmostEqual(request.longitude, -0.35)
        self.assertEqual(
            (request.address, request.postcode), ("7 Zorblax Lane", "ZZ1 1ZZ")
        )

    def test_given_point_and_address_are_kept_beside_the_property(self):
        given = {"latitude": 53.8, "longitude": -0.4, "address": "Behind the house"}
        request = self.open_request("test_pothole", property_id=self.lane().id, **given)
        self.assertAlmostEqual(request.latitude, 53.8)
        self.assertEqual(request.address, "Behind the house")

    def test_property_outside_the_wards_is_not_refused(self):
        self.env["constituent.ward"].search([]).active = False
        square = [[[1.0, 51.0], [1.2, 51.0], [1.2, 51.2], [1.0, 51.2], [1.0, 51.0]]]
        ward = self.make_ward(
            "Test ward", "TESTW", boundary={"type": "Polygon", "coordinates": square}
        )
        place = self.lane(ward_id=ward.id)
        self.assertEqual(self.open_request(property_id=place).ward_id, ward)

    def test_unknown_services_are_refused(self):
        for wrong in ({"service": "nonsense"}, {"service_id": 0, "service": None}):
            with self.assertRaisesRegex(ValidationError, "no service"):
                self.env["service.request"]._open_request(wrong)
        for number in (999999999, "nonsense", -1):
            with self.assertRaisesRegex(ValidationError, "no service"):
                self.env["service.request"]._open_request({"service_id": number})

    def test_archived_services_are_refused(self):
        self.bin.active = False
        for asked in ({"service": "test_bin"}, {"service_id": self.bin.id}):
            with self.assertRaisesRegex(ValidationError, "no longer offered"):
                self.env["service.request"]._open_request(asked)

    def test_bad_coordinates_are_refused(self):
        for latitude, longitude in (
            (91, 0),
            (0.1, 181),
            ("north", "east"),
            (53.7, None),
            (None, -0.3),
            (float("nan"), 1),
        ):
            with self.assertRaisesRegex(ValidationError, "Latitude"):
                self.open_request(
                    "test_pothole", latitude=latitude, longitude=longitude
                )

    def test_bad_coordinates_are_refused_later_too(self):
        request = self.open_request("test_pothole", latitude=53.75, longitude=-0.36)
        with self.assertRaisesRegex(ValidationError, "Latitude"):
            request.latitude = 91

    def test_service_that_needs_a_place_requires_one(self):
        with self.assertRaisesRegex(ValidationError, "where"):
            self.open_request("test_pothole")
        self.assertTrue(self.open_request("test_pothole", address="Park Avenue"))

    def test_an_unknown_channel_is_refused(self):
        with self.assertRaisesRegex(UserError, "no channel"):
            self.open_request(channel="pigeon")

    def test_same_source_key_opens_one_request(self):
        first = self.open_request(source_key="sender:1")
        again = self.open_request("test_pothole", source_key="sender:1", address="x")
        self.assertEqual(first, again)
        self.assertNotEqual(first, self.open_request(source_key="sender:2"))

    def test_interaction_is_linked(self):
        contact = self.env["constituent.interaction"]._record_contact(
            {"channel": "phone", "partner_id": self.jane.id}
        )
        request = self.open_request(interaction=contact)
        self.assertEqual(request.interaction_ids, contact)
        self.assertEqual(contact.service_id, self.bin)
        other = self.env["constituent.interaction"]._record_contact(
            {"channel": "phone"}
        )
        self.assertEqual(self.open_request(interaction=other.id).interaction_ids, other)

    def test_public_caller_opens_a_request(self):
        public = self.env.ref("base.public_user")
        request = (
            self.env["service.request"]
            .with_user(public)
            ._open_request({"service": "test_bin"})
        )
        self.assertEqual(request.env.user, public)
        self.assertEqual(request.sudo().phase, "open")

    def test_reference_is_found_in_any_spelling(self):
        request = self.open_request()
        Request = self.env["service.request"]
        body = request.reference.split("-", 1)[1]
        for typed in (request.reference, request.reference.lower(), body):
            self.assertEqual(Request._find_by_reference(typed), request)
        self.assertFalse(Request._find_by_reference("HC-0000-0001"))

    def test_look_up_box_finds_the_constituent_by_reference(self):
        request = self.open_request()
        Partner = self.env["res.partner"].with_user(self.officer)
        rows = Partner._constituent_lookup(request.reference.lower())
        self.assertEqual([row["id"] for row in rows], self.jane.ids)
        self.assertIn(request.reference, rows[0]["reason"])

    def test_opening_costs_few_queries(self):
        self.open_request()
        self.env.flush_all()
        values = {"service": "test_bin", "partner_id": self.jane.id}
        with self.assertQueryCount(OPEN_QUERIES):
            self.env["service.request"]._open_request(values)
            self.env.flush_all()


OPEN_QUERIES = 18


class TestAnswers(ServiceCatalogCase):
    def ask(self, code, datatype, **values):
        return self.make_question(self.bin, code, datatype=datatype, **values)

    def answered(self, **answers):
        request = self.open_request(answers=answers)
        return {answer.question_id.code: answer.text for answer in request.answer_ids}

    def test_option_is_accepted_by_code_or_name(self):
        self.assertEqual(self.answered(which="brown"), {"which": "Brown bin"})
        self.assertEqual(self.answered(which=["blue bin"]), {"which": "Blue bin"})

    def test_unknown_option_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "pink"):
            self.answered(which="pink")

    def test_single_choice_accepts_one_option(self):
        with self.assertRaisesRegex(ValidationError, "takes one answer"):
            self.answered(which=["brown", "blue"])

    def test_multiple_choice_accepts_several_options(self):
        self.which.datatype = "multivaluelist"
        self.assertEqual(
            self.answered(which=["brown", "blue"]), {"which": "Brown bin, Blue bin"}
        )

    def test_missing_answer_is_refused_with_the_name_of_the_question(self):
        self.ask("where", "string", is_required=True)
        for answers in ({}, {"where": ""}, {"where": "  "}, {"where": []}):
            with self.assertRaisesRegex(ValidationError, "where"):
                self.answered(**answers)
        self.assertEqual(self.answered(where=" kerb "), {"where": "kerb"})

    def test_an_unknown_question_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "nonsense"):
            self.answered(nonsense="1")

    def test_a_text_that_is_only_shown_takes_no_answer(self):
        self.ask("notice", "text", is_input=False)
        self.assertEqual(self.answered(), {})
        with self.assertRaisesRegex(ValidationError, "notice"):
            self.answered(notice="ok")

    def test_numbers_and_times_are_read(self):
        self.env.user.tz = "UTC"
        self.ask("depth", "number")
        self.ask("seen", "datetime")
        self.assertEqual(
            self.answered(depth="7.5", seen="2026-03-02T10:00:00Z"),
            {"depth": "7.5", "seen": "2 March 2026, 10:00"},
        )
        for wrong in ({"depth": "deep"}, {"seen": "yesterday"}):
            with self.assertRaises(ValidationError):
                self.answered(**wrong)

    def test_question_with_answers_is_not_deleted(self):
        self.open_request(answers={"which": "brown"})
        self.which.option_ids = [Command.create({"code": "pink", "name": "Pink"})]
        self.assertEqual(self.answered(which="pink"), {"which": "Pink"})
