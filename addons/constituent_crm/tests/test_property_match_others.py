from odoo.tests import tagged

from .common import CouncilCase

OTHERS = """The Old Forge, Larch Row, Kingston upon Hull, HU5 3ZZ
7 Ffordd Llarwydd, Kingston upon Hull, HU5 3ZZ
Flat 1, Quill House, 5 Former Street"""


@tagged("-at_install", "post_install")
class TestPropertyMatchOthers(CouncilCase):
    """A property is meant by its alternative and former addresses, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls.make_property(
            "99000000077",
            house="7",
            street="Larch Row",
            city="Kingston upon Hull",
            postcode="HU5 3ZZ",
            other_addresses=OTHERS,
        )

    def certain(self, text):
        """The property that a text certainly means, an empty one for none."""
        Property = self.env["constituent.property"].with_user(self.users["officer"])
        return Property._match_certain(text)

    def test_other_address_finds_its_property_with_the_reason(self):
        Property = self.env["constituent.property"]
        for text in (
            "The Old Forge, Larch Row",
            "old forg, larch row hu5 3zz",
            "7 Ffordd Llarwydd",
            "7 fford llarwydd, HU5 3ZZ",
            "missed bin at 7 Ffordd Llarwydd",
            "Flat 1, Quill House, 5 Former Street",
            "flat 1 5 former st",
        ):
            with self.subTest(text):
                best = Property._match_address(text)[0]
                self.assertEqual((best["id"], best["is_certain"]), (self.place.id, 1))
                self.assertIn("another address", best["reason"])
        self.assertNotIn(
            "another", Property._match_address("7 Larch Row HU5 3ZZ")[0]["reason"]
        )
        self.assertFalse(self.certain("9 Ffordd Llarwydd"))

    def test_address_in_use_goes_before_a_former_one(self):
        self.place.other_addresses = "12 Larch Row"
        self.assertEqual(self.certain("12 Larch Row HU5 3ZZ"), self.property)
        self.assertEqual(self.certain("12 Larch Row"), self.property)
        self.property.status = "historic"
        self.assertEqual(self.certain("12 Larch Row"), self.place)

    def test_queries_are_no_more_than_for_the_address_in_use(self):
        Property = self.env["constituent.property"]
        Property._match_address("7 Larch Row")
        for texts, queries in (
            (["7 Ffordd Llarwydd"], 2),
            (["7 Ffordd Llarwydd", "7 Larch Row HU5 3ZZ"] * 50, 2),
            (["The Old Forge, Larch Row", "7 Ford Llarwydd"] * 30, 4),
        ):
            with self.subTest(texts[:2]), self.assertQueryCount(queries):
                Property._match_addresses(texts)

    def test_other_address_is_found_at_once_when_added_or_removed(self):
        self.place.other_addresses = "3 Renamed Garth"
        self.assertEqual(self.certain("3 Renamed Garth"), self.place)
        self.assertEqual(self.certain("3 Renamd Garth"), self.place)
        self.assertFalse(self.certain("7 Ffordd Llarwydd"))
        self.place.other_addresses = False
        self.assertFalse(self.certain("3 Renamed Garth"))

    def test_names_of_other_addresses_are_kept_as_long_as_they_are_there(self):
        Name = self.env["constituent.property.name"]
        keys = ("fforddllarwydd", "oldforge", "formerstreet")
        Name._gc_names()
        self.assertEqual(Name.search_count([("text", "in", keys)]), 3)
        self.place.other_addresses = "The Old Forge"
        Name._gc_names()
        self.assertEqual(Name.search([("text", "in", keys)]).text, "oldforge")

    def test_import_makes_other_addresses_known(self):
        Target = self.env["constituent.import.property"]
        values = {"uprn": "99000000078", "house": "4", "street": "Imported Garth"}
        values["other_addresses"] = "4 Gerddi Newydd"
        ids = Target._upsert([Target._compare_entry(values, None)[0]])
        self.assertEqual(self.certain("4 Gerddi Newyd").id, ids["99000000078"])
