from odoo.tests import BaseCase, tagged

from ..open311 import privacy
from ..open311.privacy import HIDDEN, scrub
from .common import ChannelCase


@tagged("-at_install", "post_install")
class TestScrub(BaseCase):
    """What of a text tells who wrote it."""

    def test_email_addresses_are_hidden(self):
        for written in (
            "jane@example.org",
            "jane.smith+bins@mail.example.co.uk",
            "mailto:jane@example.org",
            "<jane@example.org>",
            "jane@@example.org",
        ):
            with self.subTest(written):
                self.assertNotIn("example", scrub(f"Write to {written}, please."))

    def test_addresses_that_are_spelt_out_are_hidden(self):
        for written in (
            "jane @ example.org",
            "jane@ example . org",
            "jane@example. org",
            "jane (at) example (dot) org",
            "jane(at)example.co.uk",
            "jane [AT] mail [DOT] example [DOT] co [DOT] uk",
            "jane at example dot org",
            "jane dot smith at example dot co dot uk",
            "jane at gmail.com",
            "jane at btinternet dot com",
            "jane\uff20example\uff0eorg",
        ):
            with self.subTest(written):
                self.assertEqual(
                    scrub(f"Write to {written}, please."), f"Write to {HIDDEN}, please."
                )

    def test_what_is_no_spelt_address_stays(self):
        for text in (
            "We meet at the corner. It is dark.",
            "Two lamps @ the park . One is out",
            "A crater @ St. Mary's",
            "See me @ 5.pm or @ 10.30 am",
            "At the red dot on the map",
            "Look at example.gov.uk",
            "The bin (at No 5). It's full",
            "I left mail at mail dot",
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text), text)

    def test_invisible_characters_do_not_prevent_hiding(self):
        for sign in "\u200b\u200d\u00ad\u2060\ufeff\u202e\ufe0f":
            with self.subTest(f"U+{ord(sign):04X}"):
                text = f"Ja{sign}ne, ja{sign}ne@{sign}example.org, 07700{sign}900123"
                self.assertEqual(
                    scrub(text, [f"Jan{sign}e"]), f"{HIDDEN}, {HIDDEN}, {HIDDEN}"
                )

    def test_national_insurance_numbers_are_hidden(self):
        for number in ("QQ123456C", "qq 12 34 56 c", "QQ-12-34-56-C", "QQ 123456 C"):
            with self.subTest(number):
                self.assertEqual(scrub(f"I have {number}."), f"I have {HIDDEN}.")

    def test_what_is_no_national_insurance_number_stays(self):
        for text in ("Lamp QQ123456", "Lamp QQ1234567C", "at 12 34 56", "XQQ123456C"):
            with self.subTest(text):
                self.assertEqual(scrub(text), text)

    def test_sentence_around_an_address_stays(self):
        self.assertEqual(
            scrub("Write to jane@example.org. Thanks!"), f"Write to {HIDDEN}. Thanks!"
        )

    def test_what_is_no_address_stays(self):
        for text in ("Meet me @ the park", "5 @ £2.50", "@", "a@b", "see x@.", "@a.b"):
            with self.subTest(text):
                self.assertEqual(scrub(text), text)

    def test_long_numbers_are_hidden_however_they_are_written(self):
        for number in (
            "07700 900123",
            "+44 (0)7700 900-123",
            "07700.900.123",
            "07700/900123",
            "07700 - 900 123",
            "07700\u00a0900\u00a0123",
            "07700\u2011900\u2013123",
        ):
            with self.subTest(number):
                self.assertEqual(scrub(f"Call {number} now"), f"Call {HIDDEN} now")

    def test_prices_dates_and_house_numbers_stay(self):
        text = "12-16 Park Avenue, on 2026-11-30 at 08:30, £12.50"
        self.assertEqual(scrub(text), text)

    def test_names_are_hidden_word_by_word_in_any_case(self):
        self.assertEqual(
            scrub("JANE here. Smith's bin. Janet too.", ["Jane Smith"]),
            f"{HIDDEN} here. {HIDDEN}'s bin. Janet too.",
        )

    def test_names_are_hidden_however_accents_are_written_and_emphasised(self):
        for known, text in (
            ("Jos\u00e9", "Jose\u0301"),
            ("Jose\u0301", "Jos\u00e9"),
            ("Jane", "_Jane_"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text, [known]).strip("_"), HIDDEN)

    def test_names_of_several_parts_are_hidden(self):
        for known, text in (
            ("Anne-Marie O'Neil", "I am Anne-Marie O'Neil"),
            ("Anne-Marie O'Neil", "I am Anne Marie O’Neil"),
            ("Jo Li", "I am Jo Li"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text, [known]), f"I am {HIDDEN}")

    def test_names_are_hidden_with_every_apostrophe(self):
        for sign in "'`´‘’‛′＇ʹʻʼʽꞌ":
            for known in ("Sean O'Neil", "Sean O’Neil", "Sean Oʼneil", "Sean Oneil"):
                with self.subTest(f"{known} {sign}"):
                    for text in (f"O{sign}Neil", f"o{sign}neil", f"O{sign}NEIL"):
                        said = scrub(f"Says {text}, here.", [known])
                        self.assertEqual(said, f"Says {HIDDEN}, here.")
        for known, text in (
            ("Jeanne d'Arc", "d’Arc"),
            ("Lucia Dell'Acqua", "DellʼAcqua"),
            ("Sean O'Neil", "Oneil"),
            ("Sean O'Neil", "SEAN ONEIL"),
            ("Sean O'Neil", "O ' Neil"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(f"I am {text}.", [known]), f"I am {HIDDEN}.")

    def test_possessive_of_a_name_leaves_its_ending(self):
        self.assertEqual(scrub("O’Neil’s bin", ["O'Neil"]), f"{HIDDEN}’s bin")
        self.assertEqual(scrub("Smithʼs bin", ["Jane Smith"]), f"{HIDDEN}ʼs bin")

    def test_apostrophes_of_others_stay_as_they_are(self):
        text = "St. Mary’s `lamp' isn't on"
        self.assertEqual(scrub(text, ["Sean O'Neil"]), text)

    def test_names_of_places_stay(self):
        for known, text in (
            ("Tom Green", "Green Lane is dark"),
            ("Tom Green", "GREEN LANE IS DARK"),
            ("Tom Green", "by green lane 5"),
            ("Tom Green", "on the Green"),
            ("Tom Green", "the green bin"),
            ("Ann Park", "Park Avenue, Park Road"),
            ("Jane Smith", "at Smith Street"),
            ("Jane Smith", "Smith Close"),
            ("Joe Church", "the church hall"),
            ("Eve Hill", "up the hill"),
            ("Bill May", "my council tax bill is wrong, it may be"),
            ("Rose Brown", "brown bin, rose bed"),
            ("Mark Wood", "a mark on the wood"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text, [known]), text)

    def test_people_stay_hidden_whose_names_are_words(self):
        for known, text, scrubbed in (
            ("Tom Green", "Mr Green", f"Mr {HIDDEN}"),
            ("Tom Green", "mr green", f"mr {HIDDEN}"),
            ("Tom Green", "tom green", HIDDEN),
            ("Tom Green", "Thanks, Green", f"Thanks, {HIDDEN}"),
            ("Tom Green", "GREEN", HIDDEN),
            ("Tom Green", "Green's bin", f"{HIDDEN}'s bin"),
            ("Tom Green", "Tom Green Lane", f"{HIDDEN} Lane"),
            ("Jane Street", "Jane Street here", f"{HIDDEN} here"),
            ("Jane Smith", "I saw Smith park there", f"I saw {HIDDEN} park there"),
            ("Jane Smith", "Smith, Lane 5", f"{HIDDEN}, Lane 5"),
            ("Bill May", "Bill rang", f"{HIDDEN} rang"),
            ("Jane Smith", "jane smith", HIDDEN),
            ("Jane Hobbs", "hobbs here", f"{HIDDEN} here"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text, [known]), scrubbed)

    def test_text_never_grows_past_its_limit(self):
        for text in ("Ann," * 1000, "Ann " * 1000, "Ann. " * 800, "a@b.cd " * 571):
            with self.subTest(text[:5]):
                self.assertLessEqual(len(text), privacy.MAX_REPORT_LENGTH)
                scrubbed = scrub(text, ["Ann"])
                self.assertLessEqual(len(scrubbed), privacy.MAX_REPORT_LENGTH)
        longer = scrub("Ann," * 2500, ["Ann"])
        self.assertEqual(len(longer), privacy.MAX_TEXT_LENGTH)
        self.assertTrue(longer.endswith("…"))

    def test_text_that_is_hidden_again_stays_the_same(self):
        once = scrub("Removed here, and removed.", ["Jane Removed"])
        self.assertEqual(scrub(once, ["Jane Removed"]), once)

    def test_names_are_hidden_where_their_words_are_joined(self):
        self.assertEqual(scrub("I am @JaneSmith", ["Jane Smith"]), f"I am @{HIDDEN}")

    def test_names_in_scripts_without_blanks_are_hidden_within_sentences(self):
        for known, text, scrubbed in (
            ("王小明", "我是王小明，路灯坏了", f"我是{HIDDEN}，路灯坏了"),
            ("小明 王", "我叫王小明。", f"我叫{HIDDEN}。"),
            ("王 小明", "小明報告", f"{HIDDEN}報告"),
            ("王明", "王明的垃圾", f"{HIDDEN}的垃圾"),
            ("김철수", "김철수입니다", f"{HIDDEN}입니다"),
            ("田中 花子", "田中花子です", f"{HIDDEN}です"),
            ("สมชาย", "ผมชื่อสมชายครับ", f"ผมชื่อ{HIDDEN}ครับ"),
        ):
            with self.subTest(text):
                self.assertEqual(scrub(text, [known]), scrubbed)

    def test_single_sign_of_a_name_stays_within_sentences(self):
        self.assertEqual(scrub("王府路的灯", ["王 小明"]), "王府路的灯")

    def test_short_words_of_a_name_stay_where_they_stand_alone(self):
        self.assertEqual(scrub("Go on to Li", ["Jo Li"]), "Go on to Li")

    def test_hidden_words_side_by_side_are_one(self):
        self.assertEqual(scrub("I, Jane  Smith", ["Smith", "Jane"]), f"I, {HIDDEN}")

    def test_text_ends_at_its_bound(self):
        longer = "a " * privacy.MAX_TEXT_LENGTH
        self.assertEqual(scrub(longer), longer[: privacy.MAX_TEXT_LENGTH])

    def test_known_words_are_bounded(self):
        known = [f"Name{number}" for number in range(privacy.MAX_NAMES + 1)]
        text = f"{known[0]} {known[-1]}"
        self.assertEqual(scrub(text, known), f"{HIDDEN} {known[-1]}")


@tagged("-at_install", "post_install")
class TestPublicDescription(ChannelCase):
    """What the public sees of a request is kept with it, and follows its changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.jane = Partner.create(
            {"name": "Jane Hobbs", "email": "jane@example.org", "is_constituent": True}
        )
        cls.ravi = Partner.create({"name": "Ravi Nair", "is_constituent": True})
        cls.service = cls.env["service.type"].search(
            [("needs_location", "=", False)], limit=1
        )
        cls.api = cls.env.ref("constituent_crm.channel_api")
        cls.request = cls.opened("Jane Hobbs here, for Ravi: a crater")

    @classmethod
    def opened(cls, description, **values):
        return cls.env["service.request"].create(
            {
                "service_id": cls.service.id,
                "partner_id": cls.jane.id,
                "channel_id": cls.api.id,
                "description": description,
                **values,
            }
        )

    def test_it_is_scrubbed_when_the_request_opens(self):
        self.assertEqual(
            self.request.public_description, f"{HIDDEN} here, for Ravi: a crater"
        )

    def test_nothing_is_public_of_another_channel(self):
        phone = self.env.ref("constituent_crm.channel_phone")
        called = self.opened("Hello", channel_id=phone.id)
        self.assertFalse(called.public_description)

    def test_it_follows_the_channel(self):
        self.request.channel_id = self.env.ref("constituent_crm.channel_phone")
        self.assertFalse(self.request.public_description)

    def test_it_follows_the_description(self):
        self.request.description = "Two craters, says Hobbs"
        self.assertEqual(self.request.public_description, f"Two craters, says {HIDDEN}")
        self.request.description = False
        self.assertFalse(self.request.public_description)

    def test_it_follows_the_beneficiary(self):
        self.request.beneficiary_id = self.ravi
        self.assertEqual(
            self.request.public_description, f"{HIDDEN} here, for {HIDDEN}: a crater"
        )

    def test_name_that_is_learnt_later_is_hidden(self):
        self.jane.name = "Jane Crater"
        self.assertNotIn("crater", self.request.public_description)

    def test_former_name_stays_hidden(self):
        self.jane.name = "Erased"
        self.request.partner_id = self.ravi
        self.assertEqual(
            self.request.public_description, f"{HIDDEN} here, for {HIDDEN}: a crater"
        )

    def test_merged_record_s_words_do_not_name_the_kept_one(self):
        unnamed = self.make_constituent("J H")
        request = self.opened("I am Jane", partner_id=unnamed.id)
        self.assertEqual(request.public_description, "I am Jane")
        self.env["constituent.merge"]._merge(self.jane, unnamed, {})
        self.assertEqual(request.public_description, f"I am {HIDDEN}")

    def test_reading_the_list_scrubs_nothing(self):
        self.env.flush_all()
        self.patch(privacy, "scrub", lambda *_args: self.fail("scrubbed"))
        (document,) = self.request._open311_documents()
        self.assertEqual(document.description, f"{HIDDEN} here, for Ravi: a crater")
