from odoo.tests import BaseCase, tagged

from ..matching import normalise, personal_numbers


@tagged("-at_install", "post_install")
class TestPersonalNumbers(BaseCase):
    """Numbers that a state issues to one person."""

    def normal(self, text, region="GB"):
        return normalise.identifier("personal_number", text, region)

    def test_number_has_one_spelling(self):
        for text, region, normal in (
            ("ZY987654C", "GB", "ZY987654"),
            ("zy 98 76 54 c", "GB", "ZY987654"),
            ("ZY-98-76-54", "GB", "ZY987654"),
            ("ZY98\u200b7654\xa0C", "GB", "ZY987654"),
            ("MA123457B", "IM", "MA123457"),
            ("44051401359", "PL", "44051401359"),
            ("111222333", "NL", "111222333"),
            ("1112.22.333", "NL", "111222333"),
            ("8803200016", "SE", "8803200016"),
            ("19880320-0016", "SE", "8803200016"),
            ("131052-308T", "FI", "131052308T"),
            ("710319/2745", "CZ", "7103192745"),
            ("85.07.30-033 28", "BE", "85073003328"),
            ("756.9217.0769.85", "CH", "7569217076985"),
            ("x-2482300w", "ES", "X2482300W"),
            ("6433435f", "IE", "6433435F"),
            ("536-90-4399", "US", "536904399"),
            ("5 304 218", "AU", "5304218"),
            ("5304218", "", "5304218"),
        ):
            with self.subTest(f"{region} {text}"):
                self.assertEqual(self.normal(text, region), normal)
                self.assertEqual(self.normal(normal, region), normal, "stays so")

    def test_what_cannot_be_one_has_no_form(self):
        for text, region in (
            ("", "GB"),
            (None, "GB"),
            ("none", "GB"),
            ("not known", ""),
            ("12", ""),
            ("0", "GB"),
            ("ZY98765C", "GB"),
            ("ZY987654E", "GB"),
            ("DY987654C", "GB"),
            ("ZO987654C", "GB"),
            ("GB987654C", "GB"),
            ("NT987654C", "GB"),
            ("ZY٩٨٧٦٥٤C", "GB"),
            ("5304218", "GB"),
            ("44051401358", "PL"),
            ("111222334", "NL"),
            ("8803200017", "SE"),
            ("Park Avenue 12345", ""),
            ("9" * 10_000, ""),
        ):
            with self.subTest(f"{region} {text}"[:30]):
                self.assertEqual(self.normal(text, region), "")

    def test_what_stands_for_an_unknown_number_is_told_apart(self):
        for text in (
            "QQ123456C",
            "AB 12 34 56 C",
            "TN311280F",
            "TN 31 12 80 M",
            "ZY000000A",
            "000000000",
            "999999",
            "123456789",
        ):
            with self.subTest(text):
                number = self.normal(text)
                self.assertTrue(number)
                self.assertTrue(personal_numbers.is_filler(number))
        for text in ("ZY987654C", "AB123457C", "AA000001A"):
            with self.subTest(text):
                self.assertFalse(personal_numbers.is_filler(self.normal(text)))

    def test_countries_are_known_to_the_package(self):
        for region in personal_numbers.MODULES:
            with self.subTest(region):
                self.assertEqual(self.normal("A1B2C3D4E5F6G7", region), "")
