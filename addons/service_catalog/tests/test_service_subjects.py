from odoo.tests import BaseCase

from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Entry,
    ServiceMatcher,
)
from odoo.addons.service_catalog.service_matching.clauses import (
    announced_segments,
    split_parts,
)
from odoo.addons.service_catalog.tests import matching_example

# By words alone; with the second opinion more are found, see `./dev bench suggest`.
BOTH_FOUND = 0.6
SPLIT = 0.05


class TestSegments(BaseCase):
    def segments(self, text):
        return announced_segments(split_parts(text))

    def assertCut(self, text, *segments):
        with self.subTest(text):
            self.assertEqual(self.segments(text), list(segments))

    def test_words_announce_a_further_request(self):
        first, second = "the bin was missed", "the lamp is broken"
        for joint in ("Also", "Another thing,", "On top of that", "By the way"):
            self.assertCut(f"{first}. {joint} {second}.", first, f"{joint} {second}")
        self.assertCut(f"{first} also {second}", first, f"also {second}")
        self.assertCut(f"{first}. P.S. {second}", first, second)
        self.assertCut(f"1) {first} 2) {second}", first, second)
        self.assertCut(f"1. {first}.\n2. {second}.", first, second)
        self.assertCut(f"Two things: {first}, and {second}.", first, second)

    def test_request_begins_with_its_clause(self):
        self.assertCut(
            "My bin was missed. I would also like a bus pass.",
            "My bin was missed",
            "I would also like a bus pass",
        )
        self.assertCut(
            "I need a new bin and a parking permit as well",
            "I need a new bin",
            "and a parking permit as well",
        )

    def test_other_languages_announce(self):
        self.assertCut(
            "No vaciaron el cubo. Además hay ratas aquí.",
            "No vaciaron el cubo",
            "Además hay ratas aquí",
        )
        self.assertCut(
            "Kosz nie został opróżniony. Poza tym nie działa latarnia.",
            "Kosz nie został opróżniony",
            "Poza tym nie działa latarnia",
        )

    def test_too_before_another_word_announces_nothing(self):
        for text in (
            "The bin was missed. Is it too late to tell you",
            "There is a lamp out. Reported it on the 2nd of May",
        ):
            with self.subTest(text):
                self.assertEqual(len(self.segments(text)), 1)

    def test_nothing_said_has_no_segments(self):
        for text in ("", "Hello.", "also", "also also also also", "1) 2) 3)"):
            with self.subTest(text):
                self.assertLess(len(self.segments(text)), 2)


class TestSubjects(BaseCase):
    """Messages about one and two subjects, in several registers and languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matcher = ServiceMatcher(matching_example.entries(Entry))
        cls.found = [
            (row["text"], row["services"].split("+"), cls.matcher.judge(row["text"]))
            for row in matching_example.rows("tests/subjects.csv")
        ]

    def test_both_of_two_subjects_come_first(self):
        two = [one for one in self.found if len(one[1]) == 2]
        missed = [
            text
            for text, services, judgement in two
            if judgement.subjects < 2
            or set(services) != {hit.key for hit in judgement.hits[:2]}
        ]
        self.assertLessEqual(len(missed), (1 - BOTH_FOUND) * len(two), missed)

    def test_story_in_many_sentences_is_one_subject(self):
        stories = [one for one in self.found if len(one[1]) == 1]
        split = [text for text, _one, judgement in stories if judgement.subjects > 1]
        self.assertLessEqual(len(split), SPLIT * len(stories), split)

    def test_none_of_several_subjects_is_certain(self):
        for text, _services, judgement in self.found:
            if judgement.subjects > 1:
                with self.subTest(text):
                    self.assertLess(judgement.hits[0].score, CERTAIN_SCORE)

    def test_subjects_of_a_text_message_without_stops_are_found(self):
        judgement = self.matcher.judge(
            "massive pothole on mill lane and another thing theres graffiti on the wall"
        )
        self.assertEqual(judgement.subjects, 2)
        found = {hit.key for hit in judgement.hits[:2]}
        self.assertEqual(found, {"pothole", "graffiti"})
