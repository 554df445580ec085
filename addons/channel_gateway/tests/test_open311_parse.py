from datetime import UTC, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..open311 import answers, parse, privacy, repeats
from ..open311.problems import Problem

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Open311Case(BaseCase):
    def faults(self, status, function, *args):
        with self.assertRaises(Problem) as caught:
            function(*args)
        self.assertEqual(caught.exception.status, status)
        return " ".join(caught.exception.faults)


@tagged("-at_install", "post_install")
class TestParameters(Open311Case):
    def test_empty_is_absent(self):
        given = parse.parameters([("lat", ""), ("long", "  "), ("attribute[a]", "")])
        self.assertEqual(given, parse.Parameters())

    def test_attributes_are_gathered_by_code(self):
        given = parse.parameters(
            [
                ("attribute[size]", "large"),
                ("attribute[bins][]", "brown"),
                ("attribute[bins][]", "blue"),
                ("attribute[]", "nothing"),
            ]
        )
        self.assertEqual(
            given.attributes, {"size": ("large",), "bins": ("brown", "blue")}
        )

    def test_control_characters_are_dropped_and_line_breaks_stay(self):
        given = parse.parameters([("description", "a\x00b\x1b\nc")])
        self.assertEqual(given.get("description"), "ab\nc")


@tagged("-at_install", "post_install")
class TestMoment(Open311Case):
    def test_w3c_dates_are_one_instant_in_utc(self):
        noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
        for text in (
            "2026-11-24T12:00:00Z",
            "2026-11-24T12:00Z",
            "2026-11-24T13:00:00+01:00",
            "2026-11-24T13:00:00 01:00",
            "2026-11-24t07:00:00.000-05:00",
            "2026-11-24T12:00:00",
            "2026-11-24 12:00:00Z",
        ):
            with self.subTest(text):
                self.assertEqual(parse.moment(text), noon)

    def test_decimals_are_kept(self):
        self.assertEqual(
            parse.moment("2026-11-24T12:00:00.123456789Z").microsecond, 123456
        )

    def test_a_date_is_its_first_instant(self):
        self.assertEqual(parse.moment("2026-11-24"), datetime(2026, 11, 24, tzinfo=UTC))

    def test_what_is_no_date_is_refused(self):
        for text in ("yesterday", "2026-13-01", "2026-11-24T25:00:00Z", "24/11/2026"):
            with self.subTest(text), self.assertRaises(ValueError):
                parse.moment(text)


@tagged("-at_install", "post_install")
class TestListing(Open311Case):
    def listing(self, **given):
        return parse.listing(parse.parameters(given.items()), NOW)

    def test_last_90_days_unless_said_otherwise(self):
        asked = self.listing()
        self.assertEqual(asked.end, NOW)
        self.assertEqual(asked.start, NOW - timedelta(days=90))
        self.assertEqual(asked.statuses, ("open", "closed"))

    def test_one_date_alone_spans_90_days_from_it(self):
        asked = self.listing(start_date="2026-01-01T00:00:00Z")
        self.assertEqual(asked.end - asked.start, timedelta(days=90))
        asked = self.listing(end_date="2026-06-01T00:00:00Z")
        self.assertEqual(asked.end - asked.start, timedelta(days=90))
        self.assertEqual(self.listing(start_date="2026-11-01").end, NOW)

    def test_a_longer_window_is_refused(self):
        said = self.faults(
            400,
            parse.listing,
            parse.parameters(
                [("start_date", "2026-01-01"), ("end_date", "2026-05-01")]
            ),
            NOW,
        )
        self.assertIn("90 days", said)

    def test_ids_override_every_other_filter(self):
        asked = self.listing(
            service_request_id="A, B,,", status="nonsense", start_date="nonsense"
        )
        self.assertEqual(asked.ids, ("A", "B"))
        self.assertIsNone(asked.start)

    def test_lists_are_separated_by_commas(self):
        asked = self.listing(service_code="pothole,missed_bin", status="OPEN")
        self.assertEqual(asked.service_codes, ("pothole", "missed_bin"))
        self.assertEqual(asked.statuses, ("open",))

    def test_a_page_holds_1000_at_most(self):
        self.assertEqual(self.listing(page_size="5000").page_size, 1000)
        self.assertEqual(self.listing(page="3", page_size="20").page, 3)

    def test_what_makes_no_sense_is_refused_by_name(self):
        for name, value in (
            ("status", "pending"),
            ("start_date", "yesterday"),
            ("end_date", "2026-99-99"),
            ("page", "-1"),
            ("page", "0"),
            ("page_size", "many"),
            ("page", "9" * 30),
            ("end_date", "0001-01-01"),
        ):
            with self.subTest(name=name, value=value):
                given = parse.parameters([(name, value)])
                self.faults(400, parse.listing, given, NOW)


