from odoo.tests import BaseCase, tagged

from ..matching import places
from .common import CouncilCase


class TestPostcodeStarts(BaseCase):
    def test_blank_is_put_where_it_may_be(self):
        for text, starts in (
            ("hu53er", ("HU5 3ER",)),
            (" HU5  3er", ("HU5 3ER",)),
            ("hu5 oer", ("HU5 0ER",)),
            ("HU5", ("HU5",)),
            ("hu53", ("HU53", "HU5 3")),
            ("hu5 3", ("HU5 3",)),
            ("hu53e", ("HU53E", "HU5 3E")),
            ("m1 1", ("M1 1",)),
            ("1012 ab", ("1012AB",)),
            ("00-950", ("00950",)),
            ("%", ()),
            ("", ()),
            (None, ()),
        ):
            with self.subTest(text):
                self.assertEqual(places.postcode_starts(text), starts)


@tagged("-at_install", "post_install")
class TestPostcodeSearch(CouncilCase):
    """The search by postcode in the list of constituents."""

    def found_by(self, text):
        domain = [("postcode_start", "ilike", text)]
        return self.zofia in self.env["res.partner"].search(domain)

    def test_postcode_is_found_however_it_is_typed(self):
        self.zofia.zip = "HU5 3ZZ"
        for text in ("HU5 3ZZ", "hu53zz", "hu5  3zz", "HU5\u00a03ZZ", "hu53", "hu5 3z"):
            with self.subTest(text):
                self.assertTrue(self.found_by(text))
        for text in ("HU5 3ZY", "hu6", "U5 3ZZ", "3ZZ"):
            with self.subTest(text):
                self.assertFalse(self.found_by(text))

    def test_properties_are_found_however_their_postcode_is_typed(self):
        Property = self.env["constituent.property"]
        for text, is_found in (
            ("hu53zz", True),
            ("HU5  3ZZ", True),
            ("hu5 3", True),
            ("hu53", True),
            ("HU5", True),
            ("hu5 3zy", False),
            ("3ZZ", False),
            ("%", True),
        ):
            with self.subTest(text):
                found = Property.search([("postcode_start", "ilike", text)])
                self.assertEqual(self.property in found, is_found)
        view = Property.get_view(view_type="search")["arch"]
        self.assertIn('name="postcode_start"', view)

    def test_properties_of_another_country_are_found_by_postcode(self):
        self.env.company.country_id = self.env.ref("base.nl")
        self.property.postcode = "1012 AB"
        Property = self.env["constituent.property"]
        for text in ("1012ab", "1012 AB", "1012"):
            with self.subTest(text):
                found = Property.search([("postcode_start", "ilike", text)])
                self.assertIn(self.property, found)

    def test_postcode_of_another_country(self):
        self.zofia.zip = "1012 AB"
        for text in ("1012ab", "1012 AB", "1012"):
            with self.subTest(text):
                self.assertTrue(self.found_by(text))

    def test_postcode_of_no_known_form_is_compared_as_it_is(self):
        self.zofia.zip = "near X/9"
        self.assertTrue(self.found_by("near x"))
        self.assertFalse(self.found_by("x/9"))

    def test_list_searches_by_it(self):
        view = self.env.ref("constituent_crm.constituent_view_search")
        arch = self.env["res.partner"].get_view(view.id, "search")["arch"]
        self.assertIn('name="postcode_start"', arch)
