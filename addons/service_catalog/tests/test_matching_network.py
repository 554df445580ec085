import base64
import importlib.util
import math
import unittest
import zlib
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Entry,
    ServiceMatcher,
    encoder,
)
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase

HAS_NUMPY = importlib.util.find_spec("numpy") is not None

CATALOGUE = (
    Entry(1, ("Missed bin",), phrases=(("bin not emptied", 1), ("brown bin", 1))),
    Entry(2, ("Pothole",), phrases=(("hole in the road", 1), ("lamp post", -1))),
    Entry(None, (), phrases=(("smell of gas", 1), ("passport", 1))),
    *(Entry(number, (f"Other{number}",)) for number in range(10, 60)),
)


class Opinion:
    """An opinion that is sure of one service."""

    def __init__(self, key, chance=0.99):
        self.key, self.chance = key, chance
        self.texts = []

    def log_probabilities(self, texts):
        self.texts += texts
        keys = [entry.key for entry in CATALOGUE]
        rest = (1 - self.chance) / (len(keys) - 1)
        sure = {key: math.log(self.chance if key == self.key else rest) for key in keys}
        return [sure for _text in texts]


class WordsOnly:
    """Stands for the sentence encoder: the words of a text, without their order."""

    def __init__(self):
        self.encoded = []

    def encode(self, texts):
        import numpy as np

        vectors = np.zeros((len(texts), encoder.WIDTH), np.float32)
        for at, text in enumerate(texts):
            self.encoded.append(text)
            for word in encoder.cleaned(text).split():
                vectors[at, zlib.crc32(word.encode()) % encoder.WIDTH] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1)


class TestSecondOpinion(BaseCase):
    def keys(self, text, opinion):
        return [hit.key for hit in ServiceMatcher(CATALOGUE, opinion).find(text)]

    def test_meaning_finds_what_no_phrase_says(self):
        text = "the lorry drove past without taking our refuse"
        self.assertFalse(ServiceMatcher(CATALOGUE).find(text))
        (hit, *_rest) = ServiceMatcher(CATALOGUE, Opinion(1)).find(text)
        self.assertEqual((hit.key, hit.matched), (1, ()))

    def test_meaning_alone_makes_nothing_certain(self):
        text = "the lorry drove past without taking our refuse"
        (hit, *_rest) = ServiceMatcher(CATALOGUE, Opinion(1)).find(text)
        self.assertLess(hit.score, CERTAIN_SCORE)

    def test_words_and_meaning_that_agree_are_certain(self):
        matcher = ServiceMatcher(CATALOGUE, Opinion(1, 0.999))
        hit = matcher.find("our brown bin was not emptied, missed bin")[0]
        self.assertEqual(hit.key, 1)
        self.assertGreaterEqual(hit.score, CERTAIN_SCORE)

    def test_words_and_meaning_that_differ_are_less_certain(self):
        matcher = ServiceMatcher(CATALOGUE, Opinion(2, 0.999))
        hits = matcher.find("our brown bin, hole in the road")
        self.assertEqual({hit.key for hit in hits[:2]}, {1, 2})
        agreed = ServiceMatcher(CATALOGUE, Opinion(1, 0.999))
        alone = {hit.key: hit.score for hit in matcher.find("our brown bin")}
        self.assertLess(alone[1], agreed.find("our brown bin")[0].score)

    def test_what_is_not_ours_finds_nothing(self):
        self.assertEqual(self.keys("renew my passport", Opinion(None)), [])

    def test_unsure_meaning_of_unknown_words_finds_nothing(self):
        self.assertEqual(self.keys("xyzzy", Opinion(1, 0.05)), [])

    def test_text_without_words_is_not_looked_at(self):
        opinion = Opinion(1)
        self.assertEqual(self.keys("!!! 12345", opinion), [])
        self.assertEqual(opinion.texts, [])

    def test_negative_phrase_excludes_the_service_whatever_is_meant(self):
        self.assertNotIn(2, self.keys("hole by the lamp post", Opinion(2)))

    def test_service_newer_than_the_opinion_is_found_by_its_words(self):
        new = Entry(99, ("Wotsit",), phrases=(("wotsit broken", 1),))
        matcher = ServiceMatcher((*CATALOGUE, new), Opinion(1, 0.05))
        self.assertEqual(matcher.find("my wotsit is broken")[0].key, 99)

    def test_service_no_longer_offered_is_not_suggested(self):
        fewer = [entry for entry in CATALOGUE if entry.key != 1]
        hits = ServiceMatcher(fewer, Opinion(1)).find("brown bin, hole in the road")
        self.assertNotIn(1, [hit.key for hit in hits])

    def test_text_is_cleaned_before_it_is_encoded(self):
        self.assertEqual(
            encoder.cleaned("  My  BIN\nisn’t empty!! "), "my bin isn't empty"
        )
        self.assertEqual(encoder.cleaned("a\ud800b"), "a?b")
        self.assertEqual(len(encoder.cleaned("x" * 9999)), encoder.MAX_ENCODED_LENGTH)


