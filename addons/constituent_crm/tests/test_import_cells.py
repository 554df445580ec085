import datetime
import io
import zipfile

import openpyxl
import xlsxwriter

from odoo.tests import BaseCase, tagged

from ..importing import cells, columns, rows, table
from ..importing.line import Line
from .import_case import workbook
from .test_import_table import cells as cells_of

TODAY = datetime.date(2026, 11, 30)


def notes(content):
    """The notes about each row's cells, of rows that have any."""
    lines = table.lines(content, table.detect(content))
    return {line.number: dict(line.notes) for line in lines if line.notes}


def merged(sheet_rows, *ranges):
    """A workbook with merged cells."""
    book = openpyxl.Workbook()
    for row in sheet_rows:
        book.active.append(row)
    for place in ranges:
        book.active.merge_cells(place)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def replaced(content, old, new):
    """The workbook with bytes of its parts replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(written, "w") as made,
    ):
        for name in book.namelist():
            made.writestr(name, book.read(name).replace(old, new))
    return written.getvalue()


def calculated(*formulas):
    """A workbook of XlsxWriter: rows of a formula and its result, None for none."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Town"])
        for number, (formula, result) in enumerate(formulas, start=1):
            known = () if result is None else (None, result)
            sheet.write_formula(number, 0, formula, *known)
            sheet.write(number, 1, "Hull")
    return content.getvalue()


