from odoo.tests import BaseCase, tagged

from .. import addresses
from ..addresses import Entry
from ..gazetteer import entries

HULL = ("", "Hull", "")
OWN = ("Larch Row", HULL, "HU5 3ZZ")


@tagged("-at_install", "post_install")
class TestOtherAddresses(BaseCase):
    """Alternative and former addresses of a property."""

    def assertParts(self, expected):
        for line, (house, street) in expected.items():
            with self.subTest(line):
                found = addresses.parts_of(line, *OWN)
                self.assertEqual([parts[:2] for parts in found], [(house, street)])

    def test_line_of_the_gazetteer_is_divided(self):
        self.assertParts(
            {
                "THE OLD MILL, LARCH ROW, HULL, HU5 3ZZ": ("THE OLD MILL", "LARCH ROW"),
                "69 LARCH ROW, HULL, HU5 3ZZ": ("69", "LARCH ROW"),
                "69A-71 Elm Road, Hull": ("69A-71", "Elm Road"),
                "12½ Elm Road": ("12½", "Elm Road"),
                "Flat 2, 14 Elm Road": ("Flat 2, 14", "Elm Road"),
                "Flat 2, Mill House, 14 Elm Road, Newland": (
                    "Flat 2, Mill House, 14",
                    "Elm Road",
                ),
                "Flat 3, Rose Court, Elm Road, Newland, Hull": (
                    "Flat 3, Rose Court",
                    "Elm Road",
                ),
                "1 The Cottages, Mill Lane": ("1 The Cottages", "Mill Lane"),
                "Elm House, The Green, Hull": ("Elm House", "The Green"),
            }
        )

    def test_welsh_street_is_known_by_its_first_word(self):
        self.assertParts(
            {
                "71 FFORDD LLARWYDD, HULL": ("71", "FFORDD LLARWYDD"),
                "Y Felin, Ffordd Llarwydd, Abertawe": ("Y Felin", "Ffordd Llarwydd"),
                "12 Heol y Bont, Llanelli": ("12", "Heol y Bont"),
                "3 Lôn Las": ("3", "Lôn Las"),
            }
        )

    def test_line_without_a_street_is_in_the_propertys(self):
        self.assertParts(
            {
                "The Old Mill": ("The Old Mill", "Larch Row"),
                "Hen Ysgol, Hull": ("Hen Ysgol", "Larch Row"),
                "12A": ("12A", "Larch Row"),
            }
        )

    def test_what_is_no_house_is_no_address(self):
        for text in ("", "\n \n", " , ,", "Larch Row", "Larch Row, Hull, HU5 3ZZ"):
            with self.subTest(text):
                self.assertEqual(addresses.parts_of(text, *OWN), ())

    def test_lines_are_bounded_and_counted_once(self):
        self.assertEqual(len(addresses.parts_of("1 Elm Road\n" * 500, *OWN)), 1)
        lines = "\n".join(f"{number} Elm Road" for number in range(1, 500))
        self.assertEqual(len(addresses.parts_of(lines, *OWN)), 20)

    def test_keys_and_names_are_derived(self):
        row = entries.complete_entry(
            {"house": "71", "street": "Larch Row", "city": "Hull"}
            | {"other_addresses": "The Old Mill\n69 Ffordd Llarwydd, Hull"}
        )
        keys = set(row["other_keys"].split(" "))
        self.assertEqual(keys, {"oldmill", "larchrow/", "fforddllarwydd/69"})
        self.assertIn(("69", "Ffordd Llarwydd"), entries.names(row))
        plain = entries.complete_entry({"house": "71", "street": "Larch Row"})
        self.assertEqual(plain["other_keys"], "")

    def matches(self, text):
        """The ids, certainty and reason, of house 71, once 69, and of today's 69."""
        found = [
            Entry.of(1, "71", *OWN),
            *Entry.others(1, "69 Larch Row\nThe Old Mill\n67 Larch Row", *OWN),
            Entry.of(2, "69", *OWN),
        ]
        written = addresses.parse(text, "GB")
        matches = addresses.matches(written, found, {"HU5 3ZZ"}, {"larchrow"})
        return [(one.id, one.is_certain, one.reason) for one in matches]

    def test_former_address_says_which_property_it_is(self):
        for text in (
            "67 Larch Row, Hull, HU5 3ZZ",
            "67 larch rw",
            "The Old Mill, Larch Row",
        ):
            with self.subTest(text):
                self.assertEqual(self.matches(text), [(1, True, "other_address")])

    def test_address_in_use_goes_before_a_former_one(self):
        for text in ("69 Larch Row, Hull", "69 HU5 3ZZ"):
            with self.subTest(text):
                self.assertEqual(self.matches(text)[0][:2], (2, True))
        self.assertEqual(self.matches("71 Larch Row"), [(1, True, "street")])