@tagged("-at_install", "post_install")
class TestReport(Open311Case):
    def report(self, **given):
        return parse.report(parse.parameters(given.items()))

    def test_coordinates_are_degrees(self):
        asked = self.report(service_code="pothole", lat="53.7443", long="-0.3325")
        self.assertEqual((asked.latitude, asked.longitude), (53.7443, -0.3325))

    def test_any_one_form_of_place_will_do(self):
        self.report(service_code="pothole", address_string="Park Avenue")
        self.report(service_code="pothole", address_id="100001")

    def test_all_faults_are_reported_together(self):
        said = self.faults(
            400, parse.report, parse.parameters([("description", "x" * 4001)])
        )
        for word in ("service_code", "Where", "4000"):
            self.assertIn(word, said)

    def test_coordinates_that_are_none_are_refused(self):
        for lat, long in (
            ("north", "0"),
            ("91", "0"),
            ("0", "181"),
            ("nan", "0"),
            ("inf", "0"),
            ("53.7", ""),
        ):
            with self.subTest(lat=lat, long=long):
                pairs = {"service_code": "x", "lat": lat, "long": long}.items()
                said = self.faults(400, parse.report, parse.parameters(pairs))
                self.assertIn("lat", said)

    def test_media_is_a_web_address(self):
        place = {"service_code": "pothole", "address_string": "Park Avenue"}
        url = "https://example.org/a.jpg?b=1"
        self.assertEqual(self.report(**place, media_url=url).media_url, url)
        for bad in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "http://[x",
        ):
            with self.subTest(bad):
                pairs = {**place, "media_url": bad}.items()
                said = self.faults(400, parse.report, parse.parameters(pairs))
                self.assertIn("media_url", said)


@tagged("-at_install", "post_install")
class TestAnswers(Open311Case):
    form = tuple(
        {"code": code, "datatype": datatype, "is_input": code != "note"}
        for code, datatype in (
            ("note", "string"),
            ("size", "singlevaluelist"),
            ("where", "multivaluelist"),
            ("since", "datetime"),
            ("spot", "place"),
            ("photo", "file"),
        )
    )

    def given(self, **attributes):
        return answers.given(self.form, attributes)

    def test_answers_keep_their_shape(self):
        self.assertEqual(
            self.given(size=("l",), where=("road",)), {"size": "l", "where": ["road"]}
        )
        self.assertEqual(self.given(size=("l", "s")), {"size": ["l", "s"]})

    def test_a_clients_own_attributes_are_left_out(self):
        given = self.given(size=("s",), easting=("509000",), note=("x",), photo=("x",))
        self.assertEqual(given, {"size": "s"})

    def test_blank_that_was_a_plus_is_understood(self):
        self.assertEqual(
            self.given(since=("2026-03-02T10:00:00 01:00",)),
            {"since": "2026-03-02T09:00:00+00:00"},
        )
        self.assertEqual(self.given(since=("last week",)), {"since": "last week"})

    def test_place_is_a_point_or_words(self):
        point = {"latitude": "53.7443", "longitude": "-0.3325"}
        self.assertEqual(self.given(spot=("53.7443, -0.3325",)), {"spot": point})
        self.assertEqual(self.given(spot=("At the gate",)), {"spot": "At the gate"})


@tagged("-at_install", "post_install")
class TestRepeats(BaseCase):
    def test_order_key_and_empty_parameters_do_not_matter(self):
        one = repeats.fingerprint([("a", "1"), ("b", "2"), ("api_key", "old")])
        two = repeats.fingerprint([("b", "2"), ("c", ""), ("a", "1")])
        self.assertEqual(one, two)

    def test_another_device_is_another_report(self):
        one = repeats.fingerprint([("a", "1"), ("device_id", "x")])
        two = repeats.fingerprint([("a", "1"), ("device_id", "y")])
        self.assertNotEqual(one, two)

    def test_a_repeat_in_the_next_period_is_known(self):
        mark = repeats.fingerprint([("a", "1")])
        before, after = NOW - timedelta(seconds=1), NOW
        self.assertNotEqual(repeats.keys(mark, before)[0], repeats.keys(mark, after)[0])
        self.assertEqual(repeats.keys(mark, before)[0], repeats.keys(mark, after)[1])


@tagged("-at_install", "post_install")
class TestBounds(BaseCase):
    """What is longer than anything a client need send is not read."""

    def test_parameters_are_counted(self):
        most = [(f"name{number}", "x") for number in range(parse.MAX_PARAMETERS)]
        self.assertEqual(len(parse.parameters(most).values), len(most))
        with self.assertRaises(Problem) as raised:
            parse.parameters([*most, ("one", "more")])
        self.assertEqual(raised.exception.status, 400)

    def test_long_moment_is_none(self):
        decimals = "0" * parse.MAX_MOMENT_LENGTH
        with self.assertRaises(ValueError):
            parse.moment(f"2026-11-30T08:00:00.{decimals}Z")

    def test_parameter_of_a_long_name_is_left_out(self):
        name = "n" * (parse.MAX_NAME_LENGTH + 1)
        self.assertEqual(parse.parameters([(name, "x")]).values, {})


@tagged("-at_install", "post_install")
class TestPrivacy(BaseCase):
    def test_personal_data_is_removed(self):
        text = (
            "Jane Smith, 07700 900123 or jane@example.org: hole of 30 cm by no. 12"
            " since 24/11/2026, third time. Mrs Smith."
        )
        said = privacy.scrub(text, ["Jane Smith"])
        for secret in ("Jane", "Smith", "900123", "example.org"):
            self.assertNotIn(secret, said)
        self.assertIn("hole of 30 cm by no. 12 since 24/11/2026, third time.", said)

    def test_a_name_inside_a_word_is_no_name(self):
        self.assertEqual(
            privacy.scrub("The annual market", ["Ann Mark"]), "The annual market"
        )
