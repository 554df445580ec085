from odoo.tests import tagged

from .. import addresses
from ..addresses import postcodes, tokens
from .addresses_case import AddressesCase

HULL = ("", "Kingston upon Hull", "")
# House, street, locality with town, postcode.
GAZETTEER = {
    "12": ("12", "Park Avenue", HULL, "HU5 3ER"),
    "12a": ("12A", "Park Avenue", HULL, "HU5 3ER"),
    "14": ("14", "Park Avenue", HULL, "HU5 3ER"),
    "3-5": ("3-5", "Park Avenue", HULL, "HU5 3ER"),
    "121": ("121", "Park Avenue", HULL, "HU5 3EQ"),
    "cottage lane": ("21", "Cottage Lane", HULL, "HU5 2DZ"),
    "drive": ("2", "The Drive", HULL, "HU5 1AB"),
    "mill": ("The Old Mill", "Birch Lane", HULL, "HU5 1AA"),
    "mill house": ("Mill House, 14", "Spring Bank", HULL, "HU3 1AA"),
    "flat 2": ("Flat 2, Mill House, 14", "Spring Bank", HULL, "HU3 1AA"),
    "flat 3": ("Flat 3, Mill House, 14", "Spring Bank", HULL, "HU3 1AA"),
    "flat a": ("Flat A, 30", "Spring Bank", HULL, "HU3 1AB"),
    "flat b": ("Flat B, 30", "Spring Bank", HULL, "HU3 1AB"),
    "ground": ("Ground Floor Flat, 40", "Spring Bank", HULL, "HU3 1AB"),
    "first": ("First Floor Flat, 40", "Spring Bank", HULL, "HU3 1AB"),
    "st mary": ("7", "St Mary's Street", HULL, "HU1 1AA"),
    "church anlaby": ("8", "Church Road", ("Anlaby", "Hull", ""), "HU10 6AA"),
    "church bilton": ("8", "Church Road", ("Bilton", "Hull", ""), "HU11 4AA"),
    "hill": ("9", "Hill Lane", HULL, "HU6 1AA"),
    "mill lane": ("11", "Mill Lane", HULL, "HU6 1AB"),
    "washington": ("7", "Washington Drive", HULL, "HU6 1AC"),
    "elm": ("6", "Elm Road", HULL, "HU6 1AD"),
    "north": ("6", "Elm Road North", HULL, "HU6 1AE"),
    "stockholm": ("5", "Storgatan", ("", "Stockholm", ""), "114 55"),
}


