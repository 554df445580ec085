from odoo.tests import BaseCase

from odoo.addons.constituent_crm.matching import normalise
from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Entry,
    ServiceMatcher,
)
from odoo.addons.service_catalog.service_matching.words import (
    MAX_WORD_LENGTH,
    POSTCODE,
    fold,
    split_passages,
    stem,
    words,
)

CATALOGUE = (
    Entry(
        1,
        ("Missed bin",),
        phrases=(("bin not emptied", 1), ("brown bin", 0.6), ("bin men missed us", 1)),
    ),
    Entry(2, ("Pothole",), phrases=(("hole in the road", 1), ("street light", -1))),
    Entry(3, ("Street light",), phrases=(("lamp post out", 1), ("lamp broken", 1))),
    Entry(4, ("New bin",), phrases=(("bin stolen", 1), ("order a bin", 1))),
    Entry(5, ("Council tax",), phrases=(("tax code", -1), ("council tax bill", 1))),
    Entry(None, (), phrases=(("smell of gas", 1), ("passport", 1))),
    *(Entry(number, (f"Other{number}",)) for number in range(10, 60)),
)


class FindingCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.matcher = ServiceMatcher(CATALOGUE)

    def keys(self, text):
        return [hit.key for hit in self.matcher.find(text)]

    def best(self, text):
        return self.matcher.find(text)[0]


class TestFinding(FindingCase):
    def test_words_meet_across_their_endings(self):
        self.assertEqual({stem(w) for w in ("missed", "missing", "misses")}, {"miss"})
        self.assertEqual(stem("emptied"), stem("empty"))

    def test_diacritics_and_case_do_not_count(self):
        self.assertEqual(fold("ŚMIECI Łódź"), "smieci lodz")

    def test_words_of_other_scripts_are_whole(self):
        self.assertEqual(
            [w.text for w in words("আমার বিন, میری گلی 垃圾桶")],
            ["আমার", "বিন", "میری", "گلی", "垃", "圾", "桶"],
        )

    def test_postcodes_are_those_that_constituents_are_known_by(self):
        for text in ("HU5 3ER", "hu53er", "W1A 0AX", "M1 1AE", "bin at HU5 3ER today"):
            with self.subTest(text):
                self.assertTrue(POSTCODE.search(text))
                self.assertTrue(normalise.POSTCODE.search(text))
        for text in ("HU5", "HU5 3E", "flat 12 3 bins", "B2 unit", "HU5 3ERS"):
            with self.subTest(text):
                self.assertFalse(POSTCODE.search(text))
                self.assertFalse(normalise.POSTCODE.search(text))

    def test_word_that_is_longer_than_any_is_left_out(self):
        longest = "b" * MAX_WORD_LENGTH
        self.assertEqual([w.text for w in words(f"{longest} bin")], [longest, "bin"])
        self.assertEqual([w.text for w in words(f"{longest}b bin")], ["bin"])

    def test_an_address_says_where_and_not_what(self):
        def said(text):
            return [word.text for found in split_passages(text) for word in found]

        self.assertEqual(said("bin at 14 Park Avenue, HU5 3ER"), ["bin"])
        self.assertEqual(said("bin, 12a st mark's church lane"), ["bin"])
        self.assertIn("bins", said("2 bins on our street"))
        self.assertIn("street", said("2 lamps on our street"))

    def test_small_words_and_numbers_carry_no_topic(self):
        self.assertEqual(
            [w.text for w in words("The bin at 12 was not done")][:1], ["bin"]
        )

    def test_text_speak_and_dialect_are_words(self):
        self.assertEqual(
            [w.stem for w in words("ded lite summat")],
            [w.stem for w in words("dead light something")],
        )

    def test_a_phrase_is_certain_and_says_which_words_decided(self):
        hit = self.best("The lamp post is out again")
        self.assertEqual(hit.key, 3)
        self.assertGreaterEqual(hit.score, CERTAIN_SCORE)
        self.assertEqual(hit.matched, ("lamp", "post", "out"))

    def test_what_several_phrases_say_weighs_more(self):
        self.assertEqual(self.keys("bin"), [1, 4])

    def test_typing_errors_are_forgiven(self):
        self.assertEqual(self.keys("potohle"), [2])
        self.assertEqual(self.keys("pothle on my road"), [2])
        self.assertEqual(self.keys("council tax")[:1], self.keys("coucnil tax")[:1])

    def test_short_words_are_not_taken_for_others(self):
        self.assertEqual(self.keys("fin"), [])

    def test_shorthand_without_vowels_is_understood(self):
        self.assertEqual(self.keys("bn nt mptd")[:1], [1])

    def test_words_written_apart_or_together_are_the_same(self):
        self.assertEqual(self.keys("pot hole"), [2])
        self.assertEqual(self.keys("streetlight"), [3])

    def test_neighbours_say_more_than_words_apart(self):
        together, apart = (
            next(hit.score for hit in self.matcher.find(text) if hit.key == 3)
            for text in ("lamp post, bin", "post a bin by the lamp")
        )
        self.assertGreater(together, apart)

    def test_a_word_two_services_share_makes_neither_certain(self):
        hits = self.matcher.find("bin")
        self.assertTrue(all(hit.score < CERTAIN_SCORE for hit in hits))

    def test_a_phrase_against_a_service_takes_it_out(self):
        self.assertEqual(self.keys("my tax code is wrong"), [])
        self.assertEqual(self.keys("council tax bill"), [5])

    def test_two_topics_are_both_found_and_neither_is_certain(self):
        hits = self.matcher.find("My bin was not emptied. And the lamp post is out.")
        self.assertEqual({hit.key for hit in hits[:2]}, {1, 3})
        self.assertLess(hits[0].score, CERTAIN_SCORE)

    def test_nothing_of_ours_is_nothing(self):
        for text in ("", None, "xyzzy", "!!!", "12345"):
            self.assertEqual(self.matcher.find(text), [])

    def test_what_others_do_is_nothing_of_ours(self):
        self.assertEqual(self.keys("There is a smell of gas"), [])
        self.assertEqual(self.keys("The lamp post is out, gas")[:1], [3])

    def test_an_empty_catalogue_finds_nothing(self):
        self.assertEqual(ServiceMatcher([]).find("bin"), [])

    def test_scores_are_chances(self):
        text = "bin not emptied brown bin missed bin stolen pothole " * 50
        hits = self.matcher.find(text)
        self.assertTrue(all(0 < hit.score < 1 for hit in hits))
        self.assertLessEqual(sum(hit.score for hit in hits), 1)


