from odoo.tests import tagged

from .addresses_case import AddressesCase

LEEDHAM = ("", "Leedham", "")
# House, street, locality with town, postcode.
PLACES = (
    ("7", "Victoria Road", LEEDHAM, "LM3 4AA"),
    ("14", "Victoria Road", LEEDHAM, "LM3 4AA"),
    ("16", "Victoria Road", LEEDHAM, "LM3 4AA"),
    ("14", "Victoria Street", LEEDHAM, "LM3 4AB"),
    ("6", "Prospect Terrace", LEEDHAM, "LM3 4AK"),
    ("4 Windmill Terrace", "Victoria Road", LEEDHAM, "LM3 4AL"),
    ("5", "The Keep", LEEDHAM, "LM2 1AJ"),
    ("The Rectory", "Victoria Road", ("Thornley", "Leedham", ""), "LM3 4AM"),
    ("50", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Room 3, 50", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Room 4, 50", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Ground Floor Front, 54", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Ground Floor Rear, 54", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Shop, 56", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("Flat Above, 56", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("58A", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("58B", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("59", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("59A", "Victoria Road", LEEDHAM, "LM3 4AH"),
    ("60-62", "Victoria Road", LEEDHAM, "LM3 4AJ"),
    ("5", "Broadway", LEEDHAM, "LM2 1AH"),
    ("5", "Station Approach", LEEDHAM, "LM2 1AG"),
    ("Block A, Trafalgar Quay", "Trafalgar Way", LEEDHAM, "LM1 1AE"),
    ("Flat 2, Block A, Trafalgar Quay", "Trafalgar Way", LEEDHAM, "LM1 1AE"),
    ("Block B, Trafalgar Quay", "Trafalgar Way", LEEDHAM, "LM1 1AF"),
    ("Flat 2, Block B, Trafalgar Quay", "Trafalgar Way", LEEDHAM, "LM1 1AF"),
    ("Hepworth Hall", "College Road", LEEDHAM, "LM1 1AG"),
    ("Room B1, Hepworth Hall", "College Road", LEEDHAM, "LM1 1AG"),
    ("Room B2, Hepworth Hall", "College Road", LEEDHAM, "LM1 1AG"),
    ("Morrison Heights, 9", "Skyline Road", LEEDHAM, "LM1 1AH"),
    ("Flat 9, Morrison Heights, 9", "Skyline Road", LEEDHAM, "LM1 1AH"),
    ("Flat 81, Morrison Heights, 9", "Skyline Road", LEEDHAM, "LM1 1AH"),
    ("Units 3 to 5, Riverside Estate", "Canal Road", LEEDHAM, "LM4 1AA"),
    ("Units 6 & 7, Riverside Estate", "Canal Road", LEEDHAM, "LM4 1AA"),
)


@tagged("-at_install", "post_install")
class TestAddressesShared(AddressesCase):
    """Parts of shared houses, blocks and halls; streets that are easily confused."""

    gazetteer = {f"{place[0]} / {place[1]}": place for place in PLACES}

    def test_bungalow_of_a_house_is_not_the_house(self):
        self.assertDoubtful(
            "the bungalow at the Rectory, Victoria Road, Thornley",
            "the cottages at The Rectory, Victoria Road LM3 4AM",
        )

    def test_rooms_and_floors(self):
        self.assertFound(
            "Room 3, 50 / Victoria Road",
            "50 victoria road room 3",
            "Rm 3 50 victoria rd",
            "50 Victoria Road, LM3 4AH, room three",
        )
        self.assertDoubtful("50 Victoria Road, LM3 4AH, room five")
        self.assertFound("50 / Victoria Road", "50 Victoria Road")
        self.assertFound(
            "Ground Floor Rear, 54 / Victoria Road",
            "ground floor rear flat 54 Victoria Road",
        )
        self.assertDoubtful("Flat 3, 50 Victoria Road", "54 Victoria Road")

    def test_flat_above_a_shop(self):
        self.assertFound(
            "Flat Above, 56 / Victoria Road",
            "flat above the shop at 56 Victoria Road",
            "Flat over 56 Victoria Road",
        )
        self.assertFound("Shop, 56 / Victoria Road", "the shop, 56 Victoria Road")
        self.assertDoubtful("56 Victoria Road")

    def test_letter_of_a_house_written_as_a_flat(self):
        self.assertFound(
            "58B / Victoria Road", "Flat B 58 Victoria Rd", "58b victoria rd"
        )
        self.assertEqual(self.matches("Flat B 58 Victoria Rd")[0].reason, "part")
        self.assertDoubtful(
            "58 Victoria Road",
            "Flat C 58 Victoria Road",
            # It may be a flat of 59.
            "Flat A 59 Victoria Road",
        )

    def test_both_ends_of_a_range(self):
        self.assertFound(
            "60-62 / Victoria Road", "60 to 62 Victoria Road", "60 and 62 Victoria Road"
        )

    def test_flat_of_a_block(self):
        self.assertFound(
            "Flat 2, Block B, Trafalgar Quay / Trafalgar Way",
            "Flat 2 Block B Trafalgar Quay",
            "Block B flat 2, Trafalgar Quay",
            "2 Block B, Trafalgar Quay, Trafalgar Way",
        )
        self.assertFound(
            "Block A, Trafalgar Quay / Trafalgar Way", "Block A Trafalgar Quay"
        )
        self.assertDoubtful("Flat 2 Trafalgar Quay", "Flat 3 Block B Trafalgar Quay")

    def test_letter_and_number_of_a_room(self):
        self.assertFound(
            "Room B2, Hepworth Hall / College Road",
            "Room B2 Hepworth Hall",
            "B2 Hepworth Hall, College Road",
        )
        self.assertFound("Hepworth Hall / College Road", "Hepworth Hall")
        self.assertDoubtful("B3 Hepworth Hall, College Road")

    def test_number_that_a_building_and_its_flat_have(self):
        self.assertFound(
            "Flat 9, Morrison Heights, 9 / Skyline Road", "Flat 9 Morrison Heights"
        )
        self.assertFound("Morrison Heights, 9 / Skyline Road", "9 Skyline Road")
        self.assertFound(
            "Flat 81, Morrison Heights, 9 / Skyline Road",
            "81 Morrison Hts",
            "81/9 Skyline Road",
        )
        self.assertDoubtful("9 Morrison Heights")

    def test_range_of_units_in_words(self):
        self.assertFound(
            "Units 3 to 5, Riverside Estate / Canal Road",
            "unit 4 riverside estate canal rd",
            "Units 3-5 Riverside Est, Canal Road",
        )
        self.assertFound(
            "Units 6 & 7, Riverside Estate / Canal Road",
            "Unit 7 Riverside Est",
            "Units 6 and 7 Riverside Estate",
        )
        self.assertDoubtful("Unit 9 Riverside Estate")

    def test_street_that_is_a_type_of_street(self):
        self.assertFound("5 / Broadway", "5 Broadway", "Broadway 5, Leedham")
        self.assertFound("5 / Station Approach", "5 Station App")

    def test_one_of_two_streets_is_not_certain(self):
        self.assertDoubtful(
            "14 Victoria Road or Victoria Street",
            "either 14 Victoria Road or Street",
            "14 or 16 Victoria Road",
            "14 Victoria",
        )

    def test_other_numbers_of_a_report(self):
        self.assertFound(
            "14 / Victoria Road",
            "Address: 14 Victoria Road. Tel 01632 960 014",
            "collected 5/11, 14 Victoria Road",
            "Ref 2024/1187 - 14 Victoria Rd - missed rec",
            "2 x 240L bins at 14 Victoria Road",
            "24/7 noise from 14 Victoria Road",
            "Victoria Road (outside 14)",
            "pothole outside number 14 on Victoria Road",
            "my dad (87) at 14 Victoria Road",
            "meter reading 4521, 14 Victoria Road",
            "N°14 Victoria Road",
            "number fourteen Victoria Road",
        )
        self.assertDoubtful(
            "Victoria Road 14, 16",
            "14, Victoria Road, and 16",
            "2 flats at 50 Victoria Road",
            "I live at 14 Victoria Rd, it is about 16 Victoria Rd",
            "tenfoot rear of 14-16 Victoria Road",
        )

    def test_terrace_and_the_street_that_it_is_off(self):
        self.assertFound("6 / Prospect Terrace", "6 Prospect Terrace, Victoria Road")
        self.assertFound(
            "4 Windmill Terrace / Victoria Road",
            "4 Windmill Terrace, Victoria Road",
            "4 Windmill Ter",
        )
        self.assertDoubtful("4 Victoria Road (Windmill Terrace)")

    def test_street_of_another_point_of_the_compass(self):
        self.assertDoubtful("14 Victoria Road East", "14 Victoria Rd N")
        self.assertFound("14 / Victoria Road", "14 Victoria Road, North Yorkshire")

    def test_name_without_its_article(self):
        self.assertFound("5 / The Keep", "5 Keep", "5 The Keep")
        self.assertFound("The Rectory / Victoria Road", "Rectory, Thornley")
        self.assertDoubtful("Old Rectory, Thornley", "14 Rectory")

    def test_two_flats_are_not_one(self):
        self.assertFound(
            "Flat 81, Morrison Heights, 9 / Skyline Road", "F81 Morrison Heights"
        )
        self.assertDoubtful(
            "Flat 81 & 82 9 Skyline Road", "Flats 9 and 81 Morrison Hts"
        )
