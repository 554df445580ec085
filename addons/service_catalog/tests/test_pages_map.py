from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.service_catalog.tests.pages_case import TILES, PagesCase

PATH = "/services/test_pothole/request"


@tagged("post_install", "-at_install")
class TestPagesMap(PagesCase):
    """The map on the form of a service."""

    def form(self):
        (form,) = self.page(PATH).find_class("o_service_form")
        return form

    def test_without_a_tile_server_there_is_no_map(self):
        self.env["ir.config_parameter"].set_param("service_catalog.tile_url", False)
        response = self.url_open(PATH)
        for word in ("data-tiles", "data-box", "leaflet"):
            self.assertNotIn(word, response.text)
        self.assertIn("where-latitude", response.text)

    def test_map_with_a_tile_server_shows_the_wards(self):
        self.show_map()
        form = self.form()
        self.assertEqual(form.get("data-tiles"), TILES)
        box = "51.000000,1.000000,51.200000,1.200000"
        self.assertEqual(form.get("data-box"), box)
        self.assertTrue(form.get_element_by_id("where-words").name)

    def test_attribution_is_sanitised(self):
        self.show_map()
        attribution = self.form().get("data-attribution")
        self.assertIn("https://example.org", attribution)
        self.assertNotIn("script", attribution)

    def test_map_without_wards_shows_the_addresses(self):
        self.show_map()
        self.env["constituent.ward"].search([]).boundary = False
        places = self.env["constituent.property"]
        places.search([]).write({"latitude": 0, "longitude": 0})
        self.assertIsNone(self.form().get("data-box"))
        for uprn, point in (("9001", (51.0, 1.0)), ("9002", (51.2, 0.8))):
            places.create(
                {
                    "uprn": uprn,
                    "name": f"{uprn} Test Street",
                    "latitude": point[0],
                    "longitude": point[1],
                }
            )
        box = "51.000000,0.800000,51.200000,1.000000"
        self.assertEqual(self.form().get("data-box"), box)

    def place(self, number, north=0):
        """A house of Test Lane, so many metres north of the point 51.1, 1.1."""
        return self.make_property(
            f"900{number}",
            house=str(number),
            street="Test Lane",
            postcode="ZZ1 1ZZ",
            latitude=round(51.1 + north / 111_195, 6),
            longitude=1.1,
        )

    def addresses(self, **asked):
        answer = self.url_open("/services/addresses/find", json={"params": asked})
        return answer.json()["result"]

    def test_postcode_returns_the_coordinates_of_its_addresses(self):
        place = self.place(1)
        expected = {"uprn": "9001", "name": place.name, "point": [51.1, 1.1]}
        self.assertEqual(self.addresses(words=" zz11zz"), [expected])
        page = self.fill("test_pothole", step="find", **{"where-words": "ZZ1 1ZZ"})
        (option,) = page.xpath("//select[@name='where-property']/option[@value='9001']")
        self.assertEqual(option.get("data-point"), "51.1,1.1")

    def test_a_point_suggests_the_nearest_addresses(self):
        self.show_map()
        for number, north in ((1, 90), (2, 10), (3, -40), (4, 1000)):
            self.place(number, north)
        self.place(5).status = "historic"
        near = [one["uprn"] for one in self.addresses(point=["51.1", "1.1"])]
        self.assertEqual(near, ["9002", "9003", "9001"])
        typed = {"where-latitude": "51.1", "where-longitude": "1.1"}
        check = self.fill("test_pothole", who="anonymous", **typed)
        self.assertIn("Near 2 Test Lane", self.words(check))
        self.send(check, "test_pothole")
        self.assertIn("Near 2 Test Lane", self.opened().address)
        self.assertAlmostEqual(self.opened().latitude, 51.1)

    def test_invalid_coordinates_suggest_nothing(self):
        self.place(1)
        for point in (None, "x", [], ["1"], [91, 0], ["nan", "1"], {"a": 1}, [1, 2, 3]):
            with self.subTest(point=point):
                self.assertEqual(self.addresses(words=None, point=point), [])

    def test_address_look_ups_are_limited(self):
        Attempt = self.env["service.rate.limit"]
        while Attempt._is_within_limit("lookup", "127.0.0.1"):
            pass
        self.assertIs(self.addresses(words="ZZ1 1ZZ"), False)

    def test_page_sends_no_referrer(self):
        self.show_map()
        headers = self.url_open(PATH).headers
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")

    def test_point_outside_the_wards_is_refused_but_kept_in_the_form(self):
        self.show_map()
        typed = {"where-latitude": "10", "where-longitude": "1.1"}
        page = self.fill("test_pothole", 400, who="anonymous", **typed)
        fault = page.get_element_by_id("where-fault")
        self.assertIn("outside the council", fault.text_content())
        self.assertEqual(self.fields(page, "/request")["where-latitude"], "10")

    def test_setting_requires_a_tile_url(self):
        Settings = self.env["res.config.settings"]
        for url in (
            "http://tiles.example.org/{z}/{x}/{y}.png",
            "https://tiles.example.org/{z}/{x}.png",
            "javascript:{z}{x}{y}",
            "//tiles.example.org/{z}/{x}/{y}.png",
        ):
            with self.assertRaises(ValidationError):
                Settings.create({"tile_url": url})
        url = "https://tiles.example.org/{z}/{x}/{y}.png"
        Settings.create({"tile_url": url}).execute()
        self.assertEqual(self.form().get("data-tiles"), url)
