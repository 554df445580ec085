from odoo.tests import BaseCase, tagged

from ..matching import normalise, number_formats, phone_numbers

SWITCHBOARD = "+441482300300"


@tagged("-at_install", "post_install")
class TestPhoneNumbers(BaseCase):
    """Normal form of phone numbers, in any spelling."""

    def assert_normal(self, expected, *texts, region="GB"):
        for text in texts:
            with self.subTest(text):
                self.assertEqual(phone_numbers.phone(text, region), expected)

    def test_spellings_of_one_number(self):
        self.assert_normal(
            SWITCHBOARD,
            "01482 300300",
            "(01482) 300 300",
            "01482/300300",
            "01482.300.300",
            "+44 (0)1482 300300",
            "0044 1482 300300",
            "tel:+441482300300",
            "Tel: 01482 300300",
            "01482\u00a0300300",
            "０１４８２ 300300",
            "01482 300300 (work)",
        )

    def test_number_that_only_neighbours_can_dial_is_none(self):
        self.assert_normal("", "300300", "0148230030", "1471", "116 123", "999")
        self.assert_normal("", "555-0123", region="US")

    def test_letters_in_a_number_are_a_fault(self):
        self.assert_normal(
            "",
            "01482 30 Jane",
            "07700 9OO123",
            "O7700 900123",
            "0I482 300300",
            "07700 900123 Mum",
            "1-800-FLOWERS",
        )

    def test_filler_is_none(self):
        self.assert_normal("", "00000000000", "11111111111", "0000 000 0000", "0")

    def test_date_or_time_is_none(self):
        self.assert_normal(
            "", "07.11.2026", "01-02-1980", "2026-11-07", "0900-1700", "07/11/2026"
        )

    def test_normal_form_of_a_normal_form_is_the_same(self):
        for text, region in (
            ("01482 300300 ext 12", "GB"),
            ("030 1234567", "DE"),
            ("06 698 1234", "IT"),
            ("(212) 555-0123", "US"),
            ("0300 123 4567", "GB"),
        ):
            with self.subTest(text):
                normal = phone_numbers.phone(text, region)
                self.assertTrue(normal)
                for country in (region, "GB", "US", None):
                    self.assertEqual(phone_numbers.phone(normal, country), normal)

    def test_extension_is_kept(self):
        self.assert_normal(
            f"{SWITCHBOARD};ext=12",
            "01482 300300 ext 12",
            "01482 300300 Ext. 12",
            "01482 300300 extension 12",
            "01482 300300 x12",
            "01482 300300,,12",
            "01482 300300#12",
            "+44 1482 300300;ext=12",
        )

    def test_extension_is_shown_as_it_is_dialled(self):
        for text, expected in (
            ("+44 1482 300300 x12", "+44 1482 300300;ext=12"),
            ("+1 212-555-0123 ext. 12", "+1 212-555-0123;ext=12"),
            ("+44 1482 300300", "+44 1482 300300"),
            ("ask next door", "ask next door"),
        ):
            with self.subTest(text):
                self.assertEqual(phone_numbers.dialled(text), expected)

    def test_two_numbers_of_a_cell(self):
        both = (SWITCHBOARD, "+447700900123")
        for text in (
            "01482 300300 / 07700 900123",
            "01482 300300/07700 900123",
            "01482 300300 or 07700 900123",
            "01482300300, 07700900123",
            "01482 300300; 07700 900123",
            "01482 300300\n07700 900123",
            "01482 300300 07700 900123",
            "Home 01482 300300 Mobile 07700 900123",
            "H: 01482 300300 | M: 07700 900123",
            "+44 1482 300300 +44 7700 900123",
        ):
            with self.subTest(text):
                self.assertEqual(phone_numbers.phones(text, "GB"), both)

    def test_extension_is_no_second_number(self):
        for text in ("01482 300300 ext 12", "+441482300300;ext=12", "01482 300300,,12"):
            with self.subTest(text):
                found = phone_numbers.phones(text, "GB")
                self.assertEqual(found, (f"{SWITCHBOARD};ext=12",))

    def test_cell_with_one_fault_has_no_number(self):
        for text in ("300300 / 07700 900123", "07700 900123, Mum", "01482 300300/1"):
            with self.subTest(text):
                self.assertEqual(phone_numbers.phones(text, "GB"), ())

    def test_texts_are_for_mobile_numbers(self):
        for text, takes in (
            ("07700 900123", True),
            ("07797 712345", True),
            ("+1 212 555 2368", True),
            ("01482 300300", False),
            ("0300 123 4567", False),
            ("0800 1111", False),
            ("01632 960498", False),
            ("07640 123456", False),
            ("070 1234 5678", False),
            ("07700 900123 ext 4", False),
        ):
            with self.subTest(text):
                number = phone_numbers.phone(text, "GB")
                self.assertTrue(number)
                self.assertIs(phone_numbers.takes_texts(number), takes)

    def test_spellings_of_an_extension_are_not_those_of_the_switchboard(self):
        number = f"{SWITCHBOARD};ext=12"
        spelt = number_formats.of_phone(number)
        self.assertIn(number, spelt)
        self.assertIn("01482 300300 x12", spelt)
        self.assertTrue(spelt.isdisjoint(number_formats.of_phone(SWITCHBOARD)))
        digits = number_formats.digits_of_phone(number)
        others = number_formats.digits_of_phone(SWITCHBOARD)
        self.assertTrue(digits.isdisjoint(others))

    def test_postcode_and_phone_are_read_from_one_module(self):
        self.assertEqual(normalise.phone("07700 900123", "GB"), "+447700900123")