@tagged("-at_install", "post_install")
class TestImportCells(BaseCase):
    """Cells whose text is not what was typed."""

    def test_placeholders_are_no_values(self):
        for text in (
            *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#SPILL!"),
            *("#n/a", "Err:502", "########", "N/A", "n/a", "NULL", "null", "(null)"),
            *("<NULL>", "NaN", "-", "--", "–", "—", "?", "..", "\\N"),
        ):
            with self.subTest(text):
                self.assertTrue(cells.is_placeholder(text))

    def test_values_are_no_placeholders(self):
        for text in ("Na", "Nil", "None", "No", "A-B", "#1", "0", "-5", "12", "#"):
            with self.subTest(text):
                self.assertFalse(cells.is_placeholder(text))

    def test_names_of_people_are_no_placeholders(self):
        self.assertFalse(cells.is_placeholder("Null", "family_name"))
        self.assertFalse(cells.is_placeholder("Nan", "given_name"))
        self.assertTrue(cells.is_placeholder("NULL", "family_name"))
        self.assertTrue(cells.is_placeholder("Null", "phone"))

    def test_marks_of_text_are_removed(self):
        for text, expected in {
            "'01482300300": "01482300300",
            "\u201901482300300": "01482300300",
            "'12 Park Avenue": "12 Park Avenue",
            "'Jane'": "Jane",
            "'": "",
            "'s-Hertogenbosch": "'s-Hertogenbosch",
            "'Abd": "'Abd",
            '="01482300300"': "01482300300",
            '=""': "",
            "O'Brien": "O'Brien",
        }.items():
            with self.subTest(text):
                self.assertEqual(cells.clean(text), expected)

    def test_house_number_that_became_a_date_is_read_back(self):
        for text, expected in {
            # Typed with a British and with an American spreadsheet program.
            "2026-05-03": "3-5",
            "2026-03-05": "3-5",
            "2026-05-03 00:00:00": "3-5",
            "03-May": "3-5",
            "5-Mar": "3-5",
            "10-Dec": "10-12",
            "Oct-14": "10-14",
            "1931-03-01": "3-31",
            # Another number may have been typed: 1-10 or 10-14, 5/5, 5-3.
            "2014-10-01": "",
            "2026-05-05": "",
            "May-03": "",
            # No year of typing.
            "1980-12-31": "",
            "2031-12-30": "",
        }.items():
            with self.subTest(text):
                self.assertTrue(cells.is_date(text))
                self.assertEqual(cells.house_of_date(text, TODAY), expected)

    def test_houses_are_no_dates(self):
        for text in ("3-5", "12", "12-May Court", "May Court", "2026-05", "The 03-Mex"):
            with self.subTest(text):
                self.assertFalse(cells.is_date(text))

    # Text files

    def test_stated_delimiter_is_no_row(self):
        for start in ("sep=;\n", '"sep=;"\r\n', "SEP=;\n", "\ufeffsep=;\n"):
            content = f"{start}Name;Town\nA, B;Hull\n".encode()
            with self.subTest(start):
                self.assertEqual(
                    cells_of(content), [["Name", "Town"], ["A, B", "Hull"]]
                )
        content = "sep=,\nName,Town\nA,Hull\n".encode("utf-16")
        self.assertEqual(cells_of(content)[0], ["Name", "Town"])

    def test_heading_that_starts_like_a_delimiter_is_kept(self):
        self.assertEqual(cells_of(b"Sep,Town\nA,Hull\n")[0], ["Sep", "Town"])

    # Workbooks

    def test_escapes_of_a_workbook_are_undone(self):
        content = workbook([["Street"], ["12 Park Avenue_x000D_\nHull"], ["a_x005F_b"]])
        self.assertEqual(cells_of(content)[1:], [["12 Park Avenue\nHull"], ["a_b"]])
        self.assertEqual(cells.unescape("_x005F_x0041_"), "_x0041_")
        self.assertEqual(cells.unescape("a_xD800__x0000_b"), "ab")
        self.assertEqual(
            cells_of(b"Street\n12 Park Avenue_x000D_\n")[1], ["12 Park Avenue"]
        )

    def test_yes_and_no_are_written_as_in_the_workbook(self):
        self.assertEqual(
            cells_of(workbook([["Name"], [True], [False]])),
            [["Name"], ["TRUE"], ["FALSE"]],
        )

    def test_formula_without_a_result_is_empty(self):
        content = calculated(('="Jane"', None), ('="Jane"', "Jane"), ("=1-1", None))
        self.assertEqual([row[0] for row in cells_of(content)[1:]], ["", "Jane", ""])
        self.assertEqual(notes(content), {2: {0: "formula"}, 4: {0: "formula"}})
        content = workbook([["Name", "Town"], ["=1+1", "Hull"]])
        self.assertEqual(cells_of(content)[1], ["", "Hull"])
        self.assertEqual(notes(content), {2: {0: "formula"}})

    def test_merged_cells_hold_for_each_of_their_rows(self):
        content = merged(
            [["Name", "Street"], ["Ann", "12 Elm Road"], ["Bob"], [], ["Cy", "1 Oak"]],
            "B2:B4",
        )
        self.assertEqual(
            cells_of(content)[1:],
            [["Ann", "12 Elm Road"], ["Bob", "12 Elm Road"], ["Cy", "1 Oak"]],
        )
        self.assertEqual(notes(content), {3: {1: "merged"}})

    def test_merged_columns_are_not_filled_in_rows(self):
        content = merged([["Name", "Surname", "Town"], ["Acme", None, "Hull"]], "A2:B2")
        self.assertEqual(cells_of(content)[1], ["Acme", "", "Hull"])

    def test_whole_sheet_merged_costs_no_more_than_its_rows(self):
        content = merged([["Name", "Town"], ["Ann", "Hull"], ["", "York"]], "A2:A3")
        content = replaced(content, b'"A2:A3"', b'"A2:XFD1048576"')
        self.assertEqual(cells_of(content)[1:], [["Ann", "Hull"], ["Ann", "York"]])


