from odoo.tests import tagged

from .. import addresses
from ..addresses import postcodes
from .addresses_case import AddressesCase

HULL = ("", "Hull", "")
EASTON = ("Easton", "Hull", "")
# House, street, locality with town, postcode.
PLACES = (
    ("3", "Hessle Road", HULL, "HU3 2AA"),
    ("12", "Hessle Road", HULL, "HU3 2AA"),
    ("12A", "Hessle Road", HULL, "HU3 2AA"),
    ("14", "Hessle Road", HULL, "HU3 2AA"),
    ("20", "Hessle Road", HULL, "HU3 2AA"),
    ("3 Ivy Grove", "Hessle Road", HULL, "HU3 2AC"),
    ("7 Ivy Grove", "Hessle Road", HULL, "HU3 2AC"),
    ("4, Acacia Terrace", "Anlaby Road", HULL, "HU3 2AD"),
    ("3", "Anlaby Road", HULL, "HU3 2AE"),
    ("3", "Mafeking Terrace", ("Anlaby Road", "Hull", ""), "HU3 2AG"),
    ("12", "First Avenue", HULL, "HU6 1AA"),
    ("12", "Fourth Avenue", HULL, "HU6 1AD"),
    ("12", "Twenty First Avenue", HULL, "HU6 1AH"),
    ("12", "Twentysecond Avenue", HULL, "HU6 1AJ"),
    ("12", "30th Avenue", HULL, "HU6 1AK"),
    ("4", "King's Close", HULL, "HU7 1AA"),
    ("4", "St John's Square", HULL, "HU7 1AD"),
    ("4", "St John Street", HULL, "HU7 1AE"),
    ("4", "Upper Union Street", HULL, "HU7 1AF"),
    ("4", "Lower Union Street", HULL, "HU7 1AG"),
    ("4", "Union Street", HULL, "HU7 1AH"),
    ("4", "Little Mason Street", HULL, "HU7 1AJ"),
    ("4", "Mount Pleasant", HULL, "HU7 1AK"),
    ("4", "Olde Barn Place", HULL, "HU7 1AT"),
    ("4", "North Wall Gardens", HULL, "HU7 1AN"),
    ("4", "South Wall Gardens", HULL, "HU7 1AP"),
    ("4", "Dog and Duck Lane", HULL, "HU7 1AQ"),
    ("Falcon House", "Dock Street", HULL, "HU1 1AA"),
    ("Flat 3, Falcon House", "Dock Street", HULL, "HU1 1AA"),
    ("Flat 3, Falcon Court", "Dock Street", HULL, "HU1 1AB"),
    ("Heron Tower", "Great Union Street", HULL, "HU1 1AC"),
    ("Flat 21, Heron Tower", "Great Union Street", HULL, "HU1 1AC"),
    ("Flat 3, Owl House", "Pier Lane", HULL, "HU1 1AF"),
    ("Flat 3, Owl House", "Mast Lane", HULL, "HU1 1AG"),
    ("Falcon Court", "Dock Street", HULL, "HU1 1AB"),
    ("Royal Oak", "Dock Street", HULL, "HU1 1AM"),
    ("14", "Dock Street", HULL, "HU1 1AM"),
    ("Flat 2, 40", "Park Grove", HULL, "HU5 2AA"),
    ("40", "Park Grove", HULL, "HU5 2AA"),
    ("Ground Floor Flat, 42", "Park Grove", HULL, "HU5 2AA"),
    ("First Floor Flat, 42", "Park Grove", HULL, "HU5 2AA"),
    ("44", "Park Grove", HULL, "HU5 2AA"),
    ("Annexe, 44", "Park Grove", HULL, "HU5 2AA"),
    ("12-16", "Park Grove", HULL, "HU5 2AB"),
    ("13", "Park Grove", HULL, "HU5 2AB"),
    ("18", "Park Grove", HULL, "HU5 2AB"),
    ("Rose Farm", "Church Lane", EASTON, "HU12 1AA"),
    ("Rose Farm Cottages", "Church Lane", EASTON, "HU12 1AA"),
    ("2 Rose Farm Cottages", "Church Lane", EASTON, "HU12 1AA"),
    ("Manor House", "Church Lane", EASTON, "HU12 1AB"),
    ("Annexe, Manor House", "Church Lane", EASTON, "HU12 1AB"),
    ("Manor Farm", "Church Lane", EASTON, "HU12 1AB"),
    ("Unit 2, Tanner Trading Estate", "Tanner Road", HULL, "HU8 1AA"),
    ("Units 3-4, Tanner Trading Estate", "Tanner Road", HULL, "HU8 1AA"),
    ("Units 6-10, Tanner Trading Estate", "Tanner Road", HULL, "HU8 1AA"),
    ("4", "Tanner Road", HULL, "HU8 1AB"),
    ("Pitch 4, Sandholme Caravan Park", "Coast Road", HULL, "HU19 1AA"),
    ("Sandholme Caravan Park", "Coast Road", HULL, "HU19 1AA"),
    ("Mooring 3, Town Marina", "Quay Road", HULL, "HU1 2BB"),
    ("Garage 3", "Teal Close", HULL, "HU8 2AA"),
    ("3", "Teal Close", HULL, "HU8 2AA"),
    ("12", "Leith Walk", HULL, "HU2 5AA"),
    ("Flat 1F2, 12", "Leith Walk", HULL, "HU2 5AA"),
    ("Flat 2F2, 12", "Leith Walk", HULL, "HU2 5AA"),
    ("Flat 3, 14", "Leith Walk", HULL, "HU2 5AA"),
    ("Flat 2/1, 34", "Hyndland Road", HULL, "HU2 9UP"),
    ("Flat 2/2, 34", "Hyndland Road", HULL, "HU2 9UP"),
    ("1", "Hyndland Road", HULL, "HU2 9UP"),
)


