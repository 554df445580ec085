from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import CouncilCase


@tagged("-at_install", "post_install")
class TestPropertyMatch(CouncilCase):
    """The property that somebody means who writes an address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shell = cls.place(
            "99000000020", pao_text="Quill House", pao_start_number=14
        )
        cls.flat = cls.place(
            "99000000021",
            sao_text="Flat 2",
            pao_text="Quill House",
            pao_start_number=14,
            parent_uprn=cls.shell.uprn,
        )
        cls.range = cls.place("99000000022", pao_start_number=3, pao_end_number=5)
        cls.forge = cls.place("99000000023", pao_text="The Old Forge")

    @classmethod
    def place(cls, uprn, street="Larch Row", postcode="HU5 3ZZ", **values):
        return cls.env["constituent.property"].create(
            {"uprn": uprn, "street": street, "postcode": postcode, **values}
        )

    def match(self, text, limit=5, group="officer"):
        Property = self.env["constituent.property"].with_user(self.users[group])
        return Property._match_address(text, limit)

    def certain(self, text):
        """The property that a text certainly means, an empty one for none."""
        found = self.match(text)
        is_certain = found and found[0]["is_certain"]
        return self.property.browse(found[0]["id"] if is_certain else ())

    def test_address_finds_its_property(self):
        for text, place in (
            ("12 Larch Row, Kingston upon Hull, HU5 3ZZ", self.property),
            ("12 larch rw", self.property),
            ("12 Lrach Row", self.property),
            ("12 hu53zz", self.property),
            ("missed 3 weeks in a row at 12 Larch Row HU5 3ZZ", self.property),
            ("12 Larch\nRow", self.property),
            ("5 Larch Row", self.range),
            ("Flat 2 Quill House 14", self.flat),
            ("2/14 Larch Row", self.flat),
            ("The Old Forge, Larch Row", self.forge),
            ("old forg, larch row hu5 3zz", self.forge),
        ):
            with self.subTest(text):
                self.assertEqual(self.certain(text), place)

    def test_what_is_not_certain_is_offered_at_most(self):
        for text in (
            "12½ Larch Row",
            "2 mattresses across the row",
            "12 larch trees",
            "Larch Row HU5 3ZZ",
            "12 Larch Row, Leeds LS1 1AA",
            "Flat 9, 14 Larch Row",
            "",
            None,
        ):
            with self.subTest(text):
                self.assertFalse(self.certain(text))

    def test_flat_without_its_number_goes_to_the_building_with_the_reason(self):
        best = self.match("Flat, Quill House, 14 Larch Row")[0]
        self.assertEqual(best["id"], self.shell.id)
        self.assertTrue(best["is_certain"])
        self.assertEqual(
            best["reason"], "A flat without its number: this is the building."
        )

    def test_two_equally_good_properties_are_never_certain(self):
        self.place("99000000024", house="12", postcode="HU6 1ZZ", city="Hessle")
        found = self.match("12 Larch Row")
        self.assertEqual(len(found), 2)
        self.assertFalse(found[0]["is_certain"])
        self.assertIn("Other properties fit as well.", found[0]["reason"])
        self.assertEqual(self.certain("12 Larch Row, HU5 3ZZ"), self.property)
        self.assertEqual(
            self.certain("12 Larch Row, Kingston upon Hull"), self.property
        )

    def test_misspelt_building_without_its_street_is_found(self):
        self.shell.city = self.flat.city = "Kingston upon Hull"
        self.assertEqual(self.certain("Flat 2, Quil House, Hull"), self.flat)
        best = self.match("Flat 2 Quil House")[0]
        self.assertEqual((best["id"], best["is_certain"]), (self.flat.id, False))

    def test_postcodes_are_those_of_the_councils_country(self):
        place = self.place("99000000025", "Dorpsstraat", "2311 AB", house="7")
        self.env.company.country_id = self.env.ref("base.nl")
        self.assertEqual(self.certain("7, 2311ab"), place)
        self.assertFalse(self.certain("Dorpsstraat 7, 1012 AB Amsterdam"))

    def test_address_is_offered_while_it_is_typed(self):
        Property = self.env["constituent.property"].with_user(self.users["officer"])
        self.assertEqual(Property.suggest_addresses("12"), [])
        for text in (
            "12 lar",
            "12 larch",
            "12 Larch Row",
            "12 Lrach Row",
            "12 hu5 3zz",
        ):
            with self.subTest(text):
                best = Property.suggest_addresses(text)[0]
                self.assertEqual(best["id"], self.property.id)
        self.assertEqual(
            best,
            {
                "id": self.property.id,
                "uprn": "99000000012",
                "name": "12 Larch Row, Kingston upon Hull, HU5 3ZZ",
                "address": "12 Larch Row",
                "postcode": "HU5 3ZZ",
                "ward": "Larches",
                "is_certain": True,
                "reason": "House and postcode are the same.",
            },
        )
        begun = Property.suggest_addresses("larch row", limit=3)
        self.assertEqual(len(begun), 3)
        self.assertFalse(any(one["is_certain"] for one in begun))

    def test_fields_of_properties_offer_what_is_meant_first(self):
        Property = self.env["constituent.property"].with_user(self.users["officer"])
        for text in ("12 Larch Rw", "12 Lrach Row", "12, larch row hu5  3zz"):
            with self.subTest(text):
                self.assertEqual(Property.name_search(text)[0][0], self.property.id)
        found = Property.name_search("12 Larch Row", [("house", "=", "14")])
        self.assertNotIn(self.property.id, dict(found))
        self.assertEqual(len(Property.name_search("larch row", limit=2)), 2)

    def test_offered_addresses_cost_few_queries(self):
        Property = self.env["constituent.property"].with_user(self.users["officer"])
        Property.suggest_addresses("12 lar")
        for text, queries in (("12 Larch Row HU5 3ZZ", 4), ("larch row", 7)):
            self.env.invalidate_all()
            with self.subTest(text), self.assertQueryCount(queries):
                Property.suggest_addresses(text)

    def test_best_comes_first_and_no_more_than_wanted(self):
        found = self.match("Flat 2, 14 Larch Row HU5 3ZZ")
        self.assertEqual(found[0]["id"], self.flat.id)
        scores = [one["score"] for one in found]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertTrue(all(0 <= score <= 1 for score in scores))
        self.assertEqual(len(self.match("Flat 2, 14 Larch Row HU5 3ZZ", limit=1)), 1)

    def test_batch_finds_what_single_calls_find(self):
        texts = ["12 Larch Row", "Flat 2 Quill House 14", "", "12 Lrach Row", "nothing"]
        Property = self.env["constituent.property"]
        found = Property._match_addresses(texts)
        self.assertEqual(found, [Property._match_address(text) for text in texts])
        self.assertEqual(Property._match_addresses([]), [])

    def test_number_in_a_short_range_and_unit_in_another_are_found(self):
        shop = self.place("99000000026", pao_start_number=30, pao_end_number=36)
        units = self.place(
            "99000000027", house="Units 7-9, Tanner Trading Estate", street="Dock Way"
        )
        for text, place in (
            ("32 Larch Row", shop),
            ("34 larch rw hu5 3zz", shop),
            ("31 Larch Row", self.property.browse()),
            ("unit 8 tanner trading est", units),
            ("Unit 10 Tanner Trading Estate", self.property.browse()),
        ):
            with self.subTest(text):
                self.assertEqual(self.certain(text), place)

    def test_queries_do_not_grow_with_the_number_of_addresses(self):
        Property = self.env["constituent.property"]
        exact = "12 Larch Row HU5 3ZZ"
        Property._match_address(exact)
        for texts, queries in (
            ([exact], 2),
            ([exact] * 100, 2),
            (["14 Lrach Rwo"], 4),
            (["14 Lrach Rwo", exact, "Quill House"] * 30, 4),
            ([""], 0),
        ):
            with self.subTest(texts[:3]), self.assertQueryCount(queries):
                Property._match_addresses(texts)

    def test_property_is_found_at_once_when_made_or_changed(self):
        place = self.place("99000000030", street="Newly Built Way", house="7")
        self.assertEqual(self.certain("7 newly built way"), place)
        self.assertEqual(self.certain("7 newly bilt way"), place)
        place.street = "Renamed Crescent"
        self.assertEqual(self.certain("7 Renamed Cres"), place)
        self.assertFalse(self.certain("7 newly built way"))

    def test_historic_and_archived_properties_are_not_found(self):
        self.range.status = "historic"
        self.forge.active = False
        self.assertFalse(self.match("3-5 Larch Row"))
        self.assertFalse(self.match("The Old Forge, Larch Row"))

    def test_record_rules_apply(self):
        self.env["ir.rule"].create(
            {
                "name": "No Larch Row",
                "model_id": self.env["ir.model"]._get_id("constituent.property"),
                "domain_force": "[('street', '!=', 'Larch Row')]",
                "groups": [
                    Command.link(self.env.ref("constituent_crm.group_officer").id)
                ],
            }
        )
        self.assertFalse(self.match("12 Larch Row HU5 3ZZ"))

    def test_outsiders_may_not_match(self):
        portal = new_test_user(self.env, "match_portal", groups="base.group_portal")
        Property = self.env["constituent.property"].with_user(portal)
        with self.assertRaises(AccessError):
            Property._match_address("12 Larch Row")

    def test_reason_is_in_the_language_of_the_user(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        Property = self.env["constituent.property"].with_context(lang="fr_FR")
        # Every reason and doubt has its words.
        for match in ("reasons", "doubts"):
            words = getattr(Property, f"_{match}")()
            self.assertTrue(all(words.values()))

    def test_names_are_known_once_and_forgotten_with_their_last_property(self):
        Name = self.env["constituent.property.name"]
        place = self.place("99000000031", street="Singular Mews", pao_text="Odd Barn")
        self.place("99000000032", street="Singular Mews", house="2").unlink()
        names = Name.search([("text", "in", ("singularmews", "oddbarn"))])
        self.assertEqual(
            names.mapped(lambda name: (name.text, name.is_street)),
            [("oddbarn", False), ("singularmews", True)],
        )
        Name._gc_names()
        self.assertEqual(names.exists(), names)
        place.unlink()
        Name._gc_names()
        self.assertFalse(names.exists())

    def test_import_makes_streets_known(self):
        Target = self.env["constituent.import.property"]
        values = {"uprn": "99000000040", "house": "4", "street": "Imported Garth"}
        whole = Target._compare_entry(values, None)[0]
        Target._upsert([whole])
        self.assertEqual(self.certain("4 Importd Garth").uprn, "99000000040")
