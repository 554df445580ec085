from dataclasses import replace
from datetime import date

from odoo.tests import BaseCase, tagged

from ..matching import blocks, score
from ..matching.person import Person

BORN = date(1961, 3, 12)
ROBERT = Person(
    "Robert Quandt",
    "HU5 3ER",
    "12 Park Avenue",
    birth_date=BORN,
    personal_numbers=frozenset({"ZY987654"}),
)


@tagged("-at_install", "post_install")
class TestScorePersonalNumber(BaseCase):
    """What one person's own number tells, and what another number does."""

    def compare(self, one=ROBERT, **values):
        return score.compare(one, replace(one, **values))

    def codes(self, likeness):
        return {piece.code for piece in likeness.evidence}

    def numbered(self, *numbers):
        return {"personal_numbers": frozenset(numbers)}

    def test_one_thing_may_differ_beside_the_same_number(self):
        for change in (
            {"name": "Roberta Quandt"},
            {"name": "Joshua Quandt"},
            {"name": "Joshua Quant"},
            {"name": "Joshua"},
            {"name": "Quandt"},
            {"name": "Joshua Quandt", "street": "21 Park Avenue"},
            {"birth_date": date(1916, 3, 12)},
            {"birth_date": date(1991, 8, 30)},
            {"birth_date": date(1963, 11, 2)},
            {"birth_date": None},
            {"name": "Bob Quandt", "birth_date": date(1963, 11, 2)},
            {"name": "Robert Jones"},
            {"name": "Joshua Jones"},
            {"postcode": "LS1 4AP", "street": "9 Elm Road"},
        ):
            with self.subTest(str(change)):
                found = self.compare(**change)
                self.assertIn("personal_number", self.codes(found))
                self.assertTrue(found.is_certain)

    def test_two_things_that_differ_are_left_to_staff(self):
        elsewhere = {"postcode": "LS1 4AP", "street": "9 Elm Road"}
        for change in (
            {"name": "Joshua Quandt", **elsewhere},
            {"name": "Joshua Jones", "street": "21 Park Avenue"},
            {"birth_date": date(1963, 11, 2), **elsewhere},
            {"birth_date": date(1991, 8, 30), "name": "Robert Jones"},
            {"birth_date": date(1963, 11, 2), "name": "R Quandt"},
            {"birth_date": date(1963, 11, 2), "name": "Joshua Quandt"},
            {"birth_date": None, "name": "Joshua Quandt"},
        ):
            with self.subTest(str(change)):
                self.assertFalse(self.compare(**change).is_certain)

    def test_number_that_the_two_do_not_both_have_changes_nothing(self):
        for change in ({"name": "Joshua Quandt"}, {"birth_date": date(1991, 8, 30)}):
            with self.subTest(str(change)):
                without = replace(ROBERT, personal_numbers=frozenset())
                found = self.compare(**change, personal_numbers=frozenset())
                self.assertEqual(
                    found, score.compare(without, replace(without, **change))
                )
                self.assertFalse(found.is_proposed)

    def test_joint_account_still_needs_staff(self):
        joint = {"accounts": frozenset({"customer_account:4711"})}
        one = replace(ROBERT, personal_numbers=frozenset(), **joint)
        found = self.compare(one, name="Joshua Quandt")
        self.assertTrue(found.is_proposed)
        self.assertFalse(found.is_certain)

    def test_twins_with_consecutive_numbers_are_two(self):
        for name in ("Joshua Quandt", "Roberta Quandt", "Rupert Quandt", "Quandt"):
            for number in ("ZY987655", "ZY987664"):
                with self.subTest(f"{name} {number}"):
                    found = self.compare(name=name, **self.numbered(number))
                    self.assertFalse(found.is_certain)
        marek = replace(ROBERT, name="Marek Quandt")
        for name in ("Mark Quandt", "M Quandt", "Mareka Quandt"):
            with self.subTest(name):
                found = self.compare(marek, name=name, **self.numbered("ZY987655"))
                self.assertFalse(found.is_certain)

    def test_father_and_son_of_one_name_are_two(self):
        for born in (date(1991, 8, 30), date(1991, 3, 12)):
            for number in ("ZY987655", "JT123457"):
                with self.subTest(f"{born} {number}"):
                    found = self.compare(birth_date=born, **self.numbered(number))
                    self.assertFalse(found.is_certain)

    def test_couple_with_a_joint_account_and_two_numbers_are_two(self):
        joint = {"accounts": frozenset({"customer_account:4711"})}
        found = self.compare(
            replace(ROBERT, **joint),
            name="Ingrid Quandt",
            birth_date=date(1963, 7, 1),
            **self.numbered("JT123457"),
        )
        self.assertFalse(found.is_proposed)

    def test_mistyped_number_needs_all_the_rest(self):
        for number in ("ZY987655", "ZY987645", "ZY98765"):
            with self.subTest(number):
                found = self.compare(**self.numbered(number))
                self.assertIn("personal_number_slip", self.codes(found))
                self.assertTrue(found.is_certain)
                away = self.compare(
                    **self.numbered(number), postcode="LS1 4AP", street="9 Elm Road"
                )
                self.assertFalse(away.is_certain)

    def test_number_of_a_relative_needs_all_the_rest(self):
        number = self.numbered("JT123457")
        found = self.compare(**number)
        self.assertIn("personal_number_other", self.codes(found))
        self.assertTrue(found.is_certain)
        for change in (
            {"postcode": "LS1 4AP", "street": "9 Elm Road"},
            {"name": "R Quandt"},
            {"name": "Bob Quandt"},
            {"name": "Robert Jones"},
            {"birth_date": date(1961, 12, 3)},
            {"birth_date": None, "phones": frozenset({"+447700900123"})},
        ):
            with self.subTest(str(change)):
                phone = replace(ROBERT, phones=frozenset({"+447700900123"}))
                self.assertFalse(self.compare(phone, **number, **change).is_certain)

    def test_one_of_several_numbers_may_be_the_same(self):
        found = self.compare(**self.numbered("JT123457", "ZY987654"))
        self.assertIn("personal_number", self.codes(found))

    def test_sentence_for_staff_does_not_hold_the_number(self):
        (piece,) = [
            piece
            for piece in self.compare().evidence
            if piece.code == "personal_number"
        ]
        self.assertEqual(piece.words, ())

    def test_two_with_one_number_are_compared(self):
        other = Person("Joshua Jones", personal_numbers=ROBERT.personal_numbers)
        self.assertTrue(blocks.keys(ROBERT) & blocks.keys(other))
