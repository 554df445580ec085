from odoo.tests import BaseCase, tagged

from ..matching import keys, query
from ..matching.query import Query


@tagged("-at_install", "post_install")
class TestQuery(BaseCase):
    """What somebody typed into the look-up box, taken apart."""

    def parse(self, text):
        return query.parse(text, "GB")

    def test_digits_may_be_a_phone_number_an_account_or_a_uprn(self):
        asked = self.parse("07700 900123")
        self.assertEqual(asked.exact, ("+447700900123", "07700900123", "7700900123"))
        self.assertEqual(asked.uprn, "7700900123")

    def test_incomplete_number_begins_a_phone_number(self):
        for text, start in (
            ("07700 90", "+44770090"),
            ("+44 7700", "+447700"),
            ("0044 7700", "+447700"),
            ("01482", "+441482"),
        ):
            with self.subTest(text):
                self.assertEqual(self.parse(text).start, start)

    def test_few_digits_are_a_house_number(self):
        self.assertEqual(self.parse("12"), Query(words=("12",)))

    def test_name_with_postcode(self):
        asked = self.parse("Smith hu53er")
        self.assertEqual((asked.words, asked.postcode), (("smith",), "HU5 3ER"))

    def test_name_with_first_half_of_postcode(self):
        asked = self.parse("O'Neil HU5")
        self.assertEqual((asked.words, asked.outward), (("oneil",), "HU5"))

    def test_incomplete_postcode_is_its_first_half(self):
        for text in ("smith hu5 3", "smith HU5 3E"):
            with self.subTest(text):
                asked = self.parse(text)
                self.assertEqual((asked.words, asked.outward), (("smith",), "HU5"))

    def test_house_number_with_postcode(self):
        asked = self.parse("12 hu5 3er")
        self.assertEqual((asked.house, asked.postcode), ("12", "HU5 3ER"))

    def test_address_is_parsed_as_words(self):
        self.assertEqual(self.parse("12 park ave").words, ("12", "park", "ave"))

    def test_title_is_ignored_unless_it_is_the_whole_text(self):
        self.assertEqual(self.parse("Mrs Smith").words, ("smith",))
        self.assertEqual(self.parse("Mr").words, ("mr",))

    def test_registration_number_is_kept_whole(self):
        self.assertIn("SC123456", self.parse("sc 123456").exact)

    def test_words_are_tried_in_each_order(self):
        self.assertEqual(
            set(self.parse("jane smith").phrases()), {"jane smith", "smith jane"}
        )
        self.assertEqual(len(self.parse("a b c").phrases()), 6)
        self.assertEqual(self.parse("a b c d").phrases(), ("a b c d",))
        self.assertEqual(self.parse("12 larch row").phrases(), ("12 larch row",))

    def test_empty_text_gives_an_empty_query(self):
        for text in (None, "", "   ", "!!!", "🙂", "'"):
            with self.subTest(text):
                self.assertTrue(self.parse(text).is_empty)

    def test_bad_input_is_parsed(self):
        for text in ("x" * 10_000, "9" * 10_000, "@" * 10_000, "مريم", "%_\\", "\x00"):
            with self.subTest(text[:5]):
                self.assertLessEqual(len(self.parse(text).words), query.MAX_WORDS)

    def test_prefill_has_the_values_for_a_new_constituent(self):
        for text, expected in (
            ("jane o'neil hu5 3er", {"name": "Jane O'neil", "zip": "HU5 3ER"}),
            ("Jane McNeil", {"name": "Jane McNeil"}),
            ("12 park avenue hu53er", {"street": "12 Park Avenue", "zip": "HU5 3ER"}),
            ("07700 900123", {"phone": "07700 900123"}),
            ("jane@example.org", {"email": "jane@example.org"}),
            ("  ", {}),
        ):
            with self.subTest(text):
                self.assertEqual(query.prefill(text), expected)


@tagged("-at_install", "post_install")
class TestKeys(BaseCase):
    """The texts under which a constituent is found."""

    def test_name_has_a_key_from_each_word_on(self):
        self.assertEqual(
            keys.of_name("Jane Mary O'Neil"),
            ("jane mary oneil", "mary oneil jane", "oneil jane mary"),
        )

    def test_empty_name_has_no_key(self):
        for name in (None, "", "🙂"):
            self.assertEqual(keys.of_name(name), ())

    def test_street_has_keys_with_the_house_number_first_and_last(self):
        self.assertEqual(
            keys.of_street("12, Park Avenue"), ("12 park avenue", "park avenue 12")
        )
        self.assertEqual(keys.of_street("Rose Cottage"), ("rose cottage",))
        self.assertEqual(keys.of_street(None), ())

    def test_outward_code_is_the_first_half_of_the_postcode(self):
        self.assertEqual(keys.outward("hu53er"), "HU5")
        self.assertEqual(keys.outward("nowhere"), "")
