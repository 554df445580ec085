from odoo.tests import BaseCase, tagged

from ..matching import keys, query, short_words
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

    def test_house_number_may_follow_a_name(self):
        asked = self.parse("taylor 12 hu5 3er")
        self.assertEqual((asked.house, asked.words), ("12", ("taylor",)))

    def test_half_a_postcode_may_be_a_word(self):
        self.assertEqual(self.parse("a1 taxis").outward, "A1")
        asked = query.parse("a1 taxis", "GB", has_outward=False)
        self.assertEqual((asked.words, asked.outward), (("a1", "taxis"), ""))

    def test_word_for_an_ampersand_is_left_out(self):
        self.assertEqual(self.parse("wherry and keel").words, ("wherry", "keel"))
        self.assertEqual(self.parse("and").words, ("and",))

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

    def test_postcode_of_another_country_is_at_the_end(self):
        for text, region, words, outward in (
            ("smith 4223", "AU", ("smith",), "4223"),
            ("12 park avenue 4223", "AU", ("12", "park", "avenue"), "4223"),
            ("12 4223", "AU", ("12",), "4223"),
            ("4223", "AU", (), "4223"),
            ("jansen 1012 AB", "NL", ("jansen",), "1012AB"),
            ("nowak 00-950", "PL", ("nowak",), "00950"),
            ("murphy D02 X285", "IE", ("murphy",), "D02X285"),
            ("smith k1a 0b1", "CA", ("smith",), "K1A0B1"),
            ("joe dunn", "IE", ("joe", "dunn"), ""),
            ("smith 4223", "FR", ("smith", "4223"), ""),
            ("smith 4223", "GB", ("smith", "4223"), ""),
            ("smith 4223", "", ("smith", "4223"), ""),
            ("smith hu5 3er", "AU", ("smith",), ""),
        ):
            with self.subTest(f"{text} {region}"):
                asked = query.parse(text, region)
                self.assertEqual((asked.words, asked.outward), (words, outward))

    def test_digits_abroad_are_a_number_and_perhaps_a_postcode(self):
        asked = query.parse("75001", "FR")
        self.assertEqual((asked.exact, asked.outward), (("75001",), "75001"))
        self.assertEqual(query.parse("02 9876 5432", "AU").outward, "")

    def test_words_in_another_script_are_tried_as_written_first(self):
        self.assertEqual(
            self.parse("王小明").phrases()[:2], ("王小明", "wang xiao ming")
        )
        self.assertEqual(self.parse("विजय").phrases(), ("विजय", "vijay"))
        self.assertEqual(self.parse("Zoë").written, "")

    def test_name_and_street_may_come_in_either_order(self):
        for text in ("jane smith 12 larch row", "12 larch row jane smith"):
            with self.subTest(text):
                self.assertIn(
                    (("jane", "smith"), ("12", "larch", "row")),
                    self.parse(text).named_at(),
                )
        # A kind of street is no street.
        self.assertNotIn(
            (("jane", "smith", "larch"), ("road",)),
            self.parse("jane smith larch road").named_at(),
        )

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
        self.assertEqual(
            query.prefill("jane smith 4223", "AU"),
            {"name": "Jane Smith", "zip": "4223"},
        )


@tagged("-at_install", "post_install")
class TestKeys(BaseCase):
    """The texts under which a constituent is found."""

    def test_name_has_a_key_from_each_word_on(self):
        self.assertEqual(
            keys.of_name("Jane Mary O'Neil"),
            (
                *("jane mary oneil", "mary oneil jane", "oneil jane mary"),
                *("jane mary o neil", "mary o neil jane", "o neil jane mary"),
                "neil jane mary o",
            ),
        )

    def test_parts_of_a_name_are_joined_too(self):
        for name, text in (
            ("Abdul-Rahman Al-Zubaidi", "abdulrahman alzubaidi"),
            ("Jenny Van der Berg", "vanderberg jenny"),
            ("Anne-Marie Quill-Davenport", "annemarie quill davenport"),
            ("Abdul Rahman Khan", "abdulrahman khan"),
            ("J. R. Hartley & Sons", "jr hartley sons"),
            ("Ben Smith", "ben smith"),
            ("الحداد", "al haddad"),
        ):
            with self.subTest(name):
                self.assertIn(text, keys.of_name(name))
        self.assertNotIn("bensmith", keys.of_name("Ben Smith"))

    def test_body_has_its_initials(self):
        for name, text in (
            ("Royal Society for the Prevention of Cruelty to Animals", "rspca"),
            ("Women's Institute (Anlaby)", "anlaby wi"),
            ("Humberside Carers Collective CIC", "hcc"),
        ):
            with self.subTest(name):
                self.assertIn(text, keys.of_name(name, is_body=True))
                self.assertNotIn(text, keys.of_name(name))
        self.assertEqual(keys.of_name("Samaritans", is_body=True), ("samaritans",))

    def test_flat_is_found_by_its_street(self):
        self.assertIn("88 park avenue flat 3", keys.of_street("Flat 3, 88 Park Avenue"))
        self.assertIn("park avenue flat 3 88", keys.of_street("Flat 3, 88 Park Avenue"))
        self.assertIn("mill lane the lodge", keys.of_street("The Lodge, Mill Lane"))

    def test_name_in_signs_has_keys_in_both_scripts(self):
        self.assertEqual(
            keys.of_name("王小明"),
            (
                *("wang xiao ming", "xiao ming wang", "ming wang xiao"),
                *("wang xiaoming", "xiaoming wang", "王小明", "小明王", "明王小"),
            ),
        )

    def test_long_name_of_a_body_has_a_key_from_each_word_on(self):
        name = "Friends of the Western Park and Its Wildlife Garden"
        self.assertIn("garden", {key.split()[0] for key in keys.of_name(name)})

    def test_joined_words_are_parted(self):
        self.assertLessEqual({"cafe", "zoe"}, keys.parts_of("cafezoe"))
        self.assertFalse(keys.parts_of("x" * 100))
        self.assertIn(("de", "la", "cruz"), keys.after_particles("delacruz"))
        for word in ("smith", "alan", "mac"):
            self.assertFalse(keys.after_particles(word))

    def test_short_words_are_spelt_out(self):
        self.assertEqual(short_words.spelt_out("rd"), {"road"})
        self.assertEqual(short_words.spelt_out("st"), {"saint", "street"})
        self.assertEqual(short_words.spelt_out("saint"), {"st"})
        self.assertFalse(short_words.spelt_out("smith"))

    def test_forms_of_a_name_are_looked_for(self):
        for typed, form in (
            ("bill", "william"),
            ("william", "bill"),
            ("billy", "bill"),
            ("peggy", "margaret"),
            ("wm", "william"),
            ("wong", "wang"),
        ):
            with self.subTest(typed):
                self.assertIn(form, keys.exact_of([typed]))

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
        self.assertEqual(keys.outward("1012 ab"), "1012AB")
