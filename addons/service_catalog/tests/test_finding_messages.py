import csv
from collections import defaultdict
from pathlib import Path

from odoo.tests import BaseCase

from odoo.addons.service_catalog.finding import SURE, Entry, Finder

ADDON = Path(__file__).parents[1]
FIRST_RIGHT = 0.95
AMONG_THREE = 0.97
CERTAIN_RIGHT = 0.98
CERTAIN = 0.75
NOT_OURS = 0.85


def rows(path):
    with (ADDON / path).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def demo_catalogue():
    phrases = defaultdict(list)
    for row in rows("example/words.csv"):
        phrases[row["service"]].append((row["phrase"], float(row["weight"])))
    return Finder(
        Entry(
            row["code"],
            (row["name"],),
            (row["description"],),
            tuple(phrases[row["code"]]),
        )
        for row in rows("example/services.csv")
    )


class TestFindingMessages(BaseCase):
    """The demo catalogue against messages as residents write them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        finder = demo_catalogue()
        cls.found = [
            (row["message"], row["service"], finder.find(row["message"]))
            for row in rows("tests/messages.csv")
        ]
        cls.ours = [one for one in cls.found if one[1]]
        cls.not_ours = [one for one in cls.found if not one[1]]

    def share(self, right, of):
        wrong = [message for message, *_rest in of if message not in right]
        return len(right) / len(of), f"wrong: {wrong}"

    def assertShare(self, right, of, bar):
        share, told = self.share([message for message, *_rest in right], of)
        self.assertGreaterEqual(share, bar, told)

    def test_the_right_service_comes_first(self):
        right = [one for one in self.ours if one[2] and one[2][0].key == one[1]]
        self.assertShare(right, self.ours, FIRST_RIGHT)

    def test_the_right_service_is_among_three(self):
        right = [one for one in self.ours if one[1] in [hit.key for hit in one[2][:3]]]
        self.assertShare(right, self.ours, AMONG_THREE)

    def test_what_is_certain_is_right(self):
        certain = [one for one in self.found if one[2] and one[2][0].score >= SURE]
        right = [one for one in certain if one[2][0].key == one[1]]
        self.assertShare(right, certain, CERTAIN_RIGHT)

    def test_most_messages_are_certain(self):
        certain = [one for one in self.ours if one[2] and one[2][0].score >= SURE]
        self.assertShare(certain, self.ours, CERTAIN)

    def test_what_is_not_ours_finds_nothing(self):
        right = [one for one in self.not_ours if not one[2]]
        self.assertShare(right, self.not_ours, NOT_OURS)

    def test_the_first_messages_of_the_house_are_certain(self):
        for start, code in (
            ("Hi, my brown bin", "missed_bin"),
            ("deep pot", "pothole"),
        ):
            hits = next(
                hits for text, _code, hits in self.found if text.startswith(start)
            )
            self.assertEqual(hits[0].key, code)
            self.assertGreaterEqual(hits[0].score, SURE)

    def test_each_service_has_a_dozen_phrases(self):
        count = defaultdict(int)
        for row in rows("example/words.csv"):
            count[row["service"]] += 1
        self.assertEqual(len(count), len(rows("example/services.csv")))
        self.assertGreaterEqual(min(count.values()), 12)
