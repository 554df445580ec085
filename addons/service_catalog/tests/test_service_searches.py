from odoo.tests import BaseCase, tagged

from odoo.addons.service_catalog.service_matching import (
    CERTAIN_SCORE,
    Elsewhere,
    Entry,
    ServiceMatcher,
    is_named,
)
from odoo.addons.service_catalog.tests import matching_example
from odoo.addons.service_catalog.tests.common import ServiceCatalogCase
from odoo.addons.service_catalog.tests.pages_case import PagesCase

# A word or two, as residents type them, and a service among the first three.
SEARCHES = {
    "bins": "missed_bin",
    "bin": "new_bin",
    "wheelie bin": "new_bin",
    "Bin day": "bin_day",
    "bin day?": "bin_day",
    "council tax": "council_tax",
    "parking": "parking_permit",
    "planning": "planning",
    "housing": "housing_register",
    "council house": "housing_register",
    "benefits": "housing_benefit",
    "school": "school_admission",
    "schools": "school_admission",
    "jobs": "council_jobs",
    "vacancies": "council_jobs",
    "parks": "parks",
    "rats": "pests",
    "mice": "pests",
    "trees": "trees",
    "tree": "trees",
    "rent": "rent",
    "contact": "feedback",
    "phone number": "feedback",
    "opening hours": "feedback",
    "help": "feedback",
    "roads": "pothole",
    "lights": "street_light",
    "licence": "premises_licence",
    "children": "childrens_centre",
    "moving house": "council_tax_move",
    "pay": "council_tax_payment",
    "fine": "parking_fine",
    "dogs": "stray_dog",
    "taxi": "taxi_driver",
    "bus": "bus_pass",
    "social services": "care_assessment",
    "carers": "carer_support",
    "repairs": "housing_repair",
    "swimming pool": "leisure_centre",
    "permit": "parking_permit",
    "tip": "recycling_centre",
    "rubbish": "missed_bin",
    "śmieci": "missed_bin",
    "gunoi": "missed_bin",
    "poubelles": "missed_bin",
    "basura": "missed_bin",
    "lixo": "missed_bin",
    "çöp": "missed_bin",
    "垃圾": "missed_bin",
    "قمامة": "missed_bin",
    "کوڑا": "missed_bin",
    "ময়লা": "missed_bin",
    "زباله": "missed_bin",
    "czynsz": "rent",
    "chirie": "rent",
    "logement": "housing_register",
    "szczury": "pests",
    "rates": "business_rates",
    "care": "home_care",
    "counciltax": "council_tax",
    "council tacks": "council_tax",
    "potholl": "pothole",
    "skool": "school_transport",
    "buss pass": "bus_pass",
    "buspass": "bus_pass",
    "busses": "bus_pass",
    "houseing": "housing_register",
    "benifits": "housing_benefit",
    "plannin": "planning",
    "libary": "library_join",
    "grafitti": "graffiti",
    "pavment": "pavement",
    "praca": "council_jobs",
}
ELSEWHERE = {
    "passport": "HM Passport Office",
    "gas": "your energy supplier; if you smell gas, call 0800 111 999 now",
    "smell of gas": "the gas emergency line: call 0800 111 999 now",
    "police": "the police: call 101, or 999 in an emergency",
    "dvla": "DVLA, or DVSA for tests: GOV.UK",
    "broadband": "your phone, broadband or television company",
    "HMRC have given me the wrong tax code": "HM Revenue and Customs",
    "can I book a GP appointment": (
        "the NHS: your GP or pharmacy, 111, or 999 in an emergency"
    ),
}
NOBODYS = ("thank you", "Happy birthday", "hello", "xyzzy")


