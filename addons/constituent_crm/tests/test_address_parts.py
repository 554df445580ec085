from odoo.tests import BaseCase, tagged

from ..addresses import Entry, search_keys, tokens, units
from ..addresses.entry import house_of
from ..addresses.tokens import Number

HULL = ("", "Kingston upon Hull", "")


@tagged("-at_install", "post_install")
class TestAddressParts(BaseCase):
    """The parts that an address is read into."""

    def numbers(self, text):
        return [
            token.number for token in tokens.split(tokens.fold(text)) if token.number
        ]

    def test_numbers(self):
        for text, number in (
            ("12", Number(12)),
            ("12A", Number(12, "a")),
            ("12-a", Number(12, "a")),
            ("12½", Number(12, "\x01")),
            ("12 1/2", Number(12, "\x01")),
            ("3-5", Number(3, "", 5)),
            ("3A-5B", Number(3, "a", 5, "b")),
            ("2/14", Number(2, "", 14, "", True)),
        ):
            with self.subTest(text):
                self.assertEqual(self.numbers(text), [number])

    def test_dates_times_telephones_and_money_are_no_numbers(self):
        for text in ("07.11.2026", "01-02-1980", "10:30", "01482 300300", "£20", "3pm"):
            with self.subTest(text):
                self.assertEqual(
                    [n for n in self.numbers(text) if n.value not in (20,)], []
                )

    def test_units(self):
        for text, identifiers, floors in (
            ("Flat 2", [("unit", "2")], set()),
            ("Flat No. 2", [("unit", "2")], set()),
            ("Apt 2b", [("unit", "2b")], set()),
            ("Flat 2 B", [("unit", "2b")], set()),
            ("Room 3, Flat 2", [("room", "3"), ("unit", "2")], set()),
            ("Ground Floor Flat", [], {"floor0"}),
            ("First Avenue", [], set()),
            ("Basement", [], {"floor-1"}),
            ("Flat 1 Rear", [("unit", "1")], {"rear"}),
        ):
            with self.subTest(text):
                found = units.find(tokens.split(tokens.fold(text)))
                self.assertEqual(
                    (found.identifiers, found.floors), (identifiers, floors)
                )

    def test_house_of_the_gazetteer(self):
        for text, identifiers, name, number in (
            ("12A", (), (), Number(12, "a")),
            ("Flat 2, 12", (("unit", "2"),), (), Number(12)),
            ("Flat 2 Mill House 14", (("unit", "2"),), ("mill", "house"), Number(14)),
            ("10, Maple Court, 12", (("unit", "10"),), ("maple", "court"), Number(12)),
            ("10, Maple Court", (("unit", "10"),), ("maple", "court"), None),
            ("The Old Mill", (), ("the", "old", "mill"), None),
            ("", (), (), None),
        ):
            with self.subTest(text):
                house = house_of(text)
                self.assertEqual(
                    (house.identifiers, house.name, house.number),
                    (identifiers, name, number),
                )

    def test_key_of_a_name(self):
        for words, key in (
            ("park ave", "parkavenue"),
            ("the old mill", "oldmill"),
            ("the avenue", "theavenue"),
            ("st marys st", "saintmarysstreet"),
            ("church st north", "churchstreetnorth"),
        ):
            with self.subTest(words):
                self.assertEqual(search_keys.key_of(words.split()), key)

    def test_search_keys_of_a_property(self):
        entry = Entry.of(1, "Flat 2, Mill House, 3-5", "Park Ave", HULL, "HU5 3ER")
        self.assertEqual(
            entry.search_keys,
            {
                "door_key": "parkavenue/3",
                "door_end_key": "parkavenue/5",
                "building_key": "millhouse",
            },
        )
