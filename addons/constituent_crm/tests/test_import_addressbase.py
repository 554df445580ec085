from odoo.tests import tagged

from . import gazetteer_files as files
from .import_case import ImportCase

UPRN = "99000000071"
HOUSE = {
    "UPRN": UPRN,
    "USRN": files.STREET,
    "CLASSIFICATION_CODE": "RD04",
    "EASTING": "508500.00",
    "NORTHING": "430500.00",
    "BUILDING_NUMBER": "71",
    "STREET_NAME": "LARCH ROW",
    "TOWN_NAME": "KINGSTON UPON HULL",
    "POSTCODE": "HU5 3ZZ",
    "CHANGE_CODE": "I",
}


@tagged("-at_install", "post_install")
class TestImportAddressBase(ImportCase):
    """Gazetteers as Ordnance Survey and GeoPlace supply them."""

    def gazetteer(self, content, **values):
        return self.imported(content, name="gazetteer.csv", target="property", **values)

    def place(self, uprn=UPRN):
        return self.env["constituent.property"].search([("uprn", "=", uprn)])

    def core(self, *rows):
        return self.gazetteer(files.core(*({**HOUSE, **row} for row in rows)))

    # Formats

    def test_core_has_houses_and_flats(self):
        job = self.core(
            {},
            {
                "UPRN": "99000000072",
                "SUB_BUILDING": "FLAT 2",
                "BUILDING_NAME": "MILL HOUSE",
                "BUILDING_NUMBER": "14",
            },
            {"UPRN": "99000000073", "BUILDING_NUMBER": "", "ORGANISATION": "BOOTS"},
        )
        self.assertEqual(self.counts(job), (3, 0, 0, 0, 0))
        self.assertEqual(self.place().name, "71 LARCH ROW, KINGSTON UPON HULL, HU5 3ZZ")
        self.assertEqual(self.place().usage, "residential")
        self.assertEqual(self.place("99000000072").house, "FLAT 2, MILL HOUSE, 14")
        self.assertEqual(self.place("99000000073").house, "BOOTS")
        self.assertAlmostEqual(self.place().latitude, 53.759589, 6)

    def test_property_is_found_by_who_is_there(self):
        school = "ST BEDE'S CATHOLIC PRIMARY SCHOOL"
        self.core({"ORGANISATION": school}, {"UPRN": "99000000072"})
        self.assertEqual(self.place().house, "71")
        self.assertEqual(self.place().organisation, school)
        found = self.env["constituent.property"]._match_address(
            "the gate of St Bedes Catholic Primary School, Larch Row is broken"
        )
        self.assertEqual([one["id"] for one in found[:1]], self.place().ids)
        self.core({"ORGANISATION": ""})
        self.assertFalse(self.place().organisation)

    def test_plus_is_read_without_headings(self):
        job = self.gazetteer(
            files.plus(
                {
                    "UPRN": UPRN,
                    "CHANGE_TYPE": "I",
                    "CLASS": "RD04",
                    "PAO_START_NUMBER": "71",
                    "BUILDING_NUMBER": "17",
                    "STREET_DESCRIPTION": "LARCH ROW",
                    "TOWN_NAME": "HULL",
                    "POSTCODE_LOCATOR": "HU5 3ZZ",
                    "X_COORDINATE": "508500",
                    "Y_COORDINATE": "430500",
                    "WARD_CODE": "test-larches",
                }
            )
        )
        self.assertEqual((job.heading_line, self.counts(job)), (0, (1, 0, 0, 0, 0)))
        self.assertEqual(self.place().name, "71 LARCH ROW, HULL, HU5 3ZZ")
        self.assertEqual(self.place().ward_id, self.ward)

    def test_premium_is_read_from_its_records(self):
        job = self.gazetteer(
            files.premium(
                files.street(),
                files.blpu(UPRN),
                files.lpi(UPRN, "L1", 71),
                files.classified(UPRN),
            )
        )
        self.assertEqual((job.heading_line, self.counts(job)), (0, (1, 0, 0, 0, 0)))
        self.assertEqual(self.place().name, "71 LARCH ROW, KINGSTON UPON HULL, HU5 3ZZ")
        self.assertEqual(
            (self.place().usage, self.place().usrn), ("residential", files.STREET)
        )
        self.assertIn("LARCH ROW", job.preview)

    def test_bs7666_is_read_from_its_records(self):
        job = self.gazetteer(files.TRANSFER)
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))
        self.assertEqual(self.place().name, "71 Larch Row, Kingston upon Hull, HU5 3ZZ")
        self.assertEqual(self.place().ward_id, self.ward)

    # Changes

    def test_insert_and_update_are_idempotent(self):
        self.core({"CHANGE_CODE": "U"})
        written = self.place().write_date
        for change in "IUI":
            job = self.core({"CHANGE_CODE": change})
            self.assertEqual(self.counts(job), (0, 0, 1, 0, 0))
        self.assertEqual(self.place().write_date, written)

    def test_deleted_property_becomes_historic(self):
        self.core({})
        job = self.core(
            {"CHANGE_CODE": "D"}, {"UPRN": "99000000079", "CHANGE_CODE": "D"}
        )
        self.assertEqual(self.counts(job), (0, 1, 1, 0, 0))
        place = self.place()
        self.assertEqual(place.status, "historic")
        self.assertTrue(place.end_date)
        self.assertEqual(place.house, "71")
        self.assertFalse(self.place("99000000079"))
        self.assertEqual(self.counts(self.core({"CHANGE_CODE": "D"})), (0, 0, 1, 0, 0))

    def test_property_that_is_inserted_again_is_in_use(self):
        self.core({})
        self.core({"CHANGE_CODE": "D"})
        self.core({"CHANGE_CODE": "I"})
        self.assertEqual(self.place().status, "approved")
        self.assertFalse(self.place().end_date)

    def test_later_of_two_changes_holds(self):
        job = self.core({}, {"CHANGE_CODE": "U", "BUILDING_NUMBER": "73"})
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))
        self.assertEqual(self.place().house, "73")
        self.assertIn("of the same record: 1, in lines 3.", job.doubts_text)

    def test_occupied_property_that_has_ended_is_left_to_review(self):
        self.core({})
        self.zofia.property_id = self.place()
        job = self.checked(files.core({**HOUSE, "CHANGE_CODE": "D"}), target="property")
        self.assertEqual(self.counts(job), (0, 0, 0, 0, 1))
        self.assertIn("is occupied", job.row_ids.reason)
        self.assertEqual(self.place().status, "approved")
        job.action_run()
        self.work()
        self.assertEqual(self.place().status, "historic")
        job.action_undo()
        self.work()
        self.assertEqual(self.place().status, "approved")

    def test_unknown_change_is_rejected(self):
        job = self.core({"CHANGE_CODE": "X"})
        self.assertEqual(self.reasons(job), ["“X” is not a valid Change."])

    # Several addresses

    ADDRESSES = (
        files.street(),
        files.blpu(UPRN),
        files.lpi(UPRN, "L2", text="THE OLD MILL", status=3),
        files.lpi(UPRN, "L1", 71),
        files.lpi(UPRN, "L3", 69, status=8),
    )

    def test_approved_address_is_kept_and_the_others_are_searched(self):
        job = self.gazetteer(files.premium(*self.ADDRESSES))
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))
        place = self.place()
        self.assertEqual((place.house, place.status), ("71", "approved"))
        self.assertEqual(
            place.other_addresses,
            "THE OLD MILL, LARCH ROW, KINGSTON UPON HULL, HU5 3ZZ\n"
            "69 LARCH ROW, KINGSTON UPON HULL, HU5 3ZZ",
        )
        for text in ("old mill larch", "69 larch row", "71 larch"):
            with self.subTest(text):
                found = place.search([("display_name", "ilike", text)])
                self.assertIn(place, found)
        self.assertIn("of the same record: 2, in lines 5, 6.", job.doubts_text)
        again = self.gazetteer(files.premium(*self.ADDRESSES))
        self.assertEqual(self.counts(again), (0, 0, 1, 0, 0))

    def test_addresses_of_a_table_are_one_property_too(self):
        headings = "UPRN,LOGICAL_STATUS,House,Street"
        rows = f"{UPRN},8,69,Larch Row\n{UPRN},1,71,Larch Row\n"
        job = self.gazetteer(f"{headings}\n{rows}")
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))
        self.assertEqual(self.place().name, "71 Larch Row")
        self.assertEqual(self.place().other_addresses, "69 Larch Row")

    def test_two_approved_addresses_are_a_fault(self):
        rows = f"{UPRN},1,69,Larch Row\n{UPRN},1,71,Larch Row\n"
        job = self.gazetteer(f"UPRN,LOGICAL_STATUS,House,Street\n{rows}")
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))

    def test_english_address_is_kept_before_the_welsh_one(self):
        self.gazetteer(
            files.premium(
                files.street(),
                files.street(name="FFORDD LLARWYDD", language="CYM"),
                files.blpu(UPRN),
                files.lpi(UPRN, "L2", 71, language="CYM"),
                files.lpi(UPRN, "L1", 71),
            )
        )
        self.assertEqual(self.place().street, "LARCH ROW")
        self.assertIn("FFORDD LLARWYDD", self.place().other_addresses)

    def test_changed_address_keeps_the_street_that_the_supply_lacks(self):
        self.gazetteer(files.premium(*self.ADDRESSES))
        self.gazetteer(
            files.premium(
                files.lpi(UPRN, "L1", 73, change="U"),
                files.blpu("99000000072"),
                files.lpi("99000000072", "L9", 75),
            )
        )
        self.assertEqual(self.place().name, "73 LARCH ROW, KINGSTON UPON HULL, HU5 3ZZ")
        self.assertEqual(self.place("99000000072").street, "LARCH ROW")

    def test_street_that_is_renamed_alone_renames_its_properties(self):
        self.gazetteer(files.premium(*self.ADDRESSES))
        self.place().copy({"uprn": "99000000072", "status": "historic"})
        renamed = files.premium(files.street("U", name="LIME ROW"))
        job = self.gazetteer(renamed)
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.place().name, "71 LIME ROW, KINGSTON UPON HULL, HU5 3ZZ")
        self.assertEqual(self.place("99000000072").street, "LARCH ROW")
        match = self.env["constituent.property"]._match_certain
        self.assertEqual(match("71 Lime Row"), self.place())
        self.assertEqual(self.counts(self.gazetteer(renamed)), (0, 0, 1, 0, 0))
        job.action_undo()
        self.work()
        self.assertEqual(self.place().street, "LARCH ROW")

    def test_renamed_street_does_not_end_or_double_what_else_has_changed(self):
        self.gazetteer(files.premium(*self.ADDRESSES))
        self.gazetteer(
            files.premium(
                files.street("U", name="LIME ROW"),
                files.blpu(UPRN, "U", place="508501.00,430501.00"),
            )
        )
        self.assertEqual((self.place().house, self.place().street), ("71", "LIME ROW"))
        self.assertAlmostEqual(self.place().latitude, 53.759598, 5)

    def test_welsh_name_of_a_street_alone_changes_no_english_address(self):
        self.gazetteer(files.premium(*self.ADDRESSES))
        welsh = files.street("U", name="FFORDD LLARWYDD", language="CYM")
        self.gazetteer(files.premium(files.blpu(UPRN, "U"), welsh))
        self.assertEqual(self.place().street, "LARCH ROW")

    # Single columns

    def test_empty_postcode_does_not_erase_the_locator(self):
        for headings in ("POSTCODE_LOCATOR,POSTCODE", "POSTCODE,POSTCODE_LOCATOR"):
            cells = "HU5 3ZZ," if headings.startswith("POSTCODE_") else ",HU5 3ZZ"
            self.gazetteer(f"UPRN,House,Street,{headings}\n{UPRN},71,Elm,{cells}\n")
            with self.subTest(headings):
                self.assertEqual(self.place().postcode, "HU5 3ZZ")
            self.place().unlink()

    def test_zero_coordinates_are_no_place(self):
        self.core({"EASTING": "0.00", "NORTHING": "0.00"})
        self.assertFalse(self.place()._has_place())

    def test_house_that_became_a_date_is_read_back_or_rejected(self):
        job = self.gazetteer(
            f"UPRN,House,Street\n{UPRN},03-May,Elm\n99000000072,Jan-14,Elm\n"
            "99000000073,05-May,Elm\n"
        )
        self.assertEqual(self.counts(job), (2, 0, 0, 1, 0))
        self.assertEqual(self.place().name, "3-5 Elm")
        self.assertEqual(self.place("99000000072").house, "1-14")
        self.assertIn("“05-May” is a date", self.reasons(job)[0])
        self.assertIn("03-May → 3-5", job.doubts_text)
