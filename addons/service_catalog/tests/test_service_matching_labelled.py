from collections import Counter

from odoo.tests import BaseCase

from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Entry,
    ServiceMatcher,
)
from odoo.addons.service_catalog.tests import matching_example

FIRST_RIGHT = 0.94
AMONG_THREE = 0.97
CERTAIN_RIGHT = 0.99
CERTAIN = 0.6
NOT_OURS = 0.7
FEWEST_PHRASES = 10


class TestServiceMatchingLabelled(BaseCase):
    """The example catalogue against messages as residents write them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entries = matching_example.entries(Entry)
        finder = ServiceMatcher(cls.entries)
        cls.found = [
            (one.text, one.services, finder.find(one.text))
            for one in matching_example.tuning()
        ]
        cls.ours = [one for one in cls.found if one[1]]
        cls.not_ours = [one for one in cls.found if not one[1]]

    def assertShare(self, right, of, bar):
        wrong = {text for text, *_rest in of} - {text for text, *_rest in right}
        self.assertGreaterEqual(len(right) / len(of), bar, f"wrong: {wrong}")

    def test_right_service_comes_first(self):
        right = [one for one in self.ours if one[2] and one[2][0].key in one[1]]
        self.assertShare(right, self.ours, FIRST_RIGHT)

    def test_the_right_service_is_among_three(self):
        right = [one for one in self.ours if one[1] & {h.key for h in one[2][:3]}]
        self.assertShare(right, self.ours, AMONG_THREE)

    def test_certain_matches_are_right(self):
        certain = [
            one for one in self.found if one[2] and one[2][0].score >= CERTAIN_SCORE
        ]
        right = [one for one in certain if one[2][0].key in one[1]]
        self.assertShare(right, certain, CERTAIN_RIGHT)

    def test_most_messages_are_certain(self):
        certain = [
            one for one in self.ours if one[2] and one[2][0].score >= CERTAIN_SCORE
        ]
        self.assertShare(certain, self.ours, CERTAIN)

    def test_text_about_no_service_finds_nothing(self):
        right = [one for one in self.not_ours if not one[2]]
        self.assertShare(right, self.not_ours, NOT_OURS)

    def test_scores_agree_with_observed_frequencies(self):
        for low, high in ((0.5, 0.8), (0.8, 0.95), (0.95, 1)):
            rated = [
                one for one in self.found if one[2] and low <= one[2][0].score < high
            ]
            right = sum(one[2][0].key in one[1] for one in rated) / len(rated)
            expected = sum(one[2][0].score for one in rated) / len(rated)
            self.assertAlmostEqual(right, expected, delta=0.12)

    def test_each_service_has_a_dozen_phrases_or_so(self):
        count = {entry.key: len(entry.phrases) for entry in self.entries}
        self.assertGreaterEqual(len(count), 200)
        lacking = {key for key, number in count.items() if number < FEWEST_PHRASES}
        self.assertFalse(lacking)

    def test_each_service_has_a_labelled_message(self):
        codes = {entry.key for entry in self.entries if entry.key}
        every = matching_example.tuning() + matching_example.unseen()
        self.assertFalse(codes - set().union(*(one.services for one in every)))

    def test_a_third_of_the_messages_is_held_out(self):
        parts = Counter(
            one.is_unseen
            for one in matching_example.tuning() + matching_example.unseen()
            if one.kind != "first messages"
        )
        self.assertGreaterEqual(parts.total(), 600)
        self.assertAlmostEqual(parts[True] / parts.total(), 1 / 3, delta=0.05)