class TestSearches(BaseCase):
    """Searches of a word or two over the example, by words alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matcher = ServiceMatcher(matching_example.entries(Entry))
        rows = matching_example.rows("data/service.keyword.csv")
        cls.elsewhere = Elsewhere((row["phrase"], row["owner"]) for row in rows)

    def test_search_of_a_word_offers_its_services(self):
        for search, service in SEARCHES.items():
            with self.subTest(search):
                keys = [hit.key for hit in self.matcher.find(search, 3)]
                self.assertIn(service, keys)

    def test_word_of_several_services_makes_none_certain(self):
        for search in ("bins", "parking", "housing", "school", "rent", "contact"):
            with self.subTest(search):
                self.assertLess(self.matcher.find(search)[0].score, CERTAIN_SCORE)

    def test_what_is_not_ours_has_its_owner(self):
        for text, owner in ELSEWHERE.items():
            with self.subTest(text):
                judgement = self.matcher.judge(text)
                self.assertEqual(judgement.hits, [])
                self.assertTrue(judgement.is_elsewhere)
                self.assertEqual(self.elsewhere.find(text), owner)

    def test_what_is_nobodys_has_no_owner(self):
        for text in NOBODYS:
            with self.subTest(text):
                self.assertEqual(self.matcher.find(text), [])
                self.assertEqual(self.elsewhere.find(text), "")

    def test_unknown_is_not_elsewhere(self):
        for text in ("xyzzy", "", "!!!", None):
            with self.subTest(text):
                self.assertFalse(self.matcher.judge(text).is_elsewhere)

    def test_owners_that_are_as_likely_are_not_told(self):
        finder = Elsewhere([("wotsit lost", "A"), ("wotsit found", "B")])
        self.assertEqual(finder.find("my wotsit"), "")
        self.assertEqual(finder.find("my wotsit is lost"), "A")

    def test_two_sentences_about_two_services_ask_for_both(self):
        text = "There is a deep pothole in the road. And the brown bin was missed."
        judgement = self.matcher.judge(text)
        self.assertEqual(judgement.subjects, 2)
        found = {hit.key for hit in judgement.hits[:2]}
        self.assertEqual(found, {"pothole", "missed_bin"})
        self.assertLess(judgement.hits[0].score, CERTAIN_SCORE)

    def test_two_sentences_about_one_service_ask_for_it(self):
        text = "My brown bin was missed. The bin men did not empty it."
        judgement = self.matcher.judge(text)
        self.assertEqual(judgement.subjects, 1)
        self.assertEqual(judgement.hits[0].key, "missed_bin")

    def test_search_names_a_heading(self):
        self.assertTrue(is_named("parking", "Parking"))
        self.assertTrue(is_named("benefits", "Benefits and Money Advice"))
        self.assertTrue(is_named("the school", "Schools"))
        self.assertFalse(is_named("parking fine", "Parking"))
        self.assertFalse(is_named("the", "Schools"))
        self.assertFalse(is_named("", "Schools"))


@tagged("post_install", "-at_install")
class TestWhose(ServiceCatalogCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Service = cls.env["service.type"]
        cls.env["service.keyword"].create(
            [
                {"phrase": "quokka escaped", "owner": "the zoo"},
                {"phrase": "quokka greetings"},
            ]
        )
        cls.make_keyword(cls.bin, "zorblax grumbled")

    def test_owner_is_told_of_what_is_not_ours(self):
        self.assertEqual(self.Service._whose("quokka escaped"), "the zoo")

    def test_nobody_is_told_where_none_is_known(self):
        self.assertFalse(self.Service._whose("quokka greetings"))
        self.assertFalse(self.Service._whose("qwertyuiop"))

    def test_nobody_is_told_of_what_is_ours(self):
        self.assertFalse(self.Service._whose("the zorblax grumbled"))

    def test_changed_owner_is_told_at_once(self):
        self.Service._whose("quokka escaped")
        self.env["service.keyword"].search(
            [("phrase", "=", "quokka escaped")]
        ).owner = "the circus"
        self.assertEqual(self.Service._whose("quokka escaped"), "the circus")

    def test_each_of_two_subjects_is_marked(self):
        self.make_keyword(self.pothole, "plimsoll wobbles")
        text = "The zorblax grumbled at us. And my plimsoll wobbles."
        rows = self.Service._suggest(text)
        self.assertEqual([row["is_subject"] for row in rows[:2]], [True, True])
        (row, *_rest) = self.Service._suggest("The zorblax grumbled.")
        self.assertFalse(row["is_subject"])


@tagged("post_install", "-at_install")
class TestSearchPage(PagesCase):
    def test_owner_is_told_of_what_is_not_ours(self):
        self.env["service.keyword"].create(
            {"phrase": "quokka escaped", "owner": "the <zoo>"}
        )
        words = self.words(self.page("/services?q=quokka+escaped"))
        self.assertIn("This is a matter for the <zoo>", words)
        self.assertNotIn("Try other words", words)

    def test_unknown_words_ask_for_others(self):
        words = self.words(self.page("/services?q=qwertyuiop"))
        self.assertIn("Try other words", words)
        self.assertNotIn("This is a matter for", words)

    def test_search_for_a_heading_opens_it(self):
        self.pothole.group = "Zebrastreets"
        page = self.page("/services?q=zebrastreets")
        self.assertIn("All services under “Zebrastreets”", self.words(page))
        (opened,) = page.xpath("//details[@open]")
        self.assertIn("Zebrastreets", opened.text_content())
        (link,) = page.xpath("//ul[contains(@class, 'o_service_named')]//a")
        self.assertEqual(link.get("href"), f"#{opened.get('id')}")
