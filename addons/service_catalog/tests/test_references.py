from itertools import combinations
from random import Random

from odoo.tests import BaseCase

from odoo.addons.service_catalog.references import Reference, draw, parse
from odoo.addons.service_catalog.references.reference import (
    ALPHABET,
    LENGTH,
    MAX_WRITTEN_LENGTH,
)


class TestReferences(BaseCase):
    def setUp(self):
        super().setUp()
        chance = Random(2108)
        self.bodies = [draw("HC", chance.choice).body for _ in range(60)]

    def test_generated_reference_can_be_parsed(self):
        for body in self.bodies:
            self.assertEqual(parse(str(Reference("HC", body))), Reference("HC", body))

    def test_overlong_text_is_no_reference(self):
        body = self.bodies[0]
        self.assertTrue(parse(body.rjust(MAX_WRITTEN_LENGTH)))
        self.assertIsNone(parse(body.rjust(MAX_WRITTEN_LENGTH + 1)))

    def test_every_single_wrong_character_is_caught(self):
        for body in self.bodies:
            for place in range(LENGTH):
                for wrong in ALPHABET.replace(body[place], ""):
                    mistaken = body[:place] + wrong + body[place + 1 :]
                    self.assertIsNone(parse(mistaken), mistaken)

    def test_every_transposition_is_caught(self):
        for body in self.bodies:
            for left, right in combinations(range(LENGTH), 2):
                if body[left] == body[right]:
                    continue
                swapped = list(body)
                swapped[left], swapped[right] = swapped[right], swapped[left]
                self.assertIsNone(parse("".join(swapped)))

    def test_alphabet_has_no_ambiguous_letters_and_makes_no_words(self):
        self.assertFalse(set("AEIOULS") & set(ALPHABET))

    def test_references_are_parsed_in_any_spelling(self):
        reference = str(Reference("HC", "0V15" + _closing("0V15")))
        wanted = parse(reference)
        self.assertTrue(wanted)
        for written in (
            reference.lower(),
            reference.replace("-", " "),
            reference.replace("-", ""),
            reference[3:],
            f"  {reference}. ",
            "HC-" + reference[3:].translate(str.maketrans("0V15", "OUIS")),
        ):
            read = parse(written)
            self.assertEqual(read and read.body, wanted.body, written)

    def test_other_text_is_no_reference(self):
        for text in ("", None, "HU5 3ER", "07700 900123", "Jane Smith", "HC-", "É" * 8):
            self.assertIsNone(parse(text))


def _closing(start):
    """Three characters and a check that complete `start`."""
    return draw("", lambda _all: "0").body[:3] + _check(start + "000")


def _check(payload):
    return next(last for last in ALPHABET if parse(payload + last))
