from odoo.tests import BaseCase

from odoo.addons.service_catalog.finding import SURE, Entry, Finder
from odoo.addons.service_catalog.finding.words import fold, stem, words

CATALOGUE = (
    Entry(1, ("Missed bin",), phrases=(("bin not emptied", 1), ("brown bin", 0.6))),
    Entry(2, ("Pothole",), phrases=(("hole in the road", 1), ("street light", -1))),
    Entry(3, ("Street light",), phrases=(("lamp post out", 1),)),
    Entry(4, ("New bin",), phrases=(("bin stolen", 1), ("order a bin", 1))),
    Entry(5, ("Council tax",), phrases=(("tax code", -1), ("council tax bill", 1))),
)


class TestFinding(BaseCase):
    def setUp(self):
        super().setUp()
        self.finder = Finder(CATALOGUE)

    def keys(self, text):
        return [hit.key for hit in self.finder.find(text)]

    def best(self, text):
        return self.finder.find(text)[0]

    def test_words_meet_across_their_endings(self):
        self.assertEqual({stem(w) for w in ("missed", "missing", "misses")}, {"miss"})
        self.assertEqual(stem("emptied"), stem("empty"))

    def test_diacritics_and_case_do_not_count(self):
        self.assertEqual(fold("ŚMIECI Łódź"), "smieci lodz")

    def test_small_words_and_numbers_carry_no_topic(self):
        self.assertEqual(
            [w.text for w in words("The bin at 12 was not done")][:1], ["bin"]
        )

    def test_a_phrase_is_certain_and_says_which_words_decided(self):
        hit = self.best("The lamp post is out again")
        self.assertEqual(hit.key, 3)
        self.assertGreaterEqual(hit.score, SURE)
        self.assertEqual(hit.matched, ("lamp", "post", "out"))

    def test_rare_words_weigh_more_than_common_ones(self):
        self.assertGreater(self.best("bin stolen").score, self.best("brown bin").score)

    def test_one_typing_error_is_forgiven(self):
        self.assertEqual(self.keys("potohle"), [2])
        self.assertEqual(self.keys("pothle on my road"), [2])

    def test_shorthand_without_vowels_is_understood(self):
        self.assertEqual(self.keys("bn nt mptd")[:1], [1])

    def test_words_written_apart_or_together_are_the_same(self):
        self.assertEqual(self.keys("pot hole"), [2])
        self.assertEqual(self.keys("streetlight"), [3])

    def test_a_word_two_services_share_makes_neither_certain(self):
        hits = self.finder.find("bin")
        self.assertTrue(all(hit.score < SURE for hit in hits))

    def test_a_phrase_against_a_service_takes_it_out(self):
        self.assertEqual(self.keys("my tax code is wrong"), [])
        self.assertEqual(self.keys("council tax bill"), [5])

    def test_two_topics_are_both_found(self):
        self.assertEqual(
            set(self.keys("My bin was not emptied. And the lamp post is out.")), {1, 3}
        )

    def test_words_far_apart_do_not_make_a_phrase(self):
        story = "The road is nice. " + "We walked by the sea. " * 5 + "A hole."
        self.assertNotIn(2, [h.key for h in self.finder.find(story) if h.score >= SURE])

    def test_nothing_of_ours_is_nothing(self):
        for text in ("", None, "ok thanks", "happy birthday", "!!!", "12345"):
            self.assertEqual(self.finder.find(text), [])

    def test_an_empty_catalogue_finds_nothing(self):
        self.assertEqual(Finder([]).find("bin"), [])

    def test_scores_are_from_nought_to_one(self):
        text = "bin not emptied brown bin missed bin stolen pothole " * 50
        for hit in self.finder.find(text):
            self.assertTrue(0 < hit.score <= 1)
