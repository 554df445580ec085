from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_case import PagesCase

PATH = "/services/test_pothole/request"


@tagged("post_install", "-at_install")
class TestPagesAddress(PagesCase):
    """An address that a resident types for the place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seven = cls.lane("7")
        cls.nine = cls.lane("9")

    @classmethod
    def lane(cls, house, **values):
        return cls.make_property(
            f"9910007{house[-1]}",
            house=house,
            street="Zorblax Lane",
            postcode="ZZ1 1ZZ",
            latitude=53.75,
            longitude=-0.35,
            **values,
        )

    def ask(self, words):
        """What the page's script is told."""
        answer = self.url_open(
            "/services/addresses/find", json={"params": {"words": words}}
        )
        return answer.json()["result"]

    def uprns(self, page):
        return page.xpath("//select[@name='where-property']/option/@value")

    def send_words(self, words):
        check = self.fill("test_pothole", who="anonymous", **{"where-words": words})
        self.send(check, "test_pothole")
        return self.opened()

    def use_up(self, kind):
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit(kind, "127.0.0.1"):
            pass

    # Offered

    def test_house_and_street_offer_their_address(self):
        (found,) = self.ask("7 zorblax ln")
        self.assertEqual((found["uprn"], found["is_certain"]), ("99100077", True))
        typed = {"where-words": "7 zorblax ln"}
        page = self.fill("test_pothole", step="find", **typed)
        self.assertEqual(self.uprns(page), ["", "99100077"])
        self.assertEqual(self.fields(page, PATH)["where-property"], "99100077")

    def test_postcode_of_the_councils_country_offers_its_addresses(self):
        self.env.company.country_id = self.env.ref("base.nl")
        self.seven.postcode, self.nine.postcode = "1012 AB", "1012AB"
        for words in ("1012 ab", "1012AB", "in 1012 AB Zorblax"):
            with self.subTest(words):
                uprns = [one["uprn"] for one in self.ask(words)]
                self.assertEqual(uprns, ["99100077", "99100079"])
        typed = {"where-words": "1012 ac"}
        page = self.fill("test_pothole", 400, step="find", **typed)
        self.assertIn("We know no address at 1012AC", self.words(page))
        self.assertEqual(self.send_words("By the Dam, 1012 ac").postcode, "1012AC")

    def test_number_is_no_postcode_of_a_british_council(self):
        typed = {"where-words": "1012"}
        page = self.fill("test_pothole", 400, step="find", **typed)
        self.assertIn("Enter a house number and street", self.words(page))

    def test_building_is_offered_with_its_flats(self):
        for number in "12":
            self.make_property(
                f"9910008{number}",
                sao_text=f"Flat {number}",
                pao_start_number=7,
                street="Zorblax Lane",
                postcode="ZZ1 1ZZ",
                parent_uprn=self.seven.uprn,
            )
        found = self.ask("7 Zorblax Lane")
        uprns = [one["uprn"] for one in found]
        self.assertEqual(uprns, ["99100077", "99100081", "99100082"])
        self.assertFalse(any("is_certain" in one for one in found))

    def test_street_alone_lists_no_addresses(self):
        for words in ("Zorblax Lane", "zorb", "Lane", "7", "ZZ1", "%", "99100077", "_"):
            with self.subTest(words):
                self.assertEqual(self.ask(words), [])
        page = self.fill("test_pothole", 400, step="find", **{"where-words": "Zorblax"})
        self.assertEqual(self.uprns(page), [""])
        self.assertIn("Enter a house number and street", self.words(page))

    def test_occupants_are_not_told(self):
        self.make_constituent("Jane Zorblax", place=self.seven)
        for words in ("7 Zorblax Lane", "ZZ1 1ZZ", "Jane Zorblax, Zorblax Lane"):
            with self.subTest(words):
                self.assertNotIn("Jane", str(self.ask(words)))

    def test_council_may_hide_addresses(self):
        settings = self.env["res.config.settings"].create({"hide_addresses": True})
        settings.execute()
        for words in ("7 Zorblax Lane", "ZZ1 1ZZ"):
            self.assertEqual(self.ask(words), [])
        page = self.page(PATH)
        self.assertFalse(page.find_class("o_service_find"))
        typed = {"where-words": "ZZ1 1ZZ"}
        found = self.fill("test_pothole", step="find", **typed)
        self.assertEqual(self.uprns(found), [""])
        self.assertEqual(self.send_words("7 Zorblax Lane").property_id, self.seven)

    # Sent

    def test_address_that_certainly_means_a_property_is_attached(self):
        typed = {"where-words": "7 zorblax ln, zz11zz"}
        check = self.fill("test_pothole", who="anonymous", **typed)
        self.assertIn(self.seven.name, self.words(check), "to look over")
        self.send(check, "test_pothole")
        request = self.opened()
        self.assertEqual(request.property_id, self.seven)
        self.assertEqual(request.address, "7 zorblax ln, zz11zz")
        self.assertEqual(request.postcode, "ZZ1 1ZZ")
        self.assertAlmostEqual(request.latitude, 53.75)

    def test_words_that_mean_no_property_are_kept(self):
        for words in ("opposite 7 Zorblax Lane", "by the old bridge", "ZZ1 1ZZ"):
            with self.subTest(words):
                request = self.send_words(words)
                self.assertFalse(request.property_id)
                self.assertEqual(request.address, words)

    def test_point_says_more_than_words(self):
        point = {"where-latitude": "53.8", "where-longitude": "-0.4"}
        typed = {"where-words": "7 Zorblax Lane", **point}
        check = self.fill("test_pothole", who="anonymous", **typed)
        self.send(check, "test_pothole")
        self.assertFalse(self.opened().property_id)
        self.assertAlmostEqual(self.opened().latitude, 53.8)

    def test_summary_tells_no_address_over_the_limit_but_the_request_has_it(self):
        self.use_up("lookup")
        typed = {"where-words": "7 zorblax ln"}
        check = self.fill("test_pothole", who="anonymous", **typed)
        self.assertNotIn("ZZ1 1ZZ", self.words(check))
        self.send(check, "test_pothole")
        self.assertEqual(self.opened().property_id, self.seven)