@tagged("-at_install", "post_install")
class TestImportHeadings(BaseCase):
    """The row with the headings, and what stands above it."""

    FIELDS = (
        columns.Field("name", "Name", synonyms=("full name",)),
        columns.Field("phone", "Phone", is_repeatable=True),
        columns.Field("street", "Street", synonyms=("address",)),
    )

    def headings(self, content):
        lines = list(table.lines(content, table.detect(content)))
        at = columns.find_headings(lines, self.FIELDS)
        return lines[at].number, columns.headings_of(lines[at])

    def test_titles_above_the_headings_are_skipped(self):
        for title in (
            "Residents of the ward\n",
            "Residents,,,\nas of 1 June,,,\n\n",
            "Address list of Larches,1 June 2026\n",
            ",,Contact,\n",
        ):
            content = f"{title}Full Name,Phone,Street,Notes\nAnn,1,Elm,x\n".encode()
            with self.subTest(title):
                self.assertEqual(
                    self.headings(content)[1], ["Full Name", "Phone", "Street", "Notes"]
                )

    def test_unknown_headings_are_the_first_row_of_the_table(self):
        self.assertEqual(self.headings(b"Shoe,Hat\n1,2\n"), (1, ["Shoe", "Hat"]))
        self.assertEqual(self.headings(b"Title\nShoe,Hat\n1,2\n"), (2, ["Shoe", "Hat"]))
        self.assertEqual(self.headings(b"Anything\n"), (1, ["Anything"]))

    def test_words_in_the_table_are_no_headings(self):
        for content in (
            b"Name,First Choice,Second Choice\nJane,Phone,Street\n",
            b"Resident,Choice\nJane,Phone\n",
            b"Name,Notes\nJane,Phone\nPhone,Street\n",
        ):
            with self.subTest(content):
                self.assertEqual(self.headings(content)[0], 1)
        self.assertEqual(self.headings(b"Larches,2026\nName,Phone\nJane,1\n")[0], 2)

    def test_merged_heading_is_that_of_each_column(self):
        content = merged([["Name", "Address", None, "Phone"], list("abcd")], "B1:C1")
        self.assertEqual(
            self.headings(content)[1], ["Name", "Address", "Address", "Phone"]
        )
        content = merged([["Name", "Address"], list("abc")], "B1:C1")
        self.assertEqual(self.headings(content)[1], ["Name", "Address", "Address"])


@tagged("-at_install", "post_install")
class TestImportMapper(BaseCase):
    """What a row has after its cells were read, and what is said about it."""

    def test_doubts_are_counted_with_their_lines(self):
        mapper = rows.Mapper(["name", "phone", "", "house"], {"house"}, TODAY)
        for line in (
            Line(2, ["Ann", "#N/A", "-", "2026-05-03"]),
            Line(3, ["-", "NULL", "", "12"], notes={0: "merged", 2: "merged"}),
        ):
            row = mapper.row(line)
        self.assertEqual(row.values, {"house": "12"})
        found = {
            code: (doubt.count, doubt.lines, doubt.example)
            for code, doubt in mapper.doubts.items()
        }
        self.assertEqual(
            found,
            {
                "empty": (3, [2, 3], "#N/A"),
                "house": (1, [2], "2026-05-03 → 3-5"),
                "merged": (1, [3], ""),
            },
        )

    def test_rows_of_one_record_become_one(self):
        mapper = rows.Mapper(["key", "name"])
        lines = [["A", "1"], ["B", "1"], ["A", "2"], ["A", "0"], ["A", "0"]]
        read = (mapper.row(Line(n, line)) for n, line in enumerate(lines, 2))

        def combine(earlier, later):
            return {"other": earlier["name"]}, later["name"] > earlier["name"]

        combiner = rows.Combiner(combine, rows.Mapper(["key", "name"]))
        copy = b"".join(rows.stage(read, lambda values: [values["key"]], combiner))
        ((found, _end),) = rows.staged(copy, 0, 10, mapper)
        self.assertEqual(
            [(row.line, row.values) for row in found],
            [
                (4, {"key": "A", "name": "2", "other": "2"}),
                (3, {"key": "B", "name": "1"}),
            ],
        )
        self.assertEqual(combiner.doubts["combined"].lines, [4, 5, 6])