@unittest.skipUnless(HAS_NUMPY, "NumPy comes with the sentence encoder")
class TestNetwork(BaseCase):
    def test_stored_vectors_are_nearly_the_same(self):
        vectors = WordsOnly().encode(["a b c d e f g h i j k l m n o p q r s t u v"])
        again = encoder.unpacked(encoder.packed(vectors))
        self.assertLess(abs(again - vectors).max(), 0.25 / 127)

    def test_trained_network_knows_its_examples_and_survives_storage(self):
        import numpy as np

        from ..service_matching import network
        from ..service_matching.second_opinion import pack, unpack

        texts = [f"{word} {n}" for n in range(40) for word in ("bin", "road", "tree")]
        classes = np.arange(len(texts)) % 3
        vectors = WordsOnly().encode(texts)
        trained = network.train(vectors, classes, np.ones(len(texts), np.float32), 3)
        numbers, again = unpack(pack((7, 8, 0), trained))
        self.assertEqual(numbers, (7, 8, 0))
        best = again.log_probabilities(vectors).argmax(1)
        self.assertTrue((best == classes).all())


@tagged("post_install", "-at_install")
@unittest.skipUnless(HAS_NUMPY, "NumPy comes with the sentence encoder")
class TestMatchingNetwork(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Network = cls.env["service.matching.network"]
        cls.Network.search([]).unlink()
        cls.env["service.keyword"].search([]).unlink()
        cls.env["service.type"].search(
            [("id", "not in", (cls.bin + cls.pothole).ids)]
        ).active = False
        cls.keyword = cls.make_keyword(cls.bin, "zorblax grumbled")
        cls.make_keyword(cls.pothole, "plimsoll wobbles")
        cls.fake = WordsOnly()
        for patched in (
            patch.object(encoder, "load", lambda *_args: cls.fake),
            patch.object(type(cls.env["ir.cron"]), "_commit_progress", return_value=60),
        ):
            patched.start()
            cls.addClassCleanup(patched.stop)

    def test_trained_once_until_a_phrase_changes(self):
        self.Network._cron_train()
        first = self.Network.search([])
        self.assertEqual(len(first), 1)
        self.Network._cron_train()
        self.assertEqual(self.Network.search([]), first)
        self.keyword.phrase = "zorblax mumbled"
        self.Network._cron_train()
        self.assertEqual(len(self.Network.search([])), 1)
        self.assertNotEqual(self.Network.search([]), first)

    def test_only_new_phrases_are_encoded(self):
        self.Network._cron_train()
        self.fake.encoded.clear()
        self.keyword.phrase = "zorblax mumbled"
        self.assertFalse(self.keyword.vector)
        self.Network._cron_train()
        self.assertIn("zorblax mumbled", self.fake.encoded)
        self.assertNotIn("plimsoll wobbles", self.fake.encoded)

    def test_suggestion_uses_the_trained_network(self):
        self.Network._cron_train()
        self.fake.encoded.clear()
        best = self.env["service.type"]._suggest("the zorblax grumbled")[0]
        self.assertEqual(best["id"], self.bin.id)
        self.assertEqual(self.fake.encoded, ["the zorblax grumbled"])

    def test_without_the_encoder_words_alone_suggest(self):
        self.Network._cron_train()
        with patch.object(encoder, "load", lambda *_args: None):
            self.env["service.type"]._clear_service_matcher()
            best = self.env["service.type"]._suggest("the zorblax grumbled")[0]
        self.env["service.type"]._clear_service_matcher()
        self.assertEqual(best["id"], self.bin.id)

    def test_without_the_encoder_nothing_is_trained(self):
        with patch.object(encoder, "load", lambda *_args: None):
            self.Network._cron_train()
        self.assertFalse(self.Network.search([]))

    def test_vector_of_a_phrase_keeps_the_cached_matcher(self):
        finder = self.env["service.type"]._service_matcher()
        self.keyword.vector = base64.b64encode(b"x" * encoder.WIDTH)
        self.assertIs(self.env["service.type"]._service_matcher(), finder)

    def test_officers_may_not_read_it(self):
        with self.assertRaises(AccessError):
            self.Network.with_user(self.officer).search([])
