from datetime import date
from math import cos, hypot, radians

from odoo.tests import BaseCase, tagged

from ..gazetteer import (
    addresses,
    areas,
    coordinates,
    entries,
    national_grid,
    search,
)

METRES_A_DEGREE = 111_320
# Easting, northing, latitude and longitude of stations of Ordnance Survey's OSTN15
# test data: TP01, TP05, TP07, TP19, TP26, TP31 (St Kilda), TP38 and TP40 (Shetland).
STATIONS = [
    (91492.146, 11318.804, 49.92226393730, -6.29977752014),
    (438710.920, 114792.250, 50.93127937910, -1.45051433700),
    (639821.835, 169565.858, 51.37447025550, 1.44454730409),
    (331534.564, 431920.794, 53.77911025760, -3.04045490691),
    (256340.925, 664697.269, 55.85399952950, -4.29649016251),
    (9587.909, 899448.996, 57.81351838410, -8.57854456076),
    (421300.525, 1072147.239, 59.53470794490, -1.62516966058),
    (395999.668, 1138728.951, 60.13308091660, -2.07382822798),
]


def square(west, south, size=1.0):
    """A ring around a square, in degrees, closed as GeoJSON has it."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@tagged("-at_install", "post_install")
class TestGazetteer(BaseCase):
    """Addresses, coordinates and areas, without the ORM."""

    def test_points_are_degrees_of_latitude_and_longitude(self):
        self.assertEqual(coordinates.parse("53.7443", -0.3326), (53.7443, -0.3326))
        self.assertEqual(coordinates.parse(-90, "180"), (-90, 180))
        for pair in (
            (90.1, 0),
            (0, -180.1),
            ("nan", 0),
            (0, "inf"),
            ("north", 0),
            (None, 0),
            (10**400, 0),
        ):
            with self.subTest(pair):
                self.assertIsNone(coordinates.parse(*pair))

    def name_of(self, **parts):
        """The name of the entry that has these parts."""
        return entries.complete_entry({"street": "Park Avenue", **parts})["name"]

    def test_address_parts_are_in_the_order_of_the_standard(self):
        self.assertEqual(
            self.name_of(
                sao_text="Flat 2",
                pao_text="The Old Mill",
                pao_start_number=12,
                pao_start_suffix="A",
                locality="Sutton",
                city="Hull",
                postcode="HU5 3ER",
            ),
            "Flat 2, The Old Mill, 12A Park Avenue, Sutton, Hull, HU5 3ER",
        )

    def test_range_of_numbers(self):
        name = self.name_of(pao_start_number=12, pao_end_number=16, pao_end_suffix="B")
        self.assertEqual(name, "12-16B Park Avenue")

    def test_flat_by_number(self):
        name = self.name_of(sao_text="Flat", sao_start_number=2, pao_start_number=12)
        self.assertEqual(name, "Flat 2, 12 Park Avenue")

    def test_house_number_is_not_repeated(self):
        name = self.name_of(sao_text="Flat 2", sao_start_number=2, pao_start_number=12)
        self.assertEqual(name, "Flat 2, 12 Park Avenue")

    def test_house_name_is_separated_from_the_street(self):
        self.assertEqual(self.name_of(pao_text="Mill House"), "Mill House, Park Avenue")
        self.assertEqual(self.name_of(house="Mill House"), "Mill House, Park Avenue")
        self.assertEqual(self.name_of(house="12"), "12 Park Avenue")

    def test_area_replaces_a_missing_town(self):
        area = {"administrative_area": "East Riding"}
        self.assertEqual(self.name_of(**area), "Park Avenue, East Riding")
        self.assertEqual(self.name_of(city="Beverley", **area), "Park Avenue, Beverley")

    def test_houses_sort_by_number_and_flats_beside_them(self):
        houses = ["2", "10", "10A", "Flat 2, 12", "Flat 10, 12", "14"]
        shuffled = houses[3:] + houses[:3]
        self.assertEqual(sorted(shuffled, key=addresses.in_order), houses)

    def test_words_match_by_beginning_and_numbers_whole(self):
        text = search.text_of("Flat 2, 12-16 Park Avenue, Hull, HU5 3ER")
        for typed in ("12", "16 park", "park av", "flat 2", "hull", "12–16"):
            with self.subTest(typed):
                self.assertTrue(all(p in text for p in search.parse(typed)[1]))
        self.assertNotIn(search.parse("1 park")[1][0], text)

    def test_incomplete_postcode_is_found(self):
        for typed, expected in (
            ("park av hu5 3er", ("HU5 3ER", [" park", " av"])),
            ("12 hu5 3", ("HU5 3", [" 12 "])),
            ("n1", ("N1", [])),
            ("unit b2", ("", [" unit", " b2"])),
            ("", ("", [])),
        ):
            with self.subTest(typed):
                self.assertEqual(search.parse(typed), expected)

    def test_grid_conversion_is_exact_to_a_centimetre(self):
        for east, north, latitude, longitude in STATIONS:
            with self.subTest(f"{east}, {north}"):
                found = national_grid.to_latitude_longitude(east, north)
                up = (found[0] - latitude) * METRES_A_DEGREE
                along = (found[1] - longitude) * METRES_A_DEGREE
                self.assertLess(hypot(up, along * cos(radians(latitude))), 0.01)

    def test_place_off_the_grid_is_refused(self):
        for east, north in ((-1, 0), (0, 0), (0, 1_300_001), (float("nan"), 0)):
            with self.subTest(f"{east}, {north}"), self.assertRaises(ValueError):
                national_grid.to_latitude_longitude(east, north)

    def test_point_in_a_square_with_a_hole(self):
        area = {
            "type": "Polygon",
            "coordinates": [square(0, 50), square(0.4, 50.4, 0.2)],
        }
        self.assertTrue(areas.contains(area, 50.1, 0.1))
        self.assertFalse(areas.contains(area, 50.5, 0.5))
        self.assertFalse(areas.contains(area, 51.5, 0.5))

    def test_point_in_one_of_many_parts(self):
        area = {
            "type": "MultiPolygon",
            "coordinates": [[square(0, 50)], [square(2, 50)]],
        }
        self.assertTrue(areas.contains(area, 50.5, 2.5))
        self.assertFalse(areas.contains(area, 50.5, 1.5))
        self.assertEqual(areas.bounds(area), (50, 0, 51, 3))

    def test_invalid_geometry_is_refused(self):
        for bad in (
            {"type": "Point", "coordinates": [0, 50]},
            {"type": "Polygon", "coordinates": []},
            {"type": "Polygon"},
            {"type": "Polygon", "coordinates": [square(500_000, 400_000)]},
            [],
            None,
        ):
            with self.subTest(str(bad)), self.assertRaises(ValueError):
                areas.bounds(bad)

    def test_valid_row_is_read(self):
        values = entries.parse_entry(
            {
                "uprn": "0010000000100",
                "pao_start_number": "12",
                "pao_start_suffix": "a",
                "postcode": "hu53er",
                "status": "8",
                "blpu_class": "rd04",
                "start_date": "31/12/2001",
            }
        )
        self.assertEqual(values["uprn"], "10000000100")
        self.assertEqual(
            (values["pao_start_number"], values["pao_start_suffix"]), (12, "A")
        )
        self.assertEqual(
            (values["postcode"], values["status"]), ("HU5 3ER", "historic")
        )
        self.assertEqual(values["start_date"], date(2001, 12, 31))
        self.assertEqual(entries.usage(values["blpu_class"]), "residential")

    def entry(self, **row):
        """The entry of a row, without what is empty."""
        entry = entries.complete_entry(entries.parse_entry({"uprn": "1", **row}))
        return {name: value for name, value in entry.items() if value}

    def test_parts_of_a_building_become_the_house(self):
        for parts, house in (
            (("Flat 2", "Mill House", "14", "Boots"), "Flat 2, Mill House, 14"),
            (("", "", "12", ""), "12"),
            (("Flat 2", "12A", "", ""), "Flat 2, 12A"),
            (("", "14 Mill House", "14", ""), "14 Mill House"),
            (("", "", "", "Boots"), "Boots"),
        ):
            row = dict(zip(entries.BUILDING, parts, strict=True))
            with self.subTest(house):
                self.assertEqual(self.entry(street="Elm Road", **row)["house"], house)
        entry = self.entry(pao_start_number="12", building_number="14", street="Elm")
        self.assertEqual(entry["house"], "12")

    def test_postal_address_completes_that_of_the_council(self):
        entry = self.entry(
            street="",
            thoroughfare="ELM ROAD",
            city="Hull",
            post_town="HULL",
            postcode="HU5 3ER",
            postal_postcode="",
        )
        self.assertEqual(
            (entry["street"], entry["city"], entry["postcode"]),
            ("ELM ROAD", "Hull", "HU5 3ER"),
        )
        self.assertEqual(self.entry(postal_postcode="hu53er")["postcode"], "HU5 3ER")

    def test_terrace_of_a_postal_address_is_its_street(self):
        row = {
            "building_number": "3",
            "dependent_thoroughfare": "IVY GROVE",
            "thoroughfare": "HESSLE ROAD",
            "post_town": "HULL",
        }
        name = "3 IVY GROVE, HESSLE ROAD, HULL"
        self.assertEqual(entries.single_line(row), name)
        # What the council says goes before what Royal Mail says.
        row |= {"house": "3 IVY GROVE", "building_number": "", "street": "HESSLE ROAD"}
        self.assertEqual(entries.single_line(row), name)

    def test_zero_coordinates_are_no_place(self):
        for names in (entries.DEGREES, entries.METRES):
            for text in ("0", "0.0", "0.00", "-0", "000"):
                with self.subTest(f"{names}: {text}"):
                    entry = self.entry(**dict.fromkeys(names, text))
                    self.assertNotIn("latitude", entry)
        entry = self.entry(latitude="0", longitude="0", easting="5e5", northing="4e5")
        self.assertAlmostEqual(entry["latitude"], 53.49, 1)
        self.assertIn("latitude", self.entry(latitude="51.48", longitude="0"))

    def test_other_addresses_are_searched(self):
        entry = self.entry(street="Elm", house="1", other_addresses="The Old  Mill\n\n")
        self.assertEqual(entry["other_addresses"], "The Old Mill")
        self.assertIn(" the old mill ", entry["search_text"])
        self.assertEqual(entry["name"], "1 Elm")

    def test_invalid_cells_are_refused_by_field(self):
        for name, text in (
            ("uprn", "1.0E+11"),
            ("uprn", "1234567890123"),
            ("parent_uprn", "x"),
            ("usrn", "123456789"),
            ("pao_start_number", "12A"),
            ("pao_start_suffix", "ABC"),
            ("status", "9"),
            ("change", "X"),
            ("house", "2014-10-01"),
            ("pao_text", "Oct-14"),
            ("blpu_class", "?"),
            ("start_date", "2001-13-01"),
            ("latitude", "91"),
            ("longitude", "east"),
            ("easting", "900000"),
            ("easting", "nan"),
        ):
            row = {"uprn": "1", "latitude": "", "northing": "1", name: text}
            if name in ("latitude", "longitude"):
                row = {"uprn": "1", "latitude": "50", "longitude": "0", name: text}
            with (
                self.subTest(f"{name}: {text}"),
                self.assertRaises(entries.Unreadable) as caught,
            ):
                entries.parse_entry(row)
            self.assertEqual(caught.exception.field, name)