class TestLessons(FindingCase):
    TEXT = "the wotsit has gone from my bin"

    def taught(self, key, times, text=TEXT):
        stems = tuple(word.stem for word in self.matcher.correction_words(text))
        return ServiceMatcher(
            Entry(
                entry.key,
                entry.names,
                entry.descriptions,
                entry.phrases,
                (stems,) * times if entry.key == key else (),
            )
            for entry in CATALOGUE
        )

    def test_a_lesson_has_the_words_as_the_catalogue_spells_them(self):
        learnt = self.matcher.correction_words("Pothle by the wotsit, pothole")
        self.assertEqual(
            [(w.text, w.stem) for w in learnt],
            [("Pothle", stem("pothole")), ("wotsit", "wotsit")],
        )
        self.assertTrue(self.matcher.is_known(stem("pothole")))
        self.assertFalse(self.matcher.is_known("wotsit"))

    def test_what_officers_correct_is_found(self):
        self.assertNotEqual(self.keys(self.TEXT)[:1], [4])
        taught = self.taught(4, times=3)
        self.assertEqual(taught.find(self.TEXT)[0].key, 4)

    def test_a_new_word_is_learnt(self):
        self.assertEqual(self.keys("wotsit"), [])
        taught = self.taught(4, times=3)
        self.assertEqual(taught.find("the wotsit")[0].key, 4)

    def test_one_wrong_correction_does_not_poison(self):
        poisoned = self.taught(5, times=1, text="The lamp post is out")
        hit = poisoned.find("The lamp post is out")[0]
        self.assertEqual(hit.key, 3)

    def test_what_is_repeated_without_end_stays_bounded(self):
        poisoned = self.taught(5, times=500, text="The lamp post is out")
        hits = {hit.key: hit.score for hit in poisoned.find("The lamp post is out")}
        self.assertGreater(hits[3], hits[5])
        self.assertEqual(
            poisoned.find("council tax bill")[0].key,
            5,
        )
