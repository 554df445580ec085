from odoo.tests import BaseCase

from odoo.addons.service_catalog import catalogue
from odoo.addons.service_catalog.catalogue import Names, Unreadable


class TestCells(BaseCase):
    """What cells of a table mean."""

    def test_booleans_are_read_in_common_spellings(self):
        for text in ("yes", "Y", " true ", "1", "x"):
            self.assertIs(catalogue.yes(text), True)
        for text in ("no", "N", "False", "0"):
            self.assertIs(catalogue.yes(text), False)
        with self.assertRaises(Unreadable):
            catalogue.yes("perhaps")

    def test_fraction_is_no_whole_number(self):
        self.assertEqual(catalogue.whole("1 130"), 1130)
        self.assertEqual(catalogue.whole("90.0"), 90)
        for text in ("2.5", "many", "nan", "inf"):
            with self.assertRaises(Unreadable):
                catalogue.whole(text)

    def test_written_number_is_read_again(self):
        for number in (0.7, 1.0, -0.25, 1423):
            self.assertEqual(catalogue.decimal(catalogue.shown(number)), number)
        self.assertEqual(catalogue.shown(0), "")

    def test_parts_are_unique_and_in_order(self):
        self.assertEqual(catalogue.parts("8; 0;;8\n17"), ["8", "0", "17"])

    def test_options_are_pairs_of_code_and_name(self):
        self.assertEqual(
            catalogue.options("brown=Brown bin; blue = Blue: paper = card"),
            (("brown", "Brown bin"), ("blue", "Blue: paper = card")),
        )
        for text in ("brown", "=Brown", "brown=", "a=A; a=B"):
            with self.assertRaises(Unreadable):
                catalogue.options(text)

    def test_condition_has_a_question_and_options(self):
        self.assertEqual(
            catalogue.condition("bin=brown; blue"), ("bin", {"brown", "blue"})
        )
        self.assertEqual(catalogue.condition("bin"), ("bin", frozenset()))


class TestNames(BaseCase):
    """Records by the names that people give them."""

    def test_case_and_spaces_do_not_matter(self):
        names = Names([(7, ["Street  Cleansing"])])
        self.assertEqual(names.find(" street cleansing"), 7)

    def test_name_in_the_exact_case_comes_first(self):
        names = Names([(1, ["waste", "Roads"]), (2, ["roads", "Highways"])])
        self.assertEqual(names.find("Roads"), 2)

    def test_zero_is_accepted_as_a_name(self):
        self.assertEqual(Names([(3, [0, False])]).find("0"), 3)

    def test_ambiguous_name_differs_from_an_unknown_one(self):
        names = Names([(1, ["a", "Team"]), (2, ["b", "Team"])])
        for text, wanted in (("team", "several"), ("other", "unknown")):
            with self.assertRaises(Unreadable) as raised:
                names.find(text)
            self.assertEqual(raised.exception.wanted, wanted)