@tagged("-at_install", "post_install")
class TestAddresses(AddressesCase):
    """Spellings of addresses, and prose that holds one."""

    gazetteer = GAZETTEER

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spellings = addresses.spellings_of("millhouse")

    def test_address_in_any_spelling(self):
        self.assertCertain(
            {
                "12 Park Avenue, Hull, HU5 3ER": "12",
                "12 park ave hu53er": "12",
                "12, PARK AVENUE, KINGSTON UPON HULL": "12",
                "Park Avenue 12": "12",
                "12 ParkAvenue HU5 3ER": "12",
                "12 Prak Avenue HU5 3ER": "12",
                "12 HU5 3ER": "12",
                "7 Saint Marys St": "st mary",
                "7 St. Mary’s Street": "st mary",
            }
        )

    def test_number_with_a_letter_is_another_house(self):
        self.assertCertain(
            {
                "12a Park Avenue HU5 3ER": "12a",
                "12 A Park Avenue HU5 3ER": "12a",
                "12A, park av": "12a",
                "120 Park Avenue": "",
                "12b Park Avenue HU5 3ER": "",
            }
        )

    def test_half_number_is_neither_of_its_neighbours(self):
        self.assertDoubtful(
            "12½ Park Avenue HU5 3ER",
            "12 1/2 Park Avenue HU5 3ER",
            "12 ½ Park Avenue",
        )
        self.assertCertain({"121 Park Avenue": "121", "121, Park Ave": "121"})

    def test_range_is_found_by_itself_and_its_ends(self):
        self.assertCertain(
            {
                "3-5 Park Avenue HU5 3ER": "3-5",
                "3 – 5 Park Avenue": "3-5",
                "3/5 Park Avenue HU5 3ER": "3-5",
                "3 Park Avenue": "3-5",
                "5 Park Avenue, HU5 3ER": "3-5",
                "4 Park Avenue, HU5 3ER": "",
                "6 Park Avenue, HU5 3ER": "",
            }
        )

    def test_flat_is_found_however_it_is_written(self):
        self.assertCertain(
            {
                "Flat 2 Mill House 14": "flat 2",
                "Flat 2, Mill House": "",
                "Flat 2, Mill House, Kingston upon Hull": "flat 2",
                "Flat 2, Mill House, 14 Spring Bank": "flat 2",
                "Flat 02 Mill House, 14 Spring Bank HU3 1AA": "flat 2",
                "Apartment 2, 14 Spring Bank": "flat 2",
                "2/14 Spring Bank": "flat 2",
                "2, Mill House, 14 Spring Bank": "flat 2",
                "Mill House, 14 Spring Bank, Flat 3": "flat 3",
                "flat2 14 spring bank": "flat 2",
                "30A Spring Bank HU3 1AB": "flat a",
                "Flat B, 30 Spring Bank": "flat b",
                "1st floor flat, 40 Spring Bank": "first",
                "First Flor Flat 40 Spring Bank": "first",
            }
        )

    def test_number_before_a_building_is_its_flat(self):
        self.assertCertain(
            {
                "2, Mill House, Spring Bank": "flat 2",
                "2 Mill House, Spring Bank": "flat 2",
                "14 Mill House, Spring Bank": "mill house",
            }
        )

    def test_house_with_a_name_between_is_looked_for_as_a_flat_too(self):
        for text, is_doubtful in (
            ("14, Mill House, Park Avenue", True),
            ("14 Park Avenue", False),
            ("14, Hull, Park Avenue", False),
        ):
            with self.subTest(text):
                search = addresses.Search(text)
                search.begin(self.streets)
                found = search.rank({"parkavenue/14": [self.entries[2]]}, 5)
                self.assertTrue(found[0].is_certain)
                self.assertEqual(search.is_doubtful, is_doubtful)

    def test_street_off_which_it_is_does_not_compete(self):
        self.assertCertain({"9 Hill Lane, off Spring Bank": "hill"})

    def test_flat_without_its_number_is_its_building(self):
        for text in (
            "Flat, Mill House, 14 Spring Bank",
            "Mill House, 14 Spring Bank HU3 1AA",
            "14 Spring Bank, Hull",
        ):
            with self.subTest(text):
                best = self.matches(text)[0]
                self.assertEqual(self.certain(text), "mill house")
                self.assertEqual(best.reason, "building")

    def test_flat_that_is_not_there_is_not_guessed(self):
        self.assertDoubtful(
            "Flat 9, Mill House, 14 Spring Bank HU3 1AA",
            "30 Spring Bank HU3 1AB",
            "Flat, 30 Spring Bank",
            "40 Spring Bank",
        )

    def test_flat_of_an_undivided_house_is_offered_as_the_house(self):
        found = self.matches("Flat 1, 14 Park Avenue HU5 3ER")[0]
        self.assertEqual((self.names[found.id], found.reason), ("14", "unknown_flat"))
        self.assertFalse(found.is_certain)

    def test_named_house(self):
        self.assertCertain(
            {
                "The Old Mill, Birch Lane": "mill",
                "Old Mill Birch Ln": "mill",
                "old mil, HU5 1AA": "mill",
                "The Old Mill": "",
                "Birch Lane": "",
            }
        )

    def test_misspelt_building_is_found_without_its_street(self):
        """Here by all names that there are; the table of names is another test."""
        for text, name, is_certain in (
            ("Flat 2, Mil House, Kingston upon Hull", "flat 2", True),
            ("flat 3 of Mill Hous, Hull", "flat 3", True),
            ("Flat 2 Mil House", "flat 2", False),
            ("Mil House", "mill house", False),
        ):
            with self.subTest(text):
                search = addresses.Search(text, "GB")
                search.begin(self.streets)
                search.rank({}, 5)
                search.correct({}, {}, {one: {"millhouse"} for one in self.spellings})
                found = search.rank({"millhouse": self.entries}, 5)
                self.assertEqual(self.names[found[0].id], name)
                self.assertEqual(found[0].is_certain, is_certain)

    def test_postcode_in_any_spelling(self):
        self.assertCertain(
            {
                "12 Park Avenue HU5  3ER": "12",
                "12 Park Avenue HU5\u00a03ER": "12",
                "12 Park Avenue, hu5 3er": "12",
                "12, HU53ER": "12",
            }
        )
        self.assertEqual(postcodes.find("HU1O OAA")[0].text, "HU10 0AA")
        self.assertEqual(postcodes.find("HU5 OER")[0].text, "HU5 0ER")
        self.assertEqual(postcodes.find("HU5   3er")[0].text, "HU5 3ER")

    def test_time_and_storey_are_no_postcodes(self):
        self.assertCertain(
            {
                "House B2 3am collection. I am at 21 Cottage Lane HU5 2DZ": (
                    "cottage lane"
                ),
                "Invoice A1 1st copy: 21 Cottage Lane, HU5 2DZ": "cottage lane",
                "B2 3am, 21 Cottage Lane": "cottage lane",
            }
        )
        for text in ("B2 3AM", "B12 3rd", "A1 1st", "E4 2nd", "A63 1km"):
            with self.subTest(text):
                self.assertFalse(postcodes.find(text)[0].is_sound)

    def test_postcode_of_another_country(self):
        self.assertCertain({"5 Storgatan 114 55 Stockholm": "stockholm"})
        self.assertCertain({"Storgatan 5, 114 55": "stockholm"})

    def test_address_in_prose(self):
        self.assertCertain(
            {
                "missed 3 weeks in a row at 14 Park Avenue HU5 3ER": "14",
                "Hello, the bin of 12 Park\nAvenue was missed on 07.11.2026": "12",
                "On 3/11/2026 at 10.30 nobody came to 21 Cottage Lane": "cottage lane",
                "Please call 01482 300300 about 14 Park Avenue, thanks": "14",
                "2 mattresses across the drive": "",
                "3 weeks without a collection, HU5 3ER": "",
                "we are 12 people in Park Avenue": "",
                "dead cat on the drive outside no 2": "",
                "the drive has sunk outside number 2": "",
                "a dead cat outside 2 The Drive": "drive",
                "The Drive 2, HU5 1AB": "drive",
                "The 14 bus hit a sign in Park Avenue": "",
                "missed on 14 November, Park Avenue": "",
                "Missed collection 14/11 Park Avenue": "",
                "a tree fell on the 12th in Park Avenue": "",
                "2 mattresses on the drive at 12 Park Avenue": "12",
                "our 2 brown bins, 12 park avenue": "12",
                "I have 2 cars. 14 Park Avenue": "14",
                "dumped sofa in front of 12 Park Avenue": "12",
                "at 10 am 12 Park Avenue": "12",
                "My address is No. 14 Park Ave. Ring 01482 300300": "14",
                "14 park avenue, not 12": "14",
                "Re: 12 Park Avenue - missed bin (HU5 3ER)": "12",
                "Bins not collected.\n\nJane\n12 Park Ave\nHull\nHU53ER": "12",
            }
        )

    def test_number_of_a_thing_in_the_street_is_no_house(self):
        self.assertDoubtful(
            "Lamp column 14 Park Avenue",
            "street light no. 14, Park Avenue",
            "bus 12 Park Avenue",
            "bollard 14 Park Avenue HU5 3ER",
        )
        self.assertCertain(
            {
                "Street light out outside 14 Park Avenue": "14",
                "Broken street light. 14 Park Avenue": "14",
            }
        )

    def test_year_is_no_flat(self):
        self.assertCertain(
            {
                "since 2019 at 14 Park Avenue": "14",
                "In 2024 and 2025, 14 Park Avenue": "14",
            }
        )

    def test_place_beside_a_property_is_not_the_property(self):
        self.assertDoubtful(
            "opposite 12 Park Avenue HU5 3ER",
            "Pothole near the Old Mill, Birch Lane",
            "behind number 14 Park Avenue",
            "next to 12 Park Avenue",
            "next door to 12 Park Avenue HU5 3ER",
            "across from 12 Park Avenue",
            "adjacent to 12 Park Avenue",
            "2 doors down from 12 Park Avenue",
            "not far from 12 Park Avenue",
            "round the corner from 12 Park Avenue",
        )
        self.assertCertain(
            {
                "outside 12 Park Avenue HU5 3ER": "12",
                "12 Park Avenue, next to the school": "12",
                "missed again next week at 12 Park Avenue": "12",
            }
        )

    def test_line_break_is_a_space(self):
        self.assertCertain(
            {"12 Park\nAvenue": "12", "12\r\nPark Avenue\r\nHull\r\nHU5 3ER": "12"}
        )

    def test_two_addresses_are_never_certain(self):
        self.assertDoubtful(
            "from 12 Park Avenue HU5 3ER to 21 Cottage Lane HU5 2DZ",
            "12 and 14 Park Avenue",
            "I live at 21 Cottage Lane HU5 2DZ, the bag lies at 14 Park Avenue",
        )

    def test_two_streets_of_one_name_are_told_apart_by_place_or_postcode(self):
        self.assertCertain(
            {
                "8 Church Road, Bilton": "church bilton",
                "8 church rd HU10 6AA": "church anlaby",
                "8 Church Road": "",
                "8 Church Road, Hull": "",
            }
        )

    def test_another_town_is_not_ours(self):
        self.assertDoubtful(
            "12 Park Avenue, Leeds",
            "12 park avenue, leeds",
            "12 Park Avenue in Leeds",
            "12 Park Avenue, Leeds LS1 1AA",
            "12 Park Avenue LS1 1AA",
        )

    def test_what_is_said_after_an_address_is_no_town(self):
        for text in (
            "Please come to 12 Park Avenue. Thanks",
            "I live at 12 Park Avenue, please ring before you come",
            "12 Park Avenue\nThanks\nJane",
        ):
            with self.subTest(text):
                self.assertEqual(self.certain(text), "12")

    def test_postcode_of_another_street_contradicts(self):
        self.assertDoubtful("12 Park Avenue HU3 1AA", "2 Park Avenue HU5 1AB")

    def test_mistyped_postcode_of_the_same_street_is_forgiven(self):
        self.assertCertain({"12 Park Avenue HU5 3EQ": "12"})

    def test_street_that_exists_is_not_a_misspelling(self):
        self.assertDoubtful("9 Mill Lane", "11 Hill Lane HU6 1AB")

    def test_street_of_another_type_or_name_is_not_a_misspelling(self):
        self.assertDoubtful(
            "7 Washington Grove", "9 Bill Lane", "9 Hall Lane", "12 Park Road HU5 3ER"
        )
        self.assertCertain({"7 Washington Driev": "washington"})

    def test_longer_name_of_a_street_is_that_street(self):
        self.assertCertain(
            {
                "6 Elm Road North": "north",
                "6 Elm Rd, Hull": "elm",
                "6 Elm Rd, North": "",
            }
        )

    def test_letter_of_another_number_is_not_the_flat(self):
        self.assertDoubtful("30 Spring Bank HU3 1AB, bus 5A", "30 Spring Bank, 4/5")

    def test_nothing_is_found_without_an_address(self):
        for text in (None, "", "   ", "Thank you", "HU9 9ZZ", "\x00", "½", "12"):
            with self.subTest(text):
                self.assertEqual(self.matches(text), [])

    def test_work_is_bounded_by_the_length_of_the_text(self):
        for part in ("12 Park Avenue HU5 3ER ", "a ", "1-2/3 ", "½", "flat ", "HU5 "):
            with self.subTest(part):
                written = addresses.parse(part * 10_000)
                self.assertLessEqual(len(written.tokens), tokens.MAX_TOKENS + 1)
                self.assertLessEqual(len(written.phrases), 410)
                self.assertLessEqual(len(written.postcodes), 16)

    def test_list_of_addresses_is_not_certain(self):
        text = " ".join(f"{n} Park Avenue, {n} Spring Bank," for n in range(1, 120))
        search = addresses.Search(text)
        search.begin(self.streets)
        self.assertLessEqual(len(search.doors), 150)
        found = search.rank({"parkavenue/12": [self.entries[0]]}, 5)
        self.assertFalse(any(one.is_certain for one in found))

    def test_limit_and_order(self):
        found = self.matches("14 Spring Bank")
        self.assertEqual(
            sorted(-one.score for one in found), [-one.score for one in found]
        )
        self.assertFalse(any(one.is_certain for one in found[1:]))
