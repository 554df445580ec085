from odoo.tests import BaseCase, tagged

from ..matching import score
from ..matching.score import Person


@tagged("-at_install", "post_install")
class TestScore(BaseCase):
    """How alike two people are."""

    def test_names_that_may_be_one(self):
        for one, other in (
            ("Jane Smith", "smith, JANE"),
            ("J Smith", "Jane Smith"),
            ("Jane Smith", "Jane Mary Smith"),
            ("Siân O'Neil", "Sian ONeil"),
            ("Jon Smith", "John Smith"),
            ("Mary Smyth", "Mary Smith"),
        ):
            with self.subTest(f"{one} / {other}"):
                self.assertTrue(score.may_be_one(one, other))

    def test_names_of_two(self):
        for one, other in (
            ("John Smith", "Joan Smith"),
            ("Paul Smith", "Paula Smith"),
            ("John Smith", "Mary Smith"),
            ("Jane Smith", "Jane Jones"),
            ("", "Jane Smith"),
            ("🙂", "Jane Smith"),
        ):
            with self.subTest(f"{one} / {other}"):
                self.assertFalse(score.may_be_one(one, other))

    def test_same_name_at_same_address_is_certain(self):
        one = Person("Jane Smith", "HU5 3ER", "12 Park Avenue")
        other = Person("jane smith", "hu53er", "12 park avenue")
        self.assertAlmostEqual(score.people(one, other), 1.0)

    def test_same_name_elsewhere_is_no_proposal(self):
        one, other = Person("Jane Smith", "HU5 3ER"), Person("Jane Smith", "HU1 1AA")
        self.assertLess(score.people(one, other), score.PROPOSE)

    def test_similar_name_at_same_postcode_is_a_proposal(self):
        one, other = Person("Mary Smith", "HU5 3ER"), Person("Mary Smyth", "HU5 3ER")
        self.assertGreaterEqual(score.people(one, other), score.PROPOSE)
