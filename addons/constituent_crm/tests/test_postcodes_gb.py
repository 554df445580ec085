from odoo.tests import BaseCase, tagged

from ..matching import normalise, query


@tagged("-at_install", "post_install")
class TestPostcodes(BaseCase):
    """British postcodes, as typed and in prose."""

    def assert_read(self, expected, *texts):
        for text in texts:
            with self.subTest(text):
                self.assertEqual(normalise.postcode(text), expected)

    def test_blanks_do_not_count(self):
        self.assert_read(
            "HU5 3ER",
            "HU5 3ER",
            "hu53er",
            "HU5  3ER",
            "HU5\u00a03ER",
            "HU5\u2009 3ER",
            "HU5\t3ER",
            "HU5-3ER",
            " H U 5 3 E R ",
            "HU5\u200b 3ER",
            "ＨＵ５ ３ＥＲ",
            "12 Park Avenue, Hull HU5\u00a0 3ER",
        )

    def test_letter_o_is_nought_where_no_letter_can_be(self):
        for text, normal in (
            ("HU5 OER", "HU5 0ER"),
            ("Hull HU5 OER", "HU5 0ER"),
            ("E1O 5AB", "E10 5AB"),
            ("BLO 9AB", "BL0 9AB"),
            ("OX1 OAB", "OX1 0AB"),
            ("0X1 0AB", "OX1 0AB"),
            ("HU1I 2AA", "HU11 2AA"),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.postcode(text), normal)

    def test_second_half_has_no_letter_o(self):
        self.assert_read("", "HU5 3EO", "HU5 3OE")

    def test_forces_post_office(self):
        self.assert_read(
            "BFPO 801", "BFPO 801", "bfpo801", "B.F.P.O. 801", "BFPO  0801"
        )

    def test_words_of_prose_are_no_postcode(self):
        self.assert_read(
            "",
            "House B2 3am collection",
            "A1 1st Floor",
            "E4 2nd phase",
            "A63 1km away",
            "missed so 2nd time",
            "in HU5 our bin is full",
            "in HU5 one bin",
            "M62 5th junction",
            "no 3rd floor",
        )

    def test_postcode_after_words_like_one_is_read(self):
        for text, normal in (
            ("House B2 3am collection. I am at 21 Cottage Lane HU5 2DZ", "HU5 2DZ"),
            ("Flat B12 3rd floor, 10 Spring Bank, HU3 1AA", "HU3 1AA"),
            ("A63 1km from HU1 2AA", "HU1 2AA"),
            ("12 High Road, London E4 2ND", "E4 2ND"),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.postcode(text), normal)

    def test_blank_behind_the_area_is_read_in_capitals(self):
        for text, normal in (
            ("21 Desmond Avenue, HU 6 7JY, the lid is broken", "HU6 7JY"),
            ("SW 1A 1AA please", "SW1A 1AA"),
            ("hu 6 7jy", "HU6 7JY"),
            ("call me 5 2ps, HU5 3ER", "HU5 3ER"),
            ("LET ME 5 2ND TIME, HU5 3ER", "HU5 3ER"),
            ("FLAT B 6 7JY HU5 3ER", "HU5 3ER"),
            ("IN HU 5 ONE BIN", ""),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.postcode(text), normal)

    def test_area_that_is_new_is_read_alone(self):
        self.assert_read("ZZ1 1ZZ", "ZZ1 1ZZ", " zz11zz ")
        self.assert_read("", "flat ZZ1 1ZZ")

    def test_text_without_its_postcode(self):
        for text, rest in (
            ("12 Park Avenue HU5  3ER Hull", "12 Park Avenue Hull"),
            ("House B2 3am, HU5 2DZ", "House B2 3am,"),
            ("HU5-3ER", ""),
            ("12 Park Avenue", "12 Park Avenue"),
        ):
            with self.subTest(text):
                found = " ".join(normalise.without_postcode(text).split())
                self.assertEqual(found, rest)

    def test_field_with_a_postcode_alone_has_its_normal_form(self):
        for text, normal in (
            ("hu5\u00a0 3er ", "HU5 3ER"),
            ("HU5 OER", "HU5 0ER"),
            ("bfpo801", "BFPO 801"),
            ("HU5 3ER (rear)", "HU5 3ER (rear)"),
            ("HU5 3EO", "HU5 3EO"),
            ("1234 AB", "1234 AB"),
            ("K1A 0B1", "K1A 0B1"),
            ("", ""),
        ):
            with self.subTest(text):
                self.assertEqual(normalise.tidy_postcode(text), normal)

    def test_search_reads_postcodes_as_they_are_stored(self):
        for text in ("HU5 3ER", "HU5  3ER", "HU5\u00a03ER", "HU5-3ER"):
            with self.subTest(text):
                self.assertEqual(query.parse(text, "GB").postcode, "HU5 3ER")
        asked = query.parse("smith bfpo 801", "GB")
        self.assertEqual((asked.words, asked.postcode), (("smith",), "BFPO 801"))