@tagged("-at_install", "post_install")
class TestAddressesKinds(AddressesCase):
    """Kinds of addresses among neighbours that are easily taken for each other."""

    gazetteer = {f"{place[0]} / {place[1]}": place for place in PLACES}

    def test_ordinal_in_figures_is_the_ordinal_in_words(self):
        self.assertFound("12 / First Avenue", "12 1st Ave", "1st Avenue 12")
        self.assertFound("12 / Fourth Avenue", "12 4th Avenue", "12 4th ave hu6 1ad")
        self.assertFound(
            "12 / Twenty First Avenue",
            "12 21st Avenue",
            "12 Twentyfirst Avenue",
            "12 Twenty-First Ave",
        )
        self.assertFound(
            "12 / Twentysecond Avenue", "12 22nd ave", "12 Twenty Second Avenue"
        )
        self.assertFound("12 / 30th Avenue", "12 Thirtieth Avenue", "12 30th Avenue")
        self.assertDoubtful(
            "12 5th Avenue", "4th Avenue", "Missed on the 12th, 4th Avenue"
        )

    def test_short_forms_on_both_sides(self):
        self.assertFound("4 / King's Close", "4 Kings Cl", "4 Kings’ Close")
        self.assertFound("4 / St John's Square", "4 Saint Johns Sq", "4 St. John's Sq")
        self.assertFound("4 / St John Street", "4 Saint John St", "4 St John Street")
        self.assertFound("4 / Upper Union Street", "4 Upr Union St")
        self.assertFound("4 / Lower Union Street", "4 Lwr Union Street")
        self.assertFound("4 / Union Street", "4 Union St")
        self.assertFound("4 / Little Mason Street", "4 Lt Mason St", "4 Lit Mason St")
        self.assertFound("4 / Mount Pleasant", "4 Mt Pleasant")
        self.assertFound("4 / Olde Barn Place", "4 Old Barn Pl")
        self.assertFound("4 / North Wall Gardens", "4 Nth Wall Gdns", "4 N Wall Gdns")
        self.assertFound(
            "4 / Dog and Duck Lane",
            "4 Dog & Duck Ln",
            "4 Dog 'n' Duck Lane",
            "4 Dog and Duck Lane",
        )
        self.assertFound(
            "Flat 21, Heron Tower / Great Union Street", "21 Heron Twr, Gt Union St"
        )
        self.assertDoubtful("4 Wall Gardens")

    def test_name_that_one_building_has_says_which_it_is(self):
        self.assertFound(
            "Falcon House / Dock Street",
            "Falcon House",
            "The lift in Falcon House is broken again",
        )
        self.assertFound(
            "Flat 21, Heron Tower / Great Union Street",
            "21 Heron Tower",
            "Heron Tower 21",
            "Heron Tower, flat 21, lift stuck since 7am",
        )
        self.assertFound("Royal Oak / Dock Street", "Royal Oak pub")
        self.assertFound(
            "Sandholme Caravan Park / Coast Road", "Sandholme Caravan Park"
        )
        self.assertDoubtful(
            # Two have it.
            "Flat 3 Owl House",
            # Two are named.
            "Falcon House and Falcon Court",
            "Falcon Hse or Falcon Ct, not sure",
            # A part of the name.
            "Flat 3 Falcon",
            # No such flat.
            "99 Heron Tower",
            "Flat 99 Heron Tower",
            # Many are called so, and the gazetteer may have but one.
            "Manor Farm",
        )

    def test_building_that_is_named_beside_a_house_of_its_street(self):
        self.assertDoubtful("Royal Oak, 14 Dock Street")
        self.assertFound("14 / Dock Street", "14 Dock Street, opposite the Royal Oak")

    def test_longer_name_is_another_building(self):
        self.assertFound("Rose Farm / Church Lane", "Rose Farm, Easton")
        self.assertFound("Rose Farm Cottages / Church Lane", "Rose Farm Cotts Easton")
        self.assertFound(
            "2 Rose Farm Cottages / Church Lane", "2 Rose Farm Cottages, Easton"
        )
        self.assertFound("Manor Farm / Church Lane", "Manor Farm, Easton")
        self.assertDoubtful(
            "Manor Farm Barn, Easton",
            "Manor Farm Shop, Easton",
            "3 Rose Farm Cottages",
            "Heron Tower car park",
        )

    def test_annexe_is_not_the_house(self):
        self.assertFound(
            "Annexe, 44 / Park Grove",
            "Annexe at 44 Park Grove",
            "The Annexe, 44 Park Grove",
            "44 Park Grove (annex)",
        )
        self.assertFound("44 / Park Grove", "44 Park Grove", "outside 44 Park Grove")
        self.assertFound(
            "Annexe, Manor House / Church Lane",
            "Manor House annex, Easton",
            "Annexe to Manor House, Church Lane",
        )
        self.assertFound("Manor House / Church Lane", "Manor House, Easton")
        self.assertFound("Garage 3 / Teal Close", "garage no. 3, Teal Close")
        self.assertFound("3 / Teal Close", "3 Teal Close")
        self.assertDoubtful(
            "Annexe at 18 Park Grove", "Garage at 3 Teal Close", "the garages, Teal Cl"
        )

    def test_land_beside_a_house_is_not_the_house(self):
        self.assertDoubtful(
            "rear of 18 Park Grove",
            "r/o 18 Park Grove",
            "Land at 18 Park Grove",
            "land adj to 18 park grove",
            "land adjacent 18 Park Grove",
            "Land to the rear of 18 Park Grove HU5 2AB",
            "garage to the rear of 18 Park Grove HU5 2AB",
            "adj 18 Park Grove",
            "side of 18 Park Grove",
            "fly tipping at the back of 18 Park Grove",
            "between 12 and 20 Hessle Road",
            "from 12 Hessle Road to 20",
            "by 12 Hessle Road",
            "up the road from 12 Hessle Road",
            "my neighbour of 12 Hessle Road",
            "cnr 12 Hessle Rd / Park Grove",
            "LC 14 Hessle Road",
            "Land at Manor Farm, Easton",
            "barn at Manor Farm, Easton",
        )
        self.assertFound(
            "12 / Hessle Road",
            "in front of 12 Hessle Road",
            "12 Hessle Road (next to number 14)",
            "my neighbour at 12 Hessle Road",
        )

    def test_number_in_a_range_on_its_side(self):
        self.assertFound(
            "12-16 / Park Grove", "14 Park Grove", "no 14 Park Grove HU5 2AB"
        )
        self.assertFound("13 / Park Grove", "13 Park Grove")
        self.assertDoubtful("15 Park Grove", "14A Park Grove")

    def test_unit_in_a_range(self):
        estate = "Tanner Trading Estate / Tanner Road"
        self.assertFound(
            f"Units 3-4, {estate}",
            "Unit 3 Tanner Trading Est",
            "unit 4 Tanner Trading Estate, Tanner Rd",
            "Units 3-4, Tanner Trading Estate",
            "Units 3 & 4 Tanner Trading Estate",
        )
        self.assertFound(f"Units 6-10, {estate}", "Unit 7 Tanner Trading Estate")
        self.assertFound(f"Unit 2, {estate}", "2 Tanner Trading Estate")
        self.assertFound("4 / Tanner Road", "4 Tanner Road")
        self.assertDoubtful(
            "Unit 12 Tanner Trading Estate", "Unit 5 Tanner Trading Est"
        )

    def test_terrace_off_a_street(self):
        self.assertFound(
            "3 Ivy Grove / Hessle Road",
            "3 Ivy Grove, Hessle Road",
            "3 ivy gro off hessle rd",
            "3 Ivy Grove off Hessle Road, fence down",
        )
        self.assertFound("3 / Hessle Road", "3 Hessle Road", "outside no 3 Hessle Road")
        self.assertFound("4, Acacia Terrace / Anlaby Road", "4 Acacia Ter, Anlaby Rd")
        self.assertFound("3 / Mafeking Terrace", "3 Mafeking Terrace off Anlaby Road")
        self.assertFound("3 / Anlaby Road", "3 Anlaby Road")
        self.assertDoubtful(
            "9 Ivy Grove, Hessle Road", "7 Hessle Road", "Acacia Terrace, Anlaby Road"
        )

    def test_pitch_and_mooring(self):
        self.assertFound(
            "Pitch 4, Sandholme Caravan Park / Coast Road",
            "Pitch 4 Sandholme Caravan Park",
            "Caravan 4, Sandholme Caravan Pk",
            "Sandholme Caravan Park, pitch no 4",
            "4 Sandholme Caravan Park, Coast Road",
        )
        self.assertFound(
            "Mooring 3, Town Marina / Quay Road", "Berth 3 Town Marina, Quay Road"
        )
        self.assertDoubtful("Pitch 5 Sandholme Caravan Park")

    def test_scottish_flats(self):
        self.assertFound(
            "Flat 1F2, 12 / Leith Walk",
            "12/1F2 Leith Walk",
            "12 (1F2) Leith Walk",
            "1F2, 12 Leith Walk",
            "Flat 1F2 12 Leith Walk",
        )
        self.assertFound(
            "Flat 3, 14 / Leith Walk", "14/3 Leith Walk", "3/14 Leith Walk"
        )
        self.assertFound(
            "Flat 2/1, 34 / Hyndland Road",
            "2/1 34 Hyndland Rd",
            "2/1, 34 Hyndland Road",
            "34 Hyndland Road flat 2/1",
            "Flat 2/1 34 Hyndland Road",
        )
        self.assertDoubtful("34 Hyndland Rd", "3/1 34 Hyndland Road")

    def test_floor_of_a_flat_in_short(self):
        self.assertFound("First Floor Flat, 42 / Park Grove", "FFF 42 Park Grove")
        self.assertFound("Ground Floor Flat, 42 / Park Grove", "GFF, 42 Park Grove")

    def test_town_without_a_comma(self):
        self.assertDoubtful("12 Hessle Road Leeds", "12 Hessle Road York")
        self.assertFound("12 / Hessle Road", "12 Hessle Road Hull", "12 Hessle Road ok")

    def test_postcode_with_other_blanks_and_signs(self):
        for text in (
            "HU 5 3ER", "HU 53ER", "HU5-3ER", "HU5.3ER", "H U 5 3 E R", "hu5 3 er",
            "HU5 - 3ER",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(postcodes.find(text)[0].text, "HU5 3ER")
        self.assertEqual(postcodes.find("HU 6 7JY")[0].text, "HU6 7JY")
        self.assertEqual(postcodes.find("HU1 10 7JY"), [])
        # It says nothing where the gazetteer does not have it.
        self.assertFound(
            "12 / Hessle Road", "12 Hessle Road HU 3 2AA", "at 7 3pm, 12 Hessle Road"
        )

    def test_short_range_is_looked_for_by_the_numbers_beside(self):
        search = addresses.Search("14 Park Grove", "GB")
        search.begin(self.streets)
        self.assertNotIn("parkgrove/12", search.doors)
        search.rank({}, 5)
        search.correct({}, {})
        self.assertIn("parkgrove/12", search.doors)
