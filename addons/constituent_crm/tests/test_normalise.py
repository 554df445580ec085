from odoo.tests import BaseCase, tagged

from ..matching import normalise, places


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
        for text in (
            None,
            "",
            "jane",
            "jane@",
            "@example.org",
            "a b@c.org",
            "x@y",
            "jane@example..org",
            "jane@-example.org",
            "jane@example.org.",
            "jane,smith@example.org",
            "jane@example.org;bob@example.org",
            "jane@10.0.0.1",
        ):
            with self.subTest(text):
                self.assertEqual(normalise.email(text), "")

    def test_invisible_signs_are_removed_from_an_email(self):
        for sign in ("\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"):
            with self.subTest(ascii(sign)):
                text = f"jane{sign}@example.org{sign}"
                self.assertEqual(normalise.email(text), "jane@example.org")

    def test_linked_charity_is_another_than_the_one_with_its_digits(self):
        for text, normal in (
            ("225971-1", "225971-1"),
            ("225971 - 1", "225971-1"),
            ("225971/1", "225971-1"),
            ("1053992-2", "1053992-2"),
            ("225971-0", "225971"),
            ("2259711", "2259711"),
            ("1234-567", "1234567"),
            ("SC012345", "SC012345"),
            ("1053992-12345", ""),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.charity_number(text), normal)

    def test_house_with_a_fraction_is_another_house(self):
        self.assertEqual(places.house_number("12 Park Avenue"), "12")
        for text in ("12½ Park Avenue", "12¼ Park Avenue"):
            with self.subTest(text):
                self.assertNotIn(places.house_number(text), ("12", "121"))

    def test_fraction_of_a_house_is_no_digit(self):
        for text, normal in (
            ("12½ Park Avenue", "12half park avenue"),
            ("12¾ Park Avenue", "12threequarters park avenue"),
            ("121 Park Avenue", "121 park avenue"),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.name(text), normal)

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
