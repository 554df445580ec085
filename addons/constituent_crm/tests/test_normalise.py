from odoo.tests import BaseCase, tagged

from ..matching import normalise


@tagged("-at_install", "post_install")
class TestNormalise(BaseCase):
    """One spelling for what people write in many."""

    def test_spellings_of_one_phone_number_are_equal(self):
        for text in ("07700 900123", "+44 7700 900123", "0044 7700-900123"):
            with self.subTest(text):
                self.assertEqual(normalise.phone(text, "GB"), "+447700900123")

    def test_foreign_phone_number_keeps_its_country(self):
        self.assertEqual(normalise.phone("+47 21 55 01 23", "GB"), "+4721550123")

    def test_invalid_phone_number_is_none(self):
        for text in (None, "", "hello", "12", "☎" * 10_000, "١٢٣", "+" * 300):
            with self.subTest(str(text)[:10]):
                self.assertEqual(normalise.phone(text, "GB"), "")

    def test_email_is_lower_case(self):
        self.assertEqual(normalise.email(" Jane@Example.ORG "), "jane@example.org")

    def test_invalid_email_is_none(self):
        for text in (None, "", "jane", "jane@", "@example.org", "a b@c.org", "x@y"):
            with self.subTest(text):
                self.assertEqual(normalise.email(text), "")

    def test_postcode_is_found_in_an_address(self):
        for text in (
            "12 Park Avenue, hu53er",
            "HU5 3ER",
            "Hull HU5  3ER".replace("  ", " "),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.postcode(text), "HU5 3ER")

    def test_name_has_no_case_diacritics_or_punctuation(self):
        for text, expected in (
            ("O'Néil", "oneil"),
            ("Anne-Marie  DUPRÉ", "anne marie dupre"),
            ("Straße", "strasse"),
            ("Łukasz Øst", "lukasz ost"),
            ("Müller", "muller"),
            ("Наталья", "natalya"),
            ("مريم", "maryam"),
            ("\u202eQuill\u202c", "quill"),
            ("🙂 Jo_e", "joe"),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.name(text), expected)

    def test_long_name_is_cut(self):
        self.assertLessEqual(len(normalise.name("x" * 10_000)), normalise.MAX_LENGTH)
