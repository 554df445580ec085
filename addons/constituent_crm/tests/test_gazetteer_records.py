from odoo.tests import BaseCase, tagged

from ..gazetteer import records
from ..importing import table
from . import gazetteer_files as files

UPRN = "99000000071"


@tagged("-at_install", "post_install")
class TestGazetteerRecords(BaseCase):
    """Files with records of several types, and without headings."""

    def rows(self, content):
        """The rows of a file as dicts of what is not empty, with their lines."""
        lines = list(table.lines(content.encode(), table.detect(content.encode())))
        headings = records.headings(lines[:20])
        return [
            (
                row.number,
                {
                    name: cell
                    for name, cell in zip(headings, row.cells, strict=True)
                    if cell
                },
            )
            for row in records.rows(iter(lines), headings)
        ]

    def test_records_of_premium_are_joined(self):
        content = files.premium(
            files.street(),
            files.blpu(UPRN, parent="99000000012"),
            files.lpi(UPRN, "L1", 71),
            files.classified(UPRN, "CR", "VOA Special Category"),
            files.classified(UPRN),
        )
        ((line, row),) = self.rows(content)
        self.assertEqual(line, 4)
        self.assertEqual(
            row,
            {
                "UPRN": UPRN,
                "CHANGE_TYPE": "I",
                "LOGICAL_STATUS": "1",
                "LANGUAGE": "ENG",
                "PARENT_UPRN": "99000000012",
                "USRN": files.STREET,
                "PAO_START_NUMBER": "71",
                "STREET_DESCRIPTION": "LARCH ROW",
                "TOWN_NAME": "KINGSTON UPON HULL",
                "ADMINISTRATIVE_AREA": "KINGSTON UPON HULL",
                "POSTCODE_LOCATOR": "HU5 3ZZ",
                "CLASSIFICATION_CODE": "RD06",
                "X_COORDINATE": "508500.00",
                "Y_COORDINATE": "430500.00",
                "START_DATE": "2001-01-01",
            },
        )

    def test_records_of_bs7666_are_joined(self):
        ((line, row),) = self.rows(files.TRANSFER)
        self.assertEqual(line, 6)
        for name, text in {
            "CLASSIFICATION_CODE": "RD04",
            "WARD_CODE": "test-larches",
            "X_COORDINATE": "508500.00",
            "POSTCODE": "HU5 3ZZ",
            "PAO_START_NUMBER": "71",
            "STREET_DESCRIPTION": "Larch Row",
        }.items():
            self.assertEqual(row[name], text)

    def test_order_of_records_does_not_matter(self):
        lines = [files.lpi(UPRN, "L1", 71), files.blpu(UPRN), files.street()]
        ((_line, row),) = self.rows(files.premium(*lines))
        self.assertEqual(row["STREET_DESCRIPTION"], "LARCH ROW")

    def test_each_address_of_a_property_is_a_row(self):
        content = files.premium(
            files.street(),
            files.street(name="FFORDD LLARWYDD", language="CYM"),
            files.blpu(UPRN),
            files.lpi(UPRN, "L1", 71),
            files.lpi(UPRN, "L2", 71, language="CYM"),
            files.lpi(UPRN, "L3", text="THE OLD MILL", status=3),
            files.lpi(UPRN, "L4", text="REJECTED", status=9),
        )
        rows = [row for _line, row in self.rows(content)]
        self.assertEqual(
            [(row["LOGICAL_STATUS"], row["STREET_DESCRIPTION"]) for row in rows],
            [("1", "LARCH ROW"), ("1", "FFORDD LLARWYDD"), ("3", "LARCH ROW")],
        )

    def test_deleted_property_is_one_row(self):
        content = files.premium(
            files.blpu(UPRN, change="D"),
            files.lpi(UPRN, "L1", 71, change="D"),
            files.lpi(UPRN, "L2", 71, change="U"),
        )
        ((_line, row),) = self.rows(content)
        self.assertEqual((row["UPRN"], row["CHANGE_TYPE"]), (UPRN, "D"))
        self.assertNotIn("PAO_START_NUMBER", row)

    def test_historic_unit_ends_its_addresses(self):
        content = files.premium(files.blpu(UPRN, status=8), files.lpi(UPRN, "L1", 71))
        ((_line, row),) = self.rows(content)
        self.assertEqual(row["LOGICAL_STATUS"], "8")

    def test_changed_address_of_an_unchanged_property_is_a_row(self):
        content = files.premium(
            files.lpi(UPRN, "L1", 71, change="D"),
            files.lpi(UPRN, "L2", 73, change="I"),
            files.lpi("99000000072", "L3", 75, change="D"),
        )
        ((_line, row),) = self.rows(content)
        self.assertEqual((row["CHANGE_TYPE"], row["PAO_START_NUMBER"]), ("U", "73"))
        self.assertNotIn("X_COORDINATE", row)

    def test_later_record_of_an_address_holds(self):
        content = files.premium(
            files.lpi(UPRN, "L1", 71), files.lpi(UPRN, "L1", 73, change="U")
        )
        ((_line, row),) = self.rows(content)
        self.assertEqual(row["PAO_START_NUMBER"], "73")

    def test_supplies_without_headings_are_recognised(self):
        content = files.plus({"UPRN": UPRN, "CHANGE_TYPE": "I", "PAO_TEXT": "MILL"})
        ((_line, row),) = self.rows(content)
        self.assertEqual(row["PAO_TEXT"], "MILL")
        content = files.table(
            records.ADDRESSBASE,
            {"UPRN": UPRN, "CHANGE_TYPE": "U", "BUILDING_NUMBER": "71"},
            with_headings=False,
        )
        ((_line, row),) = self.rows(content)
        self.assertEqual(row["BUILDING_NUMBER"], "71")

    def test_other_tables_are_left_alone(self):
        for content in (
            "UPRN,Street\n1,Elm\n",
            "10,A,1,2\nx,y,z,w\n",
            "21,Elm,Road,1\n24,Oak,Road,2\n",
            f"{UPRN},1,I,2\n",
        ):
            lines = list(table.lines(content.encode(), table.detect(content.encode())))
            with self.subTest(content):
                self.assertIsNone(records.headings(lines))
