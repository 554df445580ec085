from datetime import UTC, datetime

from odoo.tests import BaseCase, tagged

from ..open311 import (
    answers,
    dates,
    keywords,
    paging,
    parse,
    resources,
    shorten,
    statuses,
    stored,
    updates,
)
from ..open311.problems import Problem
from ..open311.shorten import shorten as cut

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def faults_of(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Problem as problem:
        return problem.faults
    return ()


@tagged("-at_install", "post_install")
class TestOpen311Dates(BaseCase):
    """W3C dates of any precision."""

    def test_period_of_lower_precision_is_all_of_it(self):
        for text, first, last in (
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-11", "2026-11-01", "2026-11-30"),
            ("2026-12", "2026-12-01", "2026-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-11-30", "2026-11-30", "2026-11-30"),
            (" 2026-11-30 ", "2026-11-30", "2026-11-30"),
        ):
            with self.subTest(text):
                start, end = dates.period(text)
                self.assertEqual(start.isoformat(), f"{first}T00:00:00+00:00")
                self.assertEqual(end.isoformat(), f"{last}T23:59:59.999999+00:00")

    def test_time_is_one_instant(self):
        for text in ("2026-11-30T08:00Z", "2026-11-30T08:00:00.5+01:00"):
            with self.subTest(text):
                self.assertEqual(*dates.period(text))

    def test_what_is_no_date_is_none(self):
        for text in (
            "26",
            "20266",
            "2026-1",
            "2026-13",
            "2026-00",
            "2026-11-00",
            "2026-02-30",
            "2026/11",
            "2026-11-",
            "0000",
            "9999-12-31",
            "2026-W48",
            "٢٠٢٦",
            "2026-11-30T",
            "0001-01-01T00:00+14:00",
        ):
            with self.subTest(text), self.assertRaises(ValueError):
                dates.period(text)

    def listing(self, **given):
        return parse.listing(parse.parameters(given.items()), NOW)

    def test_end_date_of_a_day_is_its_end(self):
        asked = self.listing(start_date="2026-11-01", end_date="2026-11-30")
        self.assertEqual(asked.start, datetime(2026, 11, 1, tzinfo=UTC))
        self.assertEqual(asked.end.date().isoformat(), "2026-11-30")
        self.assertEqual(asked.end.hour, 23)

    def test_months_and_years_are_windows(self):
        asked = self.listing(start_date="2026-10", end_date="2026-11")
        self.assertEqual(asked.start, datetime(2026, 10, 1, tzinfo=UTC))
        asked = self.listing(start_date="2026")
        self.assertEqual(asked.start, datetime(2026, 1, 1, tzinfo=UTC))
        with self.assertRaises(Problem):
            self.listing(start_date="2026", end_date="2026")


@tagged("-at_install", "post_install")
class TestOpen311Repeated(BaseCase):
    """Parameters that come several times, and lists."""

    def test_lists_of_filters_add_up(self):
        for pairs in (
            [("service_code", "a"), ("service_code", "b")],
            [("service_code[]", "a"), ("service_code[]", "b")],
            [("service_code[0]", "a"), ("service_code[1]", "b")],
            [("service_code", "a,b")],
            [("service_code", "a, b"), ("service_code", "b")],
            [("service_code", ",a,,b,")],
        ):
            with self.subTest(pairs):
                asked = parse.listing(parse.parameters(pairs), NOW)
                self.assertEqual(asked.service_codes, ("a", "b"))

    def test_ids_and_statuses_add_up(self):
        asked = parse.listing(
            parse.parameters(
                [("service_request_id", "A"), ("service_request_id", "B,A")]
            ),
            NOW,
        )
        self.assertEqual(asked.ids, ("A", "B"))
        asked = parse.listing(
            parse.parameters([("status", "open"), ("status", "CLOSED")]), NOW
        )
        self.assertEqual(asked.statuses, ("open", "closed"))

    def report(self, *pairs):
        return parse.parameters(
            [("service_code", "x"), ("address_string", "Park Avenue"), *pairs]
        )

    def test_same_value_twice_is_one(self):
        given = self.report(("lat", "53.7"), ("lat", "53.7"), ("long", "-0.3"))
        self.assertEqual(parse.report(given).latitude, 53.7)

    def test_contradictions_are_refused_by_name(self):
        for name, one, two in (
            ("lat", "53.7", "53.8"),
            ("service_code", "x", "y"),
            ("email", "a@example.org", "b@example.org"),
            ("description", "one", "two"),
            ("address_string", "Park Avenue", "Spring Bank"),
        ):
            with self.subTest(name):
                given = self.report((name, one), (name, two))
                self.assertIn(name, " ".join(faults_of(parse.report, given)))
        for name in ("page", "page_size"):
            given = parse.parameters([(name, "1"), (name, "2")])
            self.assertIn(name, " ".join(faults_of(parse.listing, given, NOW)))

    def test_every_picture_is_kept(self):
        urls = ("https://a.example/1.jpg", "https://a.example/2.jpg?a=1,2")
        for names in (
            ["media_url"] * 2,
            ["media_url[]"] * 2,
            ["media_url", "media_url[]"],
        ):
            with self.subTest(names):
                given = self.report(*zip(names, urls, strict=True))
                self.assertEqual(parse.report(given).media_urls, urls)

    def test_pictures_are_bounded_and_checked(self):
        many = [("media_url", f"https://a.example/{n}") for n in range(21)]
        self.assertTrue(faults_of(parse.report, self.report(*many)))
        wrong = [("media_url", "https://a.example/1"), ("media_url", "file:///x")]
        self.assertTrue(faults_of(parse.report, self.report(*wrong)))


@tagged("-at_install", "post_install")
class TestOpen311Place(BaseCase):
    """What clients send for a place."""

    def place(self, **given):
        return parse.report(parse.parameters({"service_code": "x", **given}.items()))

    def test_degrees_as_programs_write_them(self):
        for text, degrees in (
            ("53.7443", 53.7443),
            ("+53.7", 53.7),
            ("53.", 53.0),
            (".5", 0.5),
            ("-.5", -0.5),
            ("\u22120.5", -0.5),
            ("1.2e-7", 1.2e-7),
            (" 53.7 ", 53.7),
        ):
            with self.subTest(text):
                self.assertEqual(self.place(lat=text, long="1").latitude, degrees)

    def test_what_only_looks_like_degrees_is_refused(self):
        for text in (
            "53,7",
            "5_3",
            "0x35",
            "53.7°",
            "53 44",
            "٥٣",
            "1e400",
            "--1",
            ".",
        ):
            with self.subTest(text), self.assertRaises(Problem):
                self.place(lat=text, long="1")

    def test_zeros_are_no_position(self):
        said = faults_of(self.place, lat="0", long="0.0")
        self.assertIn("position", " ".join(said))
        report = self.place(lat="0", long="0", address_string="Park Avenue")
        self.assertIsNone(report.latitude)
        self.assertEqual(self.place(lat="51.5", long="0").longitude, 0)

    def test_not_pinpointed_is_no_address(self):
        report = self.place(lat="53.7", long="-0.3", address_id="#NOTPINPOINTED#")
        self.assertEqual((report.latitude, report.address_id), (53.7, ""))
        self.assertFalse(report.is_pinpointed)
        self.assertTrue(self.place(lat="53.7", long="-0.3").is_pinpointed)

    def test_not_pinpointed_alone_says_nowhere(self):
        said = faults_of(self.place, address_id="#NOTPINPOINTED#")
        self.assertIn("Where", " ".join(said))

    def test_grid_reference_of_fixmystreet_is_a_place(self):
        report = self.place(
            **{
                "address_id": "#NOTPINPOINTED#",
                "attribute[easting]": "509000",
                "attribute[northing]": "428000",
            }
        )
        self.assertAlmostEqual(report.latitude, 53.737, places=3)
        self.assertAlmostEqual(report.longitude, -0.349, places=3)

    def test_grid_reference_of_nowhere_is_none(self):
        for east, north in (("x", "1"), ("9999999", "1"), ("0", "0"), ("", "1")):
            with self.subTest(east), self.assertRaises(Problem):
                self.place(**{"attribute[easting]": east, "attribute[northing]": north})

    def test_fillers_are_no_names(self):
        report = self.place(address_string="x", first_name="Una", last_name="-")
        self.assertEqual((report.first_name, report.last_name), ("Una", ""))
        self.assertEqual(parse.name_part("…"), "")
        self.assertEqual(parse.name_part("王"), "王")


@tagged("-at_install", "post_install")
class TestOpen311Lists(BaseCase):
    """Answers that are several of a list."""

    form = (
        {
            "code": "where",
            "datatype": "multivaluelist",
            "is_input": True,
            "options": [
                {"code": "mid", "name": "Middle"},
                {"code": "kerb", "name": "Kerb, left"},
            ],
        },
    )

    def given(self, *values):
        return answers.given(self.form, {"where": values})["where"]

    def test_several_in_one_value_are_several(self):
        for values in (("mid,kerb",), ("mid", "kerb"), (" MID , kerb",)):
            with self.subTest(values):
                found = [one.lower() for one in self.given(*values)]
                self.assertEqual(found, ["mid", "kerb"])

    def test_comma_of_a_name_or_of_no_option_stays(self):
        self.assertEqual(self.given("Kerb, left"), ["Kerb, left"])
        self.assertEqual(self.given("mid, elsewhere"), ["mid, elsewhere"])


@tagged("-at_install", "post_install")
class TestOpen311Statuses(BaseCase):
    """Extended statuses, as FixMyStreet has them."""

    def test_spellings_are_one_status(self):
        for text, code in (
            ("FIXED", "fixed"),
            ("fixed - council", "fixed"),
            ("IN_PROGRESS", "in_progress"),
            ("in progress", "in_progress"),
            ("Action-Scheduled", "action_scheduled"),
            ("planned", "action_scheduled"),
            ("NOT_COUNCILS_RESPONSIBILITY", "not_councils_responsibility"),
            ("not responsible", "not_councils_responsibility"),
            ("unable to fix", "unable_to_fix"),
            ("no_further_action", "no_further_action"),
            ("INTERNAL_REFERRAL", "internal_referral"),
            ("for triage", "for_triage"),
            ("Investigating", "investigating"),
            ("duplicate", "duplicate"),
            ("OPEN", "open"),
            ("confirmed", "open"),
            ("closed", "closed"),
            ("REOPEN", "reopen"),
        ):
            with self.subTest(text):
                self.assertEqual(statuses.parse(text), code)

    def test_what_is_no_status_is_none(self):
        for text in ("", "pending?", "fixed fixed", "öpen", "*"):
            with self.subTest(text):
                self.assertEqual(statuses.parse(text), "")

    def test_all_but_open_ones_are_closed_for_the_specification(self):
        closed = {code for code, _ in statuses.EXTENDED if statuses.is_final(code)}
        self.assertEqual(
            closed,
            {
                "fixed",
                "not_councils_responsibility",
                "no_further_action",
                "unable_to_fix",
                "duplicate",
                "closed",
            },
        )
        self.assertEqual(statuses.basic("fixed"), "closed")
        self.assertEqual(statuses.basic("reopen"), "open")

    def test_refusals_differ_from_what_is_done(self):
        def of(code, fixed=False, referral=False):
            return statuses.of_outcome(code, is_fixed=fixed, is_referral=referral)

        self.assertEqual(of("fixed", fixed=True), "fixed")
        self.assertEqual(of("refused"), "no_further_action")
        self.assertEqual(of("not_ours", referral=True), "not_councils_responsibility")
        self.assertEqual(of("no_fault"), "no_further_action")
        self.assertEqual(of("part"), "closed")


@tagged("-at_install", "post_install")
class TestOpen311Keywords(BaseCase):
    """Labels of a service."""

    def test_short_phrases_of_this_service_alone(self):
        chosen = keywords.choose(
            [
                ("there is a deep hole in the road outside my house", 1.0),
                ("pothole", 1.0),
                ("street lamp", -1.0),
                ("hole in road", 0.6),
                ("Pothole", 0.6),
                ("hole, deep", 1.0),
                ("  ", 1.0),
                ("crater", 0.8),
            ]
        )
        self.assertEqual(chosen, ("pothole", "crater", "hole in road"))

    def test_they_are_bounded_in_bytes(self):
        phrases = [(f"слово{number}", 1.0) for number in range(100)]
        joined = ", ".join(keywords.choose(phrases))
        self.assertLessEqual(len(joined.encode()), keywords.MAX_LENGTH)
        self.assertGreater(len(joined.encode()), keywords.MAX_LENGTH - 20)


@tagged("-at_install", "post_install")
class TestOpen311Shorten(BaseCase):
    """Texts never grow past their limit."""

    def test_text_within_the_limit_stays(self):
        self.assertEqual(cut("abc", 3), "abc")

    def test_cut_is_between_words(self):
        self.assertEqual(cut("A deep hole in the road", 12), "A deep hole…")
        self.assertEqual(cut("A deep hole", 9), "A deep…")

    def test_long_word_is_cut(self):
        self.assertEqual(cut("x" * 100, 10), "x" * 9 + shorten.ELLIPSIS)

    def test_signs_of_several_characters_are_not_cut(self):
        for text, limit, expected in (
            ("a👨\u200d👩\u200d👧b", 4, "a…"),
            ("ae\u0301e", 3, "a…"),
            ("🇬🇧🇬🇧", 3, "…"),
            ("a👍🏽b", 3, "a…"),
            ("กำกำก", 3, "กำ…"),
        ):
            with self.subTest(text):
                self.assertEqual(cut(text, limit), expected)

    def test_result_is_never_longer(self):
        for text in ("a b " * 30, "é" * 50, "e" + "\u0301" * 80, "👍" * 40):
            for limit in range(1, 40):
                self.assertLessEqual(len(cut(text, limit)), limit)


@tagged("-at_install", "post_install")
class TestOpen311Stored(BaseCase):
    """What a client sent is kept as it came."""

    def test_pairs_alone_are_a_query(self):
        pairs = [("a", "1"), ("a", "ü & =\n"), ("b", "")]
        self.assertEqual(stored.unpack(stored.pack(pairs)), (pairs, ()))

    def test_files_are_kept_byte_by_byte(self):
        files = (
            stored.File("media", "a.jpg", "image/jpeg", b"\xff\xd8\r\n--x\0"),
            stored.File("media", 'Größe "1".png', "image/png", b""),
        )
        pairs = [("description", "ü\r\nzwei"), ("media_url", "https://a.example")]
        self.assertEqual(stored.unpack(stored.pack(pairs, files)), (pairs, files))

    def test_name_of_a_file_is_that_alone(self):
        for name, base in (
            ("hole.png", "hole.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Photos\\hole.png", "hole.png"),
            ("photos/", "file"),
            (f"{'x' * 300}.png", f"{'x' * 196}.png"),
        ):
            with self.subTest(name):
                self.assertEqual(stored.base_name(name), base)

    def test_text_that_looks_like_a_form_is_text(self):
        pairs = [("Content-Type: multipart/form-data", "x")]
        self.assertEqual(stored.unpack(stored.pack(pairs)), (pairs, ()))


@tagged("-at_install", "post_install")
class TestOpen311Addresses(BaseCase):
    """The addresses of the server, and links between pages."""

    def test_methods_of_an_address(self):
        for stem in ("requests", "servicerequestupdates"):
            self.assertIn("POST", resources.methods(stem))
        for stem in ("services", "services/x", "requests/x", "tokens/x", "discovery"):
            self.assertNotIn("POST", resources.methods(stem))
            self.assertIn("GET", resources.methods(stem))
        for stem in (
            "",
            "nothing",
            "services/",
            "services/x/y",
            "tokens",
            "discovery/x",
        ):
            self.assertEqual(resources.methods(stem), (), stem)

    def test_id_that_is_missing_is_named(self):
        self.assertEqual(resources.missing_id("services/"), "service_code")
        self.assertEqual(resources.missing_id("requests/"), "service_request_id")
        self.assertEqual(resources.missing_id("tokens/"), "token_id")
        self.assertEqual(resources.missing_id("tokens"), "token_id")
        for stem in ("services", "services/x", "nothing/", ""):
            self.assertEqual(resources.missing_id(stem), "", stem)

    def link(self, page, has_more, *pairs):
        return paging.link("https://a.example/r.json", pairs, page, has_more=has_more)

    def test_list_on_one_page_has_no_link(self):
        self.assertEqual(self.link(1, False), "")

    def test_links_lead_around_and_keep_the_filters(self):
        self.assertEqual(
            self.link(2, True, ("status", "open"), ("page", "2"), ("api_key", "s")),
            '<https://a.example/r.json?status=open&page=1>; rel="first", '
            '<https://a.example/r.json?status=open&page=1>; rel="prev", '
            '<https://a.example/r.json?status=open&page=3>; rel="next"',
        )

    def test_link_cannot_be_broken_out_of(self):
        found = self.link(1, True, ("a", '>; rel="x", <https://evil.example'))
        self.assertEqual(found.count(">"), 1)


@tagged("-at_install", "post_install")
class TestOpen311UpdateParse(BaseCase):
    """The values of an update."""

    def update(self, has_files=False, **given):
        given = {"service_request_id": "A", "description": "Still there", **given}
        return updates.update(parse.parameters(given.items()), has_files=has_files)

    def test_status_is_read_in_any_spelling(self):
        self.assertEqual(
            self.update(status="NOT_RESPONSIBLE").status[:12], "not_councils"
        )
        self.assertEqual(self.update().status, "")

    def test_faults_are_named(self):
        for given, word in (
            ({"service_request_id": ""}, "service_request_id"),
            ({"status": "pending?"}, "status"),
            ({"description": ""}, "Nothing"),
            ({"updated_datetime": "today"}, "updated_datetime"),
            ({"description": "x" * 4001}, "4000"),
            ({"media_url": "javascript:1"}, "media_url"),
        ):
            with self.subTest(given):
                said = faults_of(self.update, **given)
                self.assertIn(word, " ".join(said))

    def test_status_picture_or_file_alone_will_do(self):
        self.update(description="", status="FIXED")
        self.update(description="", media_url="https://a.example/1.jpg")
        self.update(description="", has_files=True)

    def listing(self, **given):
        return updates.listing(parse.parameters(given.items()), NOW)

    def test_updates_of_some_requests_are_of_any_time(self):
        asked = self.listing(service_request_id="A,B")
        self.assertEqual((asked.ids, asked.start), (("A", "B"), None))
        asked = self.listing(service_request_id="A", start_date="2026-11")
        self.assertEqual(asked.start, datetime(2026, 11, 1, tzinfo=UTC))

    def test_updates_are_those_of_90_days_unless_said(self):
        asked = self.listing()
        self.assertEqual((asked.end - asked.start).days, 90)
