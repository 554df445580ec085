from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .open311_case import KEY, Open311HttpCase


@tagged("-at_install", "post_install")
class TestOpen311Report(Open311HttpCase):
    """A report becomes a request, once, or its client learns why not."""

    def messages(self):
        return self.env["channel.message"].search(
            [("endpoint_id", "=", self.endpoint.id)]
        )

    def test_report_opens_a_request_at_once(self):
        rows = self.post(
            first_name="Una",
            last_name="Test",
            email="una.test@example.org",
            phone="07700 900456",
            description="A crater",
            address_string="Park Avenue, Hull hu53er",
            media_url="https://example.org/hole.jpg",
        )
        self.assertEqual(len(rows), 1)
        self.assertNotIn("token", rows[0])
        self.assertIn("/track", rows[0]["service_notice"])
        request = self.request_of(rows)
        self.assertEqual(request.service_id, self.hole)
        self.assertEqual(request.channel_id.code, "api")
        self.assertEqual(request.postcode, "HU5 3ER")
        self.assertAlmostEqual(request.latitude, 53.7443)
        self.assertEqual(request.answer_ids.option_ids.mapped("code"), ["l"])
        self.assertEqual(request.media_url, "https://example.org/hole.jpg")
        self.assertEqual(request.partner_id.email, "una.test@example.org")
        self.assertEqual(request.partner_id.name, "Una Test")
        self.assertEqual(request.interaction_ids.channel_id.code, "api")
        (row,) = self.ask(f"requests/{request.reference}.json")
        self.assertEqual(row["description"], "A crater")

    def test_postcode_is_one_of_the_councils_country(self):
        self.env.company.country_id = self.env.ref("base.nl")
        for words, postcode in (
            ("Dam 1, 1012 ab Amsterdam", "1012AB"),
            ("the bin of 2024 at the bridge", False),
        ):
            rows = self.post(description=words, address_string=words)
            with self.subTest(words):
                self.assertEqual(self.request_of(rows).postcode, postcode)

    def test_what_was_sent_is_kept_without_the_key(self):
        request = self.request_of(self.post(description="A crater"))
        message = self.messages()
        self.assertEqual(message.request_id, request)
        self.assertEqual(message.state, "done")
        pairs = dict(self.env["channel.kind.open311"]._pairs(message))
        self.assertEqual(pairs["attribute[size]"], "l")
        self.assertNotIn("api_key", pairs)

    def test_report_in_xml(self):
        root = self.post(form="xml", account_id="42")
        self.assertEqual(root.tag, "service_requests")
        self.assertTrue(root.findtext("request/service_request_id"))
        self.assertEqual(root.findtext("request/account_id"), "42")

    def test_several_answers_to_one_question(self):
        data = (
            f"api_key={KEY}&service_code=test_hole&address_string=Park+Avenue"
            "&attribute[size]=s&attribute[where][]=mid&attribute[where][]=kerb"
        )
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.url_open("/open311/v2/requests.json", data=data, headers=kind)
        request = self.request_of(self.answered(answer, 200))
        chosen = request.answer_ids.option_ids.mapped("code")
        self.assertEqual(sorted(chosen), ["kerb", "mid", "s"])

    def test_photo_that_a_client_cannot_send_is_not_wanted_of_it(self):
        self.env["service.question"].create(
            {
                "service_id": self.hole.id,
                "name": "Photo",
                "datatype": "file",
                "is_required": True,
            }
        )
        self.assertTrue(self.request_of(self.post()))
        codes = [
            row["code"] for row in self.ask("services/test_hole.json")["attributes"]
        ]
        self.assertNotIn("photo", codes)

    def test_what_hangs_on_another_answer_is_wanted_only_with_it(self):
        why = self.make_question(
            self.hole,
            "hurt",
            name="Anybody hurt?",
            is_required=True,
            shown_if_id=self.hole.question_ids[0].id,
            sequence=99,
        )
        why.shown_if_option_ids = self.hole.question_ids[0].option_ids[1]
        (hurt,) = [
            row
            for row in self.ask("services/test_hole.json")["attributes"]
            if row["code"] == "hurt"
        ]
        self.assertIs(hurt["required"], False)
        self.assertIn("only with size=l", hurt["datatype_description"])
        self.post(**{"attribute[size]": "s"})
        self.assertIn("hurt", self.post(**{"attribute[size]": "l"}, expect=400))

    def test_name_is_optional(self):
        self.assertFalse(self.request_of(self.post()).partner_id)

    def test_address_id_is_a_uprn(self):
        place = self.make_property(
            "99100045",
            house="12",
            street="Park Avenue",
            postcode="HU5 3ER",
            latitude=53.75,
            longitude=-0.35,
        )
        rows = self.post(lat=None, long=None, address_id="99100045")
        request = self.request_of(rows)
        self.assertEqual(request.property_id, place)
        self.assertAlmostEqual(request.latitude, 53.75)
        said = self.post(lat=None, long=None, address_id="1", expect=400)
        self.assertIn("address_id", said)

    def place(self, uprn="99100046", **values):
        return self.env["constituent.property"].create(
            {
                "uprn": uprn,
                "house": "12",
                "street": "Crater Row",
                "postcode": "HU5 9ZZ",
                "latitude": 53.75,
                "longitude": -0.35,
                **values,
            }
        )

    def test_address_that_certainly_means_a_property_is_attached(self):
        place = self.place()
        rows = self.post(lat=None, long=None, address_string="12 Crater Rw, HU5  9ZZ")
        request = self.request_of(rows)
        self.assertEqual(request.property_id, place)
        self.assertEqual(request.address, "12 Crater Rw, HU5  9ZZ")
        self.assertEqual(request.postcode, "HU5 9ZZ")
        self.assertAlmostEqual(request.latitude, 53.75)

    def test_address_that_may_mean_several_properties_is_kept_as_text(self):
        self.place()
        self.place(uprn="99100047", postcode="HU6 9ZZ", city="Hessle")
        for text in ("12 Crater Row", "opposite 12 Crater Row HU5 9ZZ", "Crater Row"):
            with self.subTest(text):
                rows = self.post(lat=None, long=None, address_string=text)
                request = self.request_of(rows)
                self.assertFalse(request.property_id)
                self.assertEqual(request.address, text)

    def test_place_on_the_map_says_more_than_an_address(self):
        self.place()
        request = self.request_of(self.post(address_string="12 Crater Row, HU5 9ZZ"))
        self.assertFalse(request.property_id)
        self.assertAlmostEqual(request.latitude, 53.7443)

    # Refused

    def test_key_is_needed_and_must_be_right(self):
        for key in (None, "", "wrong", "é"):
            with self.subTest(key):
                self.post(api_key=key, expect=403)
                self.post(api_key=key, form="xml", expect=403)
        self.endpoint.is_active = False
        self.post(expect=403)
        self.assertFalse(self.messages())

    def test_unknown_or_private_service_is_404(self):
        for code in ("no_such", "test_hidden"):
            with self.subTest(code):
                self.assertIn(code, self.post(service_code=code, expect=404))

    def test_faults_are_400_and_named(self):
        for given, word in (
            ({"service_code": None}, "service_code"),
            ({"lat": "95"}, "lat"),
            ({"lat": "north"}, "lat"),
            ({"long": None}, "long"),
            ({"lat": None, "long": None}, "Where"),
            ({"attribute[size]": None}, "attribute[size]"),
            ({"attribute[size]": "huge"}, "attribute[size]"),
            ({"attribute[depth]": "deep"}, "attribute[depth]"),
            ({"attribute[depth]": "-1"}, "Enter 0 or more"),
            ({"attribute[where][]": "roof"}, "attribute[where]"),
            ({"media_url": "ftp://example.org"}, "media_url"),
            ({"description": "x" * 4001}, "description"),
        ):
            with self.subTest(given):
                self.assertIn(word, self.post(**given, expect=400))
        self.assertFalse(self.messages().request_id)

    def test_refused_report_stays_with_its_reason(self):
        self.post(expect=400, description="A crater", **{"attribute[size]": None})
        message = self.messages()
        self.assertEqual(message.state, "failed")
        self.assertEqual(message.body, "A crater")
        self.assertIn("How large?", message.error)
        self.assertFalse(message.next_attempt_at)

    def test_refusal_by_the_catalogue_is_reported(self):
        refuse = patch.object(
            type(self.env["service.request"]),
            "_open_request",
            side_effect=ValidationError("Closed for the day."),
        )
        with refuse:
            said = self.post(expect=400)
        self.assertIn("Closed for the day.", said)
        self.assertEqual(self.messages().state, "triage")

    def test_fault_of_ours_returns_a_token_and_keeps_the_report(self):
        broken = patch.object(
            type(self.env["service.request"]),
            "_open_request",
            side_effect=RuntimeError("Oh"),
        )
        with (
            broken,
            mute_logger(
                "odoo.addons.channel_gateway.models.channel_message.processing"
            ),
        ):
            rows = self.post(description="A crater")
        token = rows[0]["token"]
        self.assertNotIn("service_request_id", rows[0])
        self.ask(f"tokens/{token}.json", expect=404)
        message = self.messages()
        self.assertTrue(message.next_attempt_at)
        message._process()
        (row,) = self.ask(f"tokens/{token}.json")
        self.assertEqual(row["service_request_id"], message.request_id.reference)
        self.assertEqual(row["token"], token)

    def test_unknown_token_is_404(self):
        self.ask("tokens/none.json", expect=404)
        self.ask("tokens/none.xml", expect=404)

    def test_body_that_is_no_form_is_refused_in_the_format(self):
        answer = self.url_open(
            "/open311/v2/requests.xml",
            data='{"service_code": "test_hole"}',
            headers={"Content-Type": "application/json"},
        )
        self.answered(answer, 403)

    # Sent twice

    def test_same_report_again_is_the_same_request(self):
        first, again = (
            self.post(description="A crater"),
            self.post(description="A crater"),
        )
        self.assertEqual(first, again)
        self.assertEqual(len(self.messages()), 1)

    def test_another_report_or_device_is_another_request(self):
        rows = [self.post(), self.post(description="x"), self.post(device_id="y")]
        self.assertEqual(len({row[0]["service_request_id"] for row in rows}), 3)

    def test_same_report_much_later_is_another_request(self):
        first = self.post()
        self.messages().received_at = "2020-01-01 00:00:00"
        self.messages().external_id = "long ago"
        self.assertNotEqual(first, self.post())

    def test_idempotency_key_is_valid_for_ever(self):
        key = {"Idempotency-Key": "abc"}
        first = self.post(headers=key)
        self.messages().received_at = "2020-01-01 00:00:00"
        self.assertEqual(self.post(headers=key), first)
        other = self.post(headers={"Idempotency-Key": "abd"})
        self.assertNotEqual(other, first)
        self.post(headers=key, description="Another", expect=400)

    def test_same_report_is_accepted_after_the_catalogue_is_corrected(self):
        self.post(service_code="test_hidden", expect=404)
        self.hidden.is_published = True
        self.post(service_code="test_hidden")
        self.assertEqual(len(self.messages()), 1)
