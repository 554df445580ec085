from odoo.tests import BaseCase

from odoo.addons.constituent_crm.matching import normalise
from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Entry,
    ServiceMatcher,
)
from odoo.addons.service_catalog.service_matching.matcher import POSSIBLE
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


class MatchingCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.matcher = ServiceMatcher(CATALOGUE)

    def keys(self, text):
        return [hit.key for hit in self.matcher.find(text)]

    def best(self, text):
        return self.matcher.find(text)[0]


class TestServiceMatching(MatchingCase):
    def test_best_service_is_known_where_none_is_proposed(self):
        text = "the smell of gas from a passport, and a bin"
        self.assertFalse(self.matcher.find(text))
        key, signals = self.matcher.best(text)
        self.assertEqual(key, 1)
        self.assertLess(signals.probability(), POSSIBLE)

    def test_without_a_known_word_there_is_no_best_service(self):
        self.assertIsNone(self.matcher.best("xyzzy"))

    def test_words_match_despite_their_endings(self):
        self.assertEqual({stem(w) for w in ("missed", "missing", "misses")}, {"miss"})
        self.assertEqual(stem("emptied"), stem("empty"))

    def test_final_e_tells_short_words_apart(self):
        for short, other in (
            ("rat", "rate"),
            ("car", "care"),
            ("plan", "plane"),
            ("tap", "tape"),
            ("can", "cane"),
            ("pet", "petrol"),
            ("rent", "rental"),
            ("fin", "fine"),
        ):
            with self.subTest(short):
                self.assertNotEqual(stem(short), stem(other))
                self.assertNotEqual(stem(f"{short}s"), stem(f"{other}s"))
        for forms in (
            ("rat", "rats"),
            ("rate", "rates", "rated", "rating"),
            ("care", "cares", "cared", "caring"),
            ("plan", "plans", "planned", "planning"),
            ("bin", "bins"),
            ("tree", "trees"),
            ("bus", "buses"),
            ("house", "houses", "housing"),
            ("close", "closed", "closing"),
            ("park", "parking"),
        ):
            with self.subTest(forms):
                self.assertEqual(len(set(map(stem, forms))), 1)

    def test_diacritics_and_case_do_not_count(self):
        self.assertEqual(fold("ŚMIECI Łódź"), "smieci lodz")

    def test_words_of_other_scripts_are_not_stemmed(self):
        self.assertEqual(
            [w.text for w in words("আমার বিন, میری گلی 垃圾桶")],
            ["আমার", "বিন", "میری", "گلی", "垃", "圾", "桶"],
        )

    def test_postcodes_are_recognised_as_for_constituents(self):
        for text in ("HU5 3ER", "hu53er", "W1A 0AX", "M1 1AE", "bin at HU5 3ER today"):
            with self.subTest(text):
                self.assertTrue(POSTCODE.search(text))
                self.assertTrue(normalise.POSTCODE.search(text))
        for text in ("HU5", "HU5 3E", "flat 12 3 bins", "B2 unit", "HU5 3ERS"):
            with self.subTest(text):
                self.assertFalse(POSTCODE.search(text))
                self.assertFalse(normalise.POSTCODE.search(text))

    def test_overlong_word_is_left_out(self):
        longest = "b" * MAX_WORD_LENGTH
        self.assertEqual([w.text for w in words(f"{longest} bin")], [longest, "bin"])
        self.assertEqual([w.text for w in words(f"{longest}b bin")], ["bin"])

    def test_address_is_no_topic(self):
        def words_of(text):
            return [word.text for found in split_passages(text) for word in found]

        self.assertEqual(words_of("bin at 14 Park Avenue, HU5 3ER"), ["bin"])
        self.assertEqual(words_of("bin, 12a st mark's church lane"), ["bin"])
        self.assertIn("bins", words_of("2 bins on our street"))
        self.assertIn("street", words_of("2 lamps on our street"))

    def test_common_words_and_numbers_are_no_topic(self):
        self.assertEqual(
            [w.text for w in words("The bin at 12 was not done")][:1], ["bin"]
        )

    def test_text_speak_and_dialect_are_understood(self):
        self.assertEqual(
            [w.stem for w in words("ded lite summat")],
            [w.stem for w in words("dead light something")],
        )

    def test_phrase_is_certain_and_returns_the_words_that_decided(self):
        hit = self.best("The lamp post is out again")
        self.assertEqual(hit.key, 3)
        self.assertGreaterEqual(hit.score, CERTAIN_SCORE)
        self.assertEqual(hit.matched, ("lamp", "post", "out"))

    def test_word_in_several_phrases_weighs_more(self):
        self.assertEqual(self.keys("bin"), [1, 4])

    def test_typing_errors_are_corrected(self):
        self.assertEqual(self.keys("potohle"), [2])
        self.assertEqual(self.keys("pothle on my road"), [2])
        self.assertEqual(self.keys("council tax")[:1], self.keys("coucnil tax")[:1])

    def test_short_words_are_not_corrected(self):
        self.assertEqual(self.keys("fin"), [])

    def test_shorthand_without_vowels_is_understood(self):
        self.assertEqual(self.keys("bn nt mptd")[:1], [1])

    def test_compound_words_match_written_apart_or_together(self):
        self.assertEqual(self.keys("pot hole"), [2])
        self.assertEqual(self.keys("streetlight"), [3])

    def test_adjacent_words_weigh_more_than_separate_ones(self):
        together, apart = (
            next(hit.score for hit in self.matcher.find(text) if hit.key == 3)
            for text in ("lamp post, bin", "post a bin by the lamp")
        )
        self.assertGreater(together, apart)

    def test_word_of_two_services_makes_neither_certain(self):
        hits = self.matcher.find("bin")
        self.assertTrue(all(hit.score < CERTAIN_SCORE for hit in hits))

    def test_negative_phrase_excludes_the_service(self):
        self.assertEqual(self.keys("my tax code is wrong"), [])
        self.assertEqual(self.keys("council tax bill"), [5])

    def test_two_topics_are_both_found_and_neither_is_certain(self):
        hits = self.matcher.find("My bin was not emptied. And the lamp post is out.")
        self.assertEqual({hit.key for hit in hits[:2]}, {1, 3})
        self.assertLess(hits[0].score, CERTAIN_SCORE)

    def test_text_about_no_service_finds_nothing(self):
        for text in ("", None, "xyzzy", "!!!", "12345"):
            self.assertEqual(self.matcher.find(text), [])

    def test_keywords_of_other_bodies_find_nothing(self):
        self.assertEqual(self.keys("There is a smell of gas"), [])
        self.assertEqual(self.keys("The lamp post is out, gas")[:1], [3])

    def test_an_empty_catalogue_finds_nothing(self):
        self.assertEqual(ServiceMatcher([]).find("bin"), [])

    def test_scores_are_probabilities(self):
        text = "bin not emptied brown bin missed bin stolen pothole " * 50
        hits = self.matcher.find(text)
        self.assertTrue(all(0 < hit.score < 1 for hit in hits))
        self.assertLessEqual(sum(hit.score for hit in hits), 1)


