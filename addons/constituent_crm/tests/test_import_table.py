import datetime

from odoo.tests import BaseCase, tagged

from ..importing import columns, rows, table, writing
from .import_case import workbook

PEOPLE = "Name,Town\nZoë Ångström,Hull\nJosé Núñez,Hull\n"


def cells(content, **options):
    """The cells of each row."""
    return [
        line.cells for line in table.lines(content, table.detect(content, **options))
    ]


def faults(content):
    """The lines of the rows that cannot be read, with their faults."""
    lines = table.lines(content, table.detect(content))
    return {line.number: line.fault for line in lines if line.fault}


@tagged("-at_install", "post_install")
class TestImportTable(BaseCase):
    """Files as people send them."""

    def test_every_encoding_is_detected(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(encoding):
                self.assertEqual(cells(PEOPLE.encode(encoding))[1][0], "Zoë Ångström")
        content = PEOPLE.encode("cp1252")
        self.assertEqual(table.detect(content).encoding, "cp1252")
        self.assertEqual(cells(content)[2][0], "José Núñez")

    def test_few_broken_letters_do_not_change_the_encoding(self):
        good = "".join(f"Zoë {n},Hull\n" for n in range(50)).encode()
        content = b"Name,Town\n" + good + b"Jos\xe9,Hull\n"
        self.assertEqual(table.detect(content).encoding, "utf-8")
        self.assertEqual(faults(content), {52: table.ENCODING})

    def test_wrong_encoding_faults_the_rows(self):
        content = PEOPLE.encode("cp1252")
        lines = list(table.lines(content, table.detect(content, encoding="utf-8")))
        self.assertEqual(
            [line.fault for line in lines], ["", table.ENCODING, table.ENCODING]
        )

    def test_every_delimiter_is_detected(self):
        for sign in table.DELIMITERS:
            content = f'Name{sign}Address\nZoë{sign}"1, High; St|x\ty"\nA{sign}B\n'
            with self.subTest(sign):
                self.assertEqual(
                    cells(content.encode())[1], ["Zoë", "1, High; St|x\ty"]
                )

    def test_semicolons_are_detected_despite_commas_in_addresses(self):
        content = b"Name;Address;Town\n" + b"A;1, High Street;Hull\n" * 5
        self.assertEqual(table.detect(content).delimiter, ";")

    def test_quoted_cells_may_contain_line_breaks(self):
        content = b'Name,Address\r\n"Z","1 High St\r\nHull"\r\nA,B\r\n'
        lines = list(table.lines(content, table.detect(content)))
        self.assertEqual(lines[1].cells[1], "1 High St\r\nHull")
        self.assertEqual([line.number for line in lines], [1, 2, 4])

    def test_reading_goes_on_after_a_broken_quote(self):
        content = b'Name,Town\n"Unclosed,Hull\nFine,Hull\n"Bad"x,Hull\nLast,Hull\n'
        self.assertEqual(faults(content), {2: table.QUOTES, 4: table.QUOTES})
        self.assertEqual([row[0] for row in cells(content)][2::2], ["Fine", "Last"])

    def test_unclosed_quote_does_not_swallow_a_long_file(self):
        content = b'Name,Town\n"Unclosed,Hull\n' + b"Fine,Hull\n" * 1000
        self.assertEqual(len(cells(content)), 1002)
        self.assertEqual(faults(content), {2: table.QUOTES})

    def test_blank_lines_are_skipped(self):
        self.assertEqual(len(cells(b"Name,Town\n\n,\nA,B\n  , \n")), 2)

    def test_huge_cells_are_read(self):
        self.assertEqual(
            len(cells(b"Name,Note\nA," + b"x" * 10_000 + b"\n")[1][1]), 10_000
        )

    def test_file_that_is_no_table_is_refused(self):
        picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
        for reason, content in {
            "empty": b" \n ",
            "binary": picture,
            "workbook": b"PK\x03\x04 no workbook",
        }.items():
            with (
                self.subTest(reason),
                self.assertRaises(table.UnreadableFile) as caught,
            ):
                table.detect(content)
            self.assertEqual(caught.exception.reason, reason)

    def test_workbook_has_dates_and_numbers(self):
        day = datetime.date(1980, 12, 31)
        moment = datetime.datetime(1980, 12, 31, 14, 30)
        content = workbook(
            [["Name", "DOB"], ["Zoë", day], [7700900123, moment], [None], [1.5]]
        )
        self.assertEqual(
            cells(content),
            [
                ["Name", "DOB"],
                ["Zoë", "1980-12-31"],
                ["7700900123", "1980-12-31 14:30:00"],
                ["1.5"],
            ],
        )

    def test_unknown_sheet_is_refused(self):
        with self.assertRaises(table.UnreadableFile):
            table.detect(workbook([["Name"]]), sheet="Other")


@tagged("-at_install", "post_install")
class TestImportColumns(BaseCase):
    """Which field a heading means."""

    FIELDS = (
        columns.Field("name", "Name", synonyms=("full name",)),
        columns.Field("phone", "Phone", is_repeatable=True, synonyms=("mobile",)),
        columns.Field("zip", "Postcode", synonyms=("post code",)),
    )

    def guessed(self, *headings, **options):
        return columns.guess(headings, self.FIELDS, **options)

    def test_headings_of_other_systems_are_recognised(self):
        self.assertEqual(
            self.guessed("FULL_NAME", "Post-Code", "postCode", "Pstcode"),
            ["name", "zip", "", ""],
        )
        self.assertEqual(self.guessed("Postcodes"), ["zip"])

    def test_only_some_fields_take_several_columns(self):
        self.assertEqual(
            self.guessed("Mobile", "Phone 2", "Name", "Name"),
            ["phone", "phone", "name", ""],
        )

    def test_unknown_headings_and_those_of_a_report_are_ignored(self):
        self.assertEqual(self.guessed("Shoe Size", "", *columns.REPORTED), [""] * 4)

    def test_manual_mapping_is_remembered(self):
        remembered = {"Shoe Size": "phone", "Name": ""}
        self.assertEqual(
            self.guessed("Shoe Size", "Name", remembered=remembered), ["phone", ""]
        )


@tagged("-at_install", "post_install")
class TestImportRows(BaseCase):
    """Rows of lines, staged and reported."""

    def test_columns_of_one_field_are_joined(self):
        mapper = rows.Mapper(["name", "phone", "", "phone"])
        row = mapper.row(table.Line(2, [" Zoë ", "1", "x", "2"]))
        self.assertEqual(row.values, {"name": "Zoë", "phone": "1\n2"})

    def test_more_cells_than_headings_fault_the_row(self):
        mapper = rows.Mapper(["name"])
        self.assertEqual(mapper.row(table.Line(2, ["A", "", " "])).fault, "")
        self.assertEqual(mapper.row(table.Line(3, ["A", "B"])).fault, rows.WIDTH)

    def test_repeated_rows_of_one_record_are_detected(self):
        mapper = rows.Mapper(["name", "town"])
        lines = [["A", "1"], ["B", "1"], ["A", "1"], ["A", "2"]]
        mapped = (mapper.row(table.Line(n, line)) for n, line in enumerate(lines, 2))
        copy = b"".join(rows.stage(mapped, lambda values: [values["name"]]))
        ((found, end),) = rows.staged(copy, 0, 10, mapper)
        self.assertEqual([row.repeats for row in found], [0, 0, 2, 2])
        self.assertEqual([row.is_same for row in found], [False, False, True, False])
        self.assertEqual(end, len(copy))

    def test_staged_rows_are_read_from_any_chunk_on(self):
        mapper = rows.Mapper(["name"])
        mapped = (mapper.row(table.Line(n, [f"Zoë {n}"])) for n in range(5))
        copy = b"".join(rows.stage(mapped, lambda values: ()))
        (_first, end), *_rest = rows.staged(copy, 0, 2, mapper)
        (again, _end), *_rest = rows.staged(copy, end, 2, mapper)
        self.assertEqual([row.line for row in again], [2, 3])

    def test_formulas_are_neutralised_and_read_back(self):
        for text in ("=1+1", "+447700900123", "-5", "@SUM(A1)"):
            with self.subTest(text):
                self.assertEqual(writing.safe_cell(text), f"'{text}")
                self.assertEqual(writing.plain_cell(writing.safe_cell(text)), text)
        self.assertEqual(writing.plain_cell("'s-Hertogenbosch"), "'s-Hertogenbosch")

    def test_rejected_rows_can_be_corrected_and_read_again(self):
        refused = [(3, "No name", ["", "=HYPERLINK(1)"]), (5, "Wide", ["A", "B", "C"])]
        content = rows.rejected_csv(["Name", "Town"], refused)
        self.assertEqual(
            cells(content),
            [
                ["Name", "Town", *columns.REPORTED],
                ["", "'=HYPERLINK(1)", "3", "No name"],
                ["A", "B", "5", "Wide", "C"],
            ],
        )
