import json
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase

from .. import telephony
from ..telephony import reports

LONDON = ZoneInfo("Europe/London")
SCHEMA = Path(telephony.__file__).parent / "schemas" / "calls.json"


class Asked(dict):
    """An object that notes what is asked of it."""

    def __init__(self, values):
        super().__init__(values)
        self.names = set()

    def get(self, name, default=None):
        self.names.add(name)
        return super().get(name, default)


class TestPostedCalls(BaseCase):
    """Calls as another telephone system posts them."""

    def call(self, **values):
        call = {"id": "1", "began": "2026-11-30T14:00:00Z", **values}
        return reports.read_calls({"calls": [call]})[0][0]

    def test_examples_of_the_schema_are_read(self):
        schema = json.loads(SCHEMA.read_text())
        results = [
            reports.read_calls(example)[0][0].result for example in schema["examples"]
        ]
        self.assertEqual(results, ["", "", "completed", "abandoned"])

    def test_schema_names_what_is_read(self):
        schema = json.loads(SCHEMA.read_text())
        call = schema["$defs"]["call"]["properties"]
        self.assertEqual(set(call["result"]["enum"]) - {None}, set(reports.RESULTS))
        asked = Asked(schema["examples"][2]["calls"][0])
        reports.read_calls({"calls": [asked]})
        self.assertEqual(asked.names, set(call))

    def test_instants_are_of_any_zone(self):
        call = self.call(
            began="2026-07-06T10:00:00+01:00", answered="2026-07-06T09:00:05.5Z"
        )
        self.assertEqual(call.waiting_seconds, 5.5)

    def test_what_is_not_as_described_is_refused_by_name(self):
        for name, values in (
            ("began", {"began": "2026-11-30T14:00:00"}),
            ("began", {"began": "yesterday"}),
            ("began", {"began": None}),
            ("began", {"began": "0001-01-01T00:00:00Z"}),
            ("id", {"id": ""}),
            ("id", {"id": None}),
            ("id", {"id": True}),
            ("id", {"id": "x" * 201}),
            ("visit", {"visit": -1}),
            ("visit", {"visit": "2"}),
            ("result", {"result": "fine", "ended": "2026-11-30T14:00:09Z"}),
            ("result", {"result": "abandoned"}),
            ("ended", {"ended": "2026-11-30T13:00:00Z"}),
            ("ended", {"ended": "2027-11-30T14:00:00Z"}),
            ("answered", {"ended": "2026-11-30T14:00:09Z", "result": "completed"}),
            ("held_seconds", {"held_seconds": 1.5}),
            ("recording", {"recording": "javascript:alert(1)"}),
        ):
            with self.subTest(values), self.assertRaises(reports.Unreadable) as caught:
                self.call(**values)
            self.assertEqual(caught.exception.name, name)
        for posted in (None, [], {}, {"calls": {}}, {"calls": [1]}):
            with self.subTest(posted), self.assertRaises(reports.Unreadable):
                reports.read_calls(posted)

    def test_word_in_place_of_a_number_is_none(self):
        for word in ("anonymous", "Anonymous", "unavailable", "Restricted", "withheld"):
            with self.subTest(word):
                self.assertEqual(self.call(number=word).number, "")


class TestRows(BaseCase):
    """Rows of the reports of call centres' systems."""

    def row(self, **values):
        row = {"id": "1", "began": "30/11/2026 14:00:00", **values}
        return reports.read_row(row, LONDON)

    def test_days_are_written_in_many_ways(self):
        for text in (
            "2026-11-30 14:00:00",
            "2026-11-30T14:00",
            "2026-11-30T14:00:00Z",
            "2026-11-30T15:00:00+01:00",
            "30/11/2026 14:00:00",
            "30/11/2026  14:00",
            "30.11.2026 14:00",
            "30-11-2026 14:00",
            "30-Nov-2026 14:00:00",
            "30 Nov 2026 14:00",
            "30 November 2026 14:00",
        ):
            with self.subTest(text):
                self.assertEqual(self.row(began=text).began, 1796047200.0)

    def test_times_are_the_councils(self):
        summer = self.row(began="06/07/2026 10:00")
        self.assertEqual(summer.began, 1783328400.0)

    def test_clock_alone_is_of_the_same_day_or_the_next(self):
        call = self.row(
            began="30/11/2026 23:59:50", answered="23:59:58", ended="0:03:10"
        )
        self.assertEqual((call.waiting_seconds, call.talk_seconds), (8, 192))

    def test_waiting_tells_when_it_was_answered(self):
        for text in ("75", "1:15", "0:01:15", "75 s", "75.4", "01:15.9"):
            with self.subTest(text):
                call = self.row(waiting=text, result="Answered", ended="14:10:00")
                self.assertEqual(call.waiting_seconds, 75)

    def test_waiting_tells_when_the_caller_gave_up(self):
        call = self.row(waiting="1:15", result="Abandoned")
        self.assertEqual((call.result, call.waiting_seconds), ("abandoned", 75))

    def test_without_a_result_the_times_tell(self):
        self.assertEqual(
            self.row(answered="14:00:09", ended="14:01").result, "completed"
        )
        self.assertEqual(self.row(ended="14:01").result, "abandoned")

    def test_words_of_other_systems(self):
        for word, result in (
            ("TIMEOUT", "timed_out"),
            ("Timed-Out", "timed_out"),
            ("voicemail", "left_by_key"),
            ("Blocked", "turned_away"),
            ("Hung up", "abandoned"),
            ("No Answer", "abandoned"),
            ("left_by_key", "left_by_key"),
        ):
            with self.subTest(word):
                self.assertEqual(self.row(result=word, ended="14:01").result, result)

    def test_system_that_answers_with_music_has_not_served_anybody(self):
        call = self.row(answered="14:00:01", ended="14:02", result="abandoned")
        self.assertEqual((call.answered, call.waiting_seconds), (None, 120))

    def test_what_cannot_be_read_is_named(self):
        for name, values in (
            ("began", {"began": ""}),
            ("began", {"began": "soon"}),
            ("began", {"began": "31/02/2026 10:00"}),
            ("answered", {"answered": "25:00"}),
            ("waiting", {"waiting": "long"}),
            ("result", {"result": "purple"}),
            ("visit", {"visit": "first"}),
            ("answered", {"result": "answered"}),
        ):
            with self.subTest(values), self.assertRaises(reports.Unreadable) as caught:
                self.row(**values)
            self.assertEqual(caught.exception.name, name)