class TestFeedback(MatchingCase):
    TEXT = "the wotsit has gone from my bin"

    def with_feedback(self, key, times, text=TEXT):
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

    def test_feedback_has_the_words_as_the_catalogue_spells_them(self):
        learnt = self.matcher.correction_words("Pothle by the wotsit, pothole")
        self.assertEqual(
            [(w.text, w.stem) for w in learnt],
            [("Pothle", stem("pothole")), ("wotsit", "wotsit")],
        )
        self.assertTrue(self.matcher.is_known(stem("pothole")))
        self.assertFalse(self.matcher.is_known("wotsit"))

    def test_corrected_text_is_found(self):
        self.assertNotEqual(self.keys(self.TEXT)[:1], [4])
        taught = self.with_feedback(4, times=3)
        self.assertEqual(taught.find(self.TEXT)[0].key, 4)

    def test_new_word_is_learnt(self):
        self.assertEqual(self.keys("wotsit"), [])
        taught = self.with_feedback(4, times=3)
        self.assertEqual(taught.find("the wotsit")[0].key, 4)

    def test_single_wrong_correction_does_not_spoil_the_matching(self):
        poisoned = self.with_feedback(5, times=1, text="The lamp post is out")
        hit = poisoned.find("The lamp post is out")[0]
        self.assertEqual(hit.key, 3)

    def test_repeated_feedback_is_bounded(self):
        poisoned = self.with_feedback(5, times=500, text="The lamp post is out")
        hits = {hit.key: hit.score for hit in poisoned.find("The lamp post is out")}
        self.assertGreater(hits[3], hits[5])
        self.assertEqual(
            poisoned.find("council tax bill")[0].key,
            5,
        )
