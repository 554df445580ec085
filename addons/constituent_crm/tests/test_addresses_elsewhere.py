from odoo.tests import BaseCase, tagged

from ..addresses import Entry, Search, postcodes

# House, street, town, postcode.
IRELAND = {
    "14": ("14", "Main Street", "Ballymore", "A65 F4E2"),
    "cottage": ("Rose Cottage", "", "Kilbride", "A65 X285"),
    "flat": ("Flat 2, 20", "Main Street", "Ballymore", "A65T2H5"),
}
NETHERLANDS = {
    "12": ("12", "Dorpsstraat", "Leiden", "2311 AB"),
    "12a": ("12A", "Dorpsstraat", "Leiden", "2311 AB"),
    "14": ("14", "Kerkstraat", "Leiden", "2312CD"),
}
GERMANY = {
    "12": ("12", "Hauptstraße", "München", "80331"),
    "5a": ("5a", "Am Markt", "München", "80331"),
}
AUSTRALIA = {
    "12": ("12", "George Street", "Sydney", "2000"),
    "1200": ("1200", "Pacific Highway", "Pymble", "2073"),
}


@tagged("-at_install", "post_install")
class TestAddressesElsewhere(BaseCase):
    """Which property somebody means who writes to a council of another country."""

    def certain(self, text, gazetteer, country):
        """The property that a text certainly means, "" for none."""
        entries = [
            Entry.of(number, house, street, ("", town, ""), postcode)
            for number, (house, street, town, postcode) in enumerate(gazetteer.values())
        ]
        search = Search(text, country)
        search.begin({entry.street for entry in entries})
        found = {}
        for entry in entries:
            for key in {entry.postcode, *entry.search_keys.values()} - {""}:
                found.setdefault(key, []).append(entry)
        best = search.rank(found, 1)
        return list(gazetteer)[best[0].id] if best and best[0].is_certain else ""

    def assertCertain(self, country, gazetteer, expected):
        for text, name in expected.items():
            with self.subTest(text):
                self.assertEqual(self.certain(text, gazetteer, country), name)

    def test_eircode_is_one_property_alone(self):
        self.assertCertain(
            "IE",
            IRELAND,
            {
                "14 Main Street, Ballymore A65 F4E2": "14",
                "A65 X285": "cottage",
                "a65x285": "cottage",
                "the house at A65X285": "cottage",
                "My Eircode is A65 T2H5, missed 3 weeks in a row": "flat",
                "15 Main Street A65 F4E2": "",
                "opposite A65 X285": "",
                "A65 F4E2 or A65 X285": "",
                "14 Main Street, D02 AF30": "",
            },
        )

    def test_dutch_postcode_with_and_without_space(self):
        self.assertCertain(
            "NL",
            NETHERLANDS,
            {
                "Dorpsstraat 12, 2311AB Leiden": "12",
                "2311 ab 12": "12",
                "Dorpsstraat 12a, 2311 AB": "12a",
                "14 Kerkstraat 2312 CD": "14",
                "14, 2312cd": "14",
                "Dorpsstraat 12, 1012 AB Amsterdam": "",
            },
        )

    def test_five_digits(self):
        self.assertCertain(
            "DE",
            GERMANY,
            {
                "Hauptstraße 12, 80331 München": "12",
                "Hauptstrasse 12, D-80331 Muenchen": "12",
                "12, 80331": "12",
                "Am Markt 5 a, 80331 München": "5a",
                "Hauptstraße 12, 50667 Köln": "",
            },
        )

    def test_four_digits(self):
        self.assertCertain(
            "AU",
            AUSTRALIA,
            {
                "12 George St Sydney NSW 2000": "12",
                "12, 2000": "12",
                "1200 Pacific Highway Pymble 2073": "1200",
                "since 2019 at 12 George Street": "12",
                "12 George Street, Melbourne VIC 3000": "",
            },
        )

    def test_other_forms_have_one_spelling(self):
        for country, text, normal in (
            ("PL", "Polna 12, 30001 Kraków", "30-001"),
            ("PT", "Rua Nova 12, 1100 001 Lisboa", "1100-001"),
            ("SE", "Storgatan 5, 11455 Stockholm", "114 55"),
            ("CA", "12 Bank St, Ottawa k1a0b1", "K1A 0B1"),
            ("US", "12 Main St, Springfield IL 62701-1234", "62701"),
            ("IN", "12 Temple Road, Mysuru 570 001", "570001"),
            ("LV", "Lielā iela 1, lv1010 Rīga", "LV-1010"),
        ):
            with self.subTest(text):
                self.assertIn(
                    normal, [one.text for one in postcodes.find(text, country)]
                )

    def test_only_what_is_written_as_a_postcode_is_elsewhere(self):
        for country, text in (
            ("DE", "seit 10000 und mehr"),
            ("AU", "In 2024 The bins"),
            ("AU", "1234 Main Street"),
            ("NL", "at 1030 am"),
        ):
            with self.subTest(text):
                found = postcodes.find(text, country)
                self.assertFalse(any(one.is_sound for one in found))

    def test_british_council_has_british_postcodes_alone(self):
        self.assertEqual(postcodes.find("1234 AB, 12345, D02 AF30", "GB"), [])
        self.assertEqual(len(postcodes.find("HU5 3ER", "IE")), 1)
