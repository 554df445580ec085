from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_case import ImportCase

HEADINGS = (
    "UPRN,PARENT_UPRN,USRN,SAO_TEXT,PAO_START_NUMBER,PAO_START_SUFFIX,"
    "STREET_DESCRIPTOR,TOWN_NAME,POSTCODE_LOCATOR,LOGICAL_STATUS,BLPU_CLASS,WARD_CODE,"
    "X_COORDINATE,Y_COORDINATE"
)
FLAT = (
    "099000000031,99000000012,8100031,Flat 2,12,A,"
    "Larch Row,Kingston upon Hull,hu53zz,1,RD06,test-larches,508500,430500"
)


@tagged("-at_install", "post_install")
class TestImportProperty(ImportCase):
    """The gazetteer from a file."""

    def gazetteer(self, *lines, headings=HEADINGS, **values):
        content = "\n".join([headings, *lines])
        return self.imported(content, name="llpg.csv", target="property", **values)

    def place(self, uprn="99000000031"):
        return self.env["constituent.property"].search([("uprn", "=", uprn)])

    def test_headings_of_gazetteers_are_known(self):
        job = self.file(f"{HEADINGS}\n{FLAT}", target="property")
        self.assertTrue(all(job.column_ids.mapped("field_name")))

    def test_row_becomes_a_property(self):
        job = self.gazetteer(FLAT)
        self.assertEqual(self.counts(job), (1, 0, 0, 0, 0))
        place = self.place()
        self.assertEqual(
            place.name, "Flat 2, 12A Larch Row, Kingston upon Hull, HU5 3ZZ"
        )
        self.assertEqual((place.ward_id, place.usage), (self.ward, "residential"))
        self.assertAlmostEqual(place.latitude, 53.76, 1)
        self.assertAlmostEqual(place.longitude, -0.35, 1)

    def test_computed_values_equal_those_of_the_orm(self):
        self.gazetteer(FLAT)
        place = self.place()
        names = ("house", "name", "address_order", "search_text", "usage")
        before = place.read(names)
        for name in names:
            self.env.add_to_compute(place._fields[name], place)
        self.env.flush_all()
        self.assertEqual(place.read(names), before)

    def test_same_file_again_changes_nothing(self):
        self.gazetteer(FLAT)
        written = self.place().write_date
        job = self.gazetteer(FLAT)
        self.assertEqual(self.counts(job), (0, 0, 1, 0, 0))
        self.assertEqual(self.place().write_date, written)

    def test_known_property_is_updated_by_its_uprn(self):
        job = self.gazetteer(
            "99000000012,12,Larch Road", headings="UPRN,House Number,Street"
        )
        self.assertEqual(self.counts(job), (0, 1, 0, 0, 0))
        self.assertEqual(self.property.name, "12 Larch Road")
        self.assertEqual(self.property.ward_id, self.ward)

    def test_file_without_addresses_keeps_addresses(self):
        self.gazetteer("99000000012,RD04", headings="UPRN,Class")
        self.assertEqual(self.property.street, "Larch Row")
        self.assertEqual(self.property.usage, "residential")

    def test_occupants_follow_the_property_to_another_ward(self):
        other = self.make_ward("Elms", "T-ELMS")
        self.gazetteer("99000000012,elms", headings="UPRN,Ward")
        self.assertEqual((self.zofia | self.adam).ward_id, other)

    def test_invalid_rows_are_rejected_with_a_reason(self):
        job = self.gazetteer(
            "1.0E+11,12,Larches,53.7,-0.3",
            "99000000041,12,Nowhere,53.7,-0.3",
            "99000000042,12,Larches,95,-0.3",
            "99000000043,12,Larches,53.7,",
            "99000000044,twelve,Larches,53.7,-0.3",
            "99000000045,12,Larches,53.7,-0.3",
            "099000000045,14,Larches,53.7,-0.3",
            headings="UPRN,PAO_START_NUMBER,Ward,Latitude,Longitude",
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 6, 0))
        reasons = self.reasons(job)
        for reason, part in zip(
            reasons,
            ("1.0E+11", "Nowhere", "95", "longitude", "twelve", "line 7"),
            strict=True,
        ):
            self.assertIn(part, reason)

    def test_valid_row_after_a_rejected_one_with_its_uprn_is_imported(self):
        job = self.gazetteer(
            "99000000045,Nowhere", "99000000045,Larches", headings="UPRN,Ward"
        )
        self.assertEqual(self.counts(job), (1, 0, 0, 1, 0))

    def test_missing_wards_are_created_on_request(self):
        job = self.gazetteer(
            "99000000045,E05000001",
            "99000000046,e05000001",
            headings="UPRN,Ward",
            makes_wards=True,
        )
        self.assertEqual(job.created_count, 2)
        self.assertEqual(self.place("99000000045").ward_id.code, "E05000001")
        self.assertEqual(
            self.place("99000000045").ward_id, self.place("99000000046").ward_id
        )

    def test_check_stores_nothing(self):
        job = self.checked(f"{HEADINGS}\n{FLAT}", target="property")
        self.assertEqual(job.created_count, 1)
        self.assertFalse(self.place())

    def test_many_rows_take_few_queries(self):
        lines = [f"990000005{n:02},{n},Larch Row" for n in range(1, 61)]
        target = self.env["constituent.import.property"]
        read = self.file("\n".join(["UPRN,Number,Street", *lines]), target="property")
        rows = [row for some, _end in self.staged(read) for row in some]
        with self.assertQueryCount(8):
            target._import_rows(rows, {}, dry_run=False)

    def staged(self, job):
        from ..importing import rows

        job._stage()
        return rows.staged(job._staged(), 0, 100, job._mapper())

    def test_properties_missing_from_the_file_are_listed(self):
        gone = self.make_property("99000000051", street="Larch Row")
        job = self.gazetteer(FLAT)
        action = job.action_view_missing()
        missing = self.property.search(action["domain"])
        self.assertIn(gone, missing)
        self.assertIn(self.property, missing)
        self.assertNotIn(self.place(), missing)

    def test_undo_deletes_new_properties_and_restores_changed_ones(self):
        job = self.gazetteer(
            "99000000012,12,Larch Road,",
            "99000000061,13,Larch Road,",
            headings="UPRN,House Number,Street,Ward",
        )
        job.action_undo()
        self.work()
        self.assertEqual(job.state, "undone")
        self.assertFalse(self.place("99000000061"))
        self.assertEqual(
            self.property.name, "12 Larch Row, Kingston upon Hull, HU5 3ZZ"
        )

    def test_undo_of_changes_alone_restores_them(self):
        job = self.gazetteer("99000000012,Larch Road", headings="UPRN,Street")
        job.action_undo()
        self.work()
        self.assertEqual((job.state, job.undone_count), ("undone", 1))
        self.assertEqual(self.property.street, "Larch Row")

    def test_undo_keeps_new_properties_that_are_occupied(self):
        job = self.gazetteer(FLAT)
        self.zofia.property_id = self.place()
        job.action_undo()
        self.work()
        self.assertTrue(self.place())
        self.assertEqual(job.kept_count, 1)

    def test_missing_properties_are_not_listed_once_the_file_is_deleted(self):
        job = self.gazetteer(FLAT)
        job.sudo().file = False
        with self.assertRaises(UserError):
            job.action_view_missing()
