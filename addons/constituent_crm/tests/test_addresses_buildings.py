from odoo.tests import tagged

from .. import addresses
from .addresses_case import AddressesCase

WEX = ("", "Wexbridge", "")
# House, street, locality with town, postcode.
GAZETTEER = {
    "field": ("14", "Field Street", ("Walkergate", "Wexbridge", ""), "HU3 3EH"),
    "alder field": ("14", "Alder Field Street", WEX, "HU4 2HA"),
    "house": ("8", "Alter Street", WEX, "HU4 4UR"),
    "9": ("9", "Alter Street", WEX, "HU4 4UR"),
    "9a": ("9A", "Alter Street", WEX, "HU4 4UR"),
    "divided": ("24", "Hawthorn Close", WEX, "HU1 7EJ"),
    "flat a": ("Flat A, 24", "Hawthorn Close", WEX, "HU1 7EJ"),
    "flat b": ("Flat B, 24", "Hawthorn Close", WEX, "HU1 7EJ"),
    "14": ("14", "Morgar Road", WEX, "HU1 6HA"),
    "court": ("Harber House, 16", "Morgar Road", WEX, "HU1 6HA"),
    "court 14": ("Apartment 14, Harber House, 16", "Morgar Road", WEX, "HU1 6HA"),
    "court 15": ("Apartment 15, Harber House, 16", "Morgar Road", WEX, "HU1 6HA"),
    "rise": ("Kelring Rise", "Inggar Drive", WEX, "HU4 4SR"),
    "rise 25": ("Flat 25, Kelring Rise", "Inggar Drive", WEX, "HU4 4SR"),
    "camper": ("Flat 21, Camper Lodge, 58", "The Drive", WEX, "HU4 4HU"),
    "camner": ("Flat 21, Camner Lodge", "Pear Lane", WEX, "HU1 8UJ"),
    "square": ("The Laurels", "Carlisle Field Square", WEX, "HU3 9RA"),
    "range a": ("Flat A, 20", "Skirl Road", WEX, "HU2 5GE"),
    "range": ("20", "Skirl Road", WEX, "HU2 5GE"),
}


@tagged("-at_install", "post_install")
class TestAddressesBuildings(AddressesCase):
    """Buildings, their flats and their names, where no postcode is written."""

    gazetteer = GAZETTEER

    def matches(self, text):
        written = addresses.parse(text, "GB")
        return addresses.matches(written, self.entries, set(), self.streets)

    def test_name_of_a_street_that_ends_another_ones_is_not_meant(self):
        self.assertCertain(
            {
                "14, Alder Field Street, Wexbridge": "alder field",
                "14 alder field st": "alder field",
                "14 Field Street, Wexbridge": "field",
            }
        )
        self.assertDoubtful("14, Alder, Field Street")

    def test_floor_of_an_undivided_house_is_the_house(self):
        self.assertCertain(
            {
                "First Floor Flat, 8, Alter Street, Wexbridge": "house",
                "8 Alter Street, ground floor": "house",
                "basement flat 8 alter street": "house",
            }
        )
        self.assertDoubtful(
            # 9A may be it.
            "First Floor Flat, 9, Alter Street, Wexbridge",
            # Which of the flats is not known.
            "First Floor Flat, 24, Hawthorn Close, Wexbridge",
            "Flat 3, First Floor, 8, Alter Street",
            "Flat 3, 8, Alter Street",
            # The building of that name is elsewhere.
            "First Floor Flat, Other Mansions, 8, Alter Street",
        )

    def test_number_behind_the_name_of_a_building_is_its_flat(self):
        self.assertCertain(
            {
                "Harber House,14, Morgar Road, Wexbridge": "court 14",
                "Harber House, 15, Morgar Road": "court 15",
                "Harber House, 15, Farmhouse, 16, Morgar Road": "court 15",
                "Harber House, 16, Morgar Road": "court",
                "14, Morgar Road, Wexbridge": "14",
            }
        )

    def test_name_before_a_number_is_looked_for_as_a_building_too(self):
        for text, is_doubtful in (
            ("Harber House,14, Morgar Road", True),
            ("Wexbridge, 14, Morgar Road", False),
            ("Missed bin at 14 Morgar Road", False),
            ("14, Morgar Road", False),
        ):
            with self.subTest(text):
                search = addresses.Search(text, "GB")
                search.begin(self.streets)
                number = self.names.index("14")
                search.rank({"morgarroad/14": [self.entries[number]]}, 5)
                self.assertEqual(search.is_doubtful, is_doubtful)

    def test_named_building_is_known_though_its_street_is_cut_or_another(self):
        self.assertCertain(
            {
                "Flat 25, Kelring Rise, Inggar, Wexbridge": "rise 25",
                "Kelring Rise, Inggar, Wexbridge": "rise",
                "The Laurels, Carlisle Field, Wexbridge": "square",
                "Apartment 14, Harber House, 16, Union Street": "court 14",
                "Flat 21, Camper Lodge, 58, Wexbridge": "camper",
            }
        )
        self.assertDoubtful(
            "Flat 25, Kelring Rise, Union Street",
            "Apartment 14, Harber House, 17, Union Street",
            "Harber House, Union Street",
        )

    def test_flat_in_a_range_that_begins_with_its_house(self):
        self.assertCertain(
            {
                "Flat A, 20-22, Skirl Road, Wexbridge": "range a",
                "Apartment 14, Harber House, 16-18, Morgar Road": "court 14",
            }
        )
        self.assertDoubtful("20-22, Skirl Road", "Flat A, 18-22 Skirl Road")
