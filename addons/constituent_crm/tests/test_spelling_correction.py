from odoo.tests import BaseCase, tagged

from ..matching import (
    keys,
    pronunciations,
    query,
    rank,
    spelling_correction,
    word_likeness,
)


@tagged("-at_install", "post_install")
class TestSpellingCorrection(BaseCase):
    """What a misspelt name may have been meant to be."""

    def test_misspelt_word_shares_a_key_and_is_similar(self):
        for typed, meant in (
            ("smiht", "smith"),
            ("nowack", "nowak"),
            ("agnieska", "agnieszka"),
            ("zebrovska", "zebrowska"),
            ("mueller", "muller"),
            ("jon", "john"),
            ("steven", "stephen"),
            ("katherine", "catherine"),
            ("philips", "fillips"),
            ("zebrovs", "zebrowska"),
            ("tomson", "thompson"),
            ("reece", "rees"),
            ("shivon", "siobhan"),
            ("kshishtof", "krzysztof"),
            ("himenez", "jimenez"),
            ("sabo", "szabo"),
            ("abdullahi", "cabdullaahi"),
            ("khoshnaw", "xoshnaw"),
            ("jevdet", "xhevdet"),
            ("vikramasinghe", "wickramasinghe"),
            ("gonsalves", "goncalves"),
            ("hristina", "christina"),
            ("wazzani", "ouazzani"),
            ("sharn", "sian"),
            ("bamboshe", "bamgbose"),
            ("x" * 200, "x" * 199),
        ):
            with self.subTest(typed):
                self.assertTrue({*keys.of_word(typed)} & {*keys.of_word(meant)})
                self.assertGreaterEqual(
                    spelling_correction.likeness(typed, meant),
                    spelling_correction.ALIKE,
                )

    def test_another_word_is_not_similar(self):
        for typed, other in (("smith", "jones"), ("anna", "emma"), ("nowak", "kowal")):
            with self.subTest(typed):
                self.assertLess(
                    spelling_correction.likeness(typed, other),
                    spelling_correction.ALIKE,
                )

    def test_name_that_is_not_said_as_written_is_known(self):
        for typed, meant in (
            ("fanshaw", "featherstonehaugh"),
            ("chumley", "cholmondeley"),
            ("neeve", "niamh"),
            ("voytek", "wojciech"),
            ("nwin", "nguyen"),
            ("mingis", "menzies"),
        ):
            with self.subTest(typed):
                self.assertIn(meant, keys.exact_of([typed]))
                self.assertGreater(word_likeness.likeness(typed, meant), 0.9)
        self.assertFalse(pronunciations.said_as("jones"))

    def test_familiar_form_is_known_by_rule(self):
        for typed, meant in (
            ("pammy", "pamela"),
            ("gabs", "gabrielle"),
            ("seun", "oluwaseun"),
            ("vula", "nomvula"),
            ("jignesh", "jigneshbhai"),
            ("mcallister", "macallister"),
        ):
            with self.subTest(typed):
                self.assertGreater(
                    word_likeness.likeness(typed, meant), word_likeness.ALIKE
                )
                self.assertGreaterEqual(
                    word_likeness.likeness("william", "bill"),
                    word_likeness.likeness("willy", "bill"),
                )

    def test_numbers_and_initials_are_not_corrected(self):
        for word in ("12", "12a", "j", "jo"):
            with self.subTest(word):
                self.assertFalse(keys.may_be_misspelt(word))
        self.assertEqual(keys.words_of(["12 larch row", "larch row 12"]), {"larch"})

    def test_most_similar_phrases_come_first(self):
        meant = spelling_correction.phrases(
            ("agnieska", "nowack"), ["agnieszka", "nowak", "smith"]
        )
        self.assertEqual(list(meant), ["agnieszka nowak", "nowak agnieszka"])

    def test_name_with_a_space_is_tried_as_one_word(self):
        self.assertIn("oneil", spelling_correction.phrases(("o", "neil"), []))
        self.assertIn(
            "jane macdonald", spelling_correction.phrases(("jane", "mac", "donald"), [])
        )

    def test_joined_words_are_tried_apart(self):
        for typed, vocabulary, meant in (
            (("cafezoe",), ["cafe"], "cafe zoe"),
            (("alhussain",), ["hussain"], "al hussain"),
            (("alhusain",), ["hussain"], "al hussain"),
            (("vandermeulen",), ["meulen"], "van der meulen"),
            (("jb", "plumbing"), ["plumbing"], "j b plumbing"),
            (("maryannejones",), ["mary", "anne", "jones"], "mary anne jones"),
            (("keeva", "macgiolla"), ["caoimhe", "giolla"], "caoimhe mac giolla"),
        ):
            with self.subTest(typed):
                self.assertIn(meant, spelling_correction.phrases(typed, vocabulary))
        self.assertNotIn(
            "smith son", spelling_correction.phrases(("smithson",), ["smithson"])
        )

    def test_other_form_of_a_name_is_tried_after_the_typed_one(self):
        meant = spelling_correction.phrases(
            ("bill", "smith"), ["bill", "billy", "william", "smith"]
        )
        self.assertEqual(next(iter(meant)), "bill smith")
        self.assertIn("william smith", meant)

    def test_name_at_a_street_may_be_misspelt(self):
        names = spelling_correction.names_at(("zebrovska",), ["zebrowska"])
        self.assertEqual(names, ["zebrovska", "zebrowska"])
        for street in (("larsh", "row"), ("larch", "row")):
            with self.subTest(street):
                self.assertIn(
                    "larch row", spelling_correction.streets(street, ["larch"])
                )
        self.assertEqual(
            spelling_correction.streets(("larch", "rd", "12"), ["larch"]),
            ["12 larch rd", "12 larch road"],
        )

    def test_unknown_word_is_left_out(self):
        self.assertIn(
            "anna nowak",
            spelling_correction.without_one_word(("anna", "maria", "nowak"), []),
        )
        self.assertFalse(spelling_correction.without_one_word(("anna", "nowak"), []))

    def test_first_word_is_completed(self):
        self.assertEqual(
            list(
                spelling_correction.completed(["smi ja"], ["smith", "smithson", "jane"])
            ),
            ["smith ja", "smithson ja"],
        )
        self.assertFalse(spelling_correction.completed(["smi"], ["smith"]))

    def test_number_of_phrases_is_limited(self):
        words = [f"nowa{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
        meant = spelling_correction.phrases(("nowaq", "nowak", "noway", "nowag"), words)
        self.assertLess(len(meant), 100)


@tagged("-at_install", "post_install")
class TestRank(BaseCase):
    """Why somebody fits, and who comes first."""

    def parse(self, text):
        return query.parse(text, "GB")

    def identifier(self, **values):
        plain = {
            "is_whole": True,
            "is_current": True,
            "is_verified": False,
            "is_shared": False,
        }
        return rank.identifier(**{**plain, **values}).score

    def text(self, typed, name, found=None, **values):
        found = found or keys.of_name(name)[0]
        return rank.text(
            self.parse(typed), found, name, **{"is_address": False, **values}
        ).score

    def test_identifiers_rank_from_certain_to_doubtful(self):
        scores = [
            self.identifier(is_verified=True),
            self.identifier(),
            self.identifier(is_verified=True, is_shared=True),
            self.identifier(is_shared=True),
            self.identifier(is_verified=True, is_whole=False),
            self.identifier(is_verified=True, is_current=False),
            self.identifier(is_current=False, is_whole=False),
        ]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(len(set(scores)), len(scores))

    def test_names_rank_from_certain_to_doubtful(self):
        scores = [
            self.text("mary smith", "Mary Smith"),
            self.text("mary smith", "Smith Mary", "mary smith"),
            self.text("mary", "Mary Smith"),
            self.text("mary", "Jane Mary Smith", "mary smith jane"),
            self.text("12 mary st", "Jane", "12 mary st", is_address=True),
            self.text("mar", "Mary Smith"),
            self.text("mar", "Jane Mary Smith", "mary smith jane"),
            self.text("12 mar", "Jane", "12 mary street", is_address=True),
            self.text("marry smith", "Mary Smith", alike=0.95),
            self.text("marry smith", "Mary Smith", alike=0.75),
        ]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(len(set(scores)), len(scores))

    def test_house_at_a_postcode_ranks_high(self):
        parse = self.parse("12 hu5 3er")
        streets = ("12 Park Avenue", "Flat 3, 12 Park Avenue", "12A Park Avenue")
        fits = [rank.at_postcode(parse, "Jane", street) for street in streets]
        scores = [fit.score for fit in fits]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for street in ("112 Park Avenue", "Flat 121 Park Avenue", "", None):
            self.assertIsNone(rank.at_postcode(parse, "Jane", street))

    def test_street_ranks_as_typed(self):
        streets = [
            "10 Park Avenue",
            "9 Park Avenue",
            "Rose Row",
            None,
            "9a Elm Row",
        ]
        self.assertEqual(
            sorted(streets, key=rank.house_order),
            [None, "9a Elm Row", "9 Park Avenue", "10 Park Avenue", "Rose Row"],
        )
