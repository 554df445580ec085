import base64
import io
import zipfile
from unittest.mock import patch

import xlsxwriter

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from ..importing import archive, table
from .import_case import ImportCase, workbook

ROWS = [["Name", "Town"], ["Jane Smith", "Hull"], ["Anna Nowak", "Leeds"]]


def make_archive(*contents, name="part{}.xml"):
    """An archive of one member for each of `contents`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for number, content in enumerate(contents):
            made.writestr(name.format(number), content)
    return written.getvalue()


def with_false_size(data, size):
    """The archive with another size of its first member in the directory."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]


@tagged("-at_install", "post_install")
class TestArchive(BaseCase):
    """An archive is looked into before a library unpacks it."""

    def reason(self, data, **limits):
        with self.assertRaises(archive.TooLarge) as caught:
            archive.check(data, archive.Limits(**limits))
        return caught.exception.reason

    def test_archive_at_its_limits_passes(self):
        data = make_archive(b"<si>a</si>", b"x" * 90)
        limits = archive.Limits(unpacked=100, members=2, strings=1, string_bytes=10)
        self.assertIsNone(archive.check(data, limits))

    def test_bytes_of_all_members_are_added(self):
        self.assertEqual(
            self.reason(make_archive(b"x" * 60, b"y" * 41), unpacked=100), "unpacked"
        )

    def test_members_are_counted(self):
        self.assertEqual(self.reason(make_archive(b"", b"", b""), members=2), "members")

    def test_shared_strings_are_counted_under_any_file_name(self):
        for content in (b"<si>a</si>" * 3, b"<x:si/>" * 3, b"<x:si>a</x:si>" * 3):
            with self.subTest(content):
                self.assertEqual(
                    self.reason(make_archive(content), strings=1), "strings"
                )

    def test_string_across_two_chunks_counts_once(self):
        content = b"<si>a</si>" * 10
        for size in range(1, 12):
            with self.subTest(size), patch.object(archive, "CHUNK", size):
                archive.check(make_archive(content), archive.Limits(strings=10))
                self.assertEqual(
                    self.reason(make_archive(content), strings=9), "strings"
                )

    def test_bytes_of_the_strings_count(self):
        content = b"<si>" + b"a" * 100 + b"</si>"
        self.assertEqual(
            self.reason(make_archive(content), string_bytes=100), "strings"
        )

    def test_false_size_in_the_directory_is_detected(self):
        data = with_false_size(make_archive(b"x" * 2000), 10)
        with self.assertRaises((archive.TooLarge, *archive.DAMAGES)):
            archive.check(data, archive.Limits(unpacked=1000))


@tagged("-at_install", "post_install")
class TestWorkbookLimits(ImportCase):
    """Staff are told why a workbook is not taken."""

    def refused(self, content):
        jobs = self.env["constituent.import"].with_user(self.users["supervisor"])
        with self.assertRaises(UserError) as caught:
            jobs.create({"file": base64.b64encode(content), "file_name": "a.xlsx"})
        return str(caught.exception)

    def patched_limits(self, **limits):
        return patch.object(archive, "LIMITS", archive.Limits(**limits))

    def test_workbook_with_too_many_parts_is_refused(self):
        with self.patched_limits(members=3):
            self.assertIn("parts", self.refused(workbook(ROWS)))

    def test_workbook_that_unpacks_to_too_much_is_refused(self):
        with self.patched_limits(unpacked=1000):
            self.assertIn("unpacked", self.refused(workbook(ROWS)))

    def test_workbook_with_too_many_texts_is_refused(self):
        with self.patched_limits(strings=2):
            self.assertIn("texts", self.refused(_with_shared_strings(ROWS)))

    def test_table_with_too_many_columns_is_refused(self):
        with patch.object(table, "MAX_COLUMNS", 3):
            self.assertIn("columns", self.refused(workbook([["a", "b", "c", "d"]])))
            self.assertIn("columns", self.refused(b"a,b,c,d\n1,2,3,4\n"))

    def test_sheet_with_too_many_empty_cells_is_refused(self):
        rows = [*ROWS, *[[]] * 20, ["Far out"]]
        with patch.object(table, "MAX_CELLS", 25):
            layout = table.detect(workbook(rows))
            with self.assertRaises(table.UnreadableFile) as caught:
                list(table.lines(workbook(rows), layout))
        self.assertEqual(caught.exception.reason, "cells")

    def test_every_reason_has_a_message(self):
        job = self.env["constituent.import"]
        for reason in ("members", "unpacked", "strings", "columns", "cells"):
            with self.subTest(reason):
                self.assertTrue(job._unreadable(reason))

    def test_distant_cell_does_not_create_empty_rows(self):
        content = workbook(ROWS)
        far = _update_answers(content, b'<row r="3"', b'<row r="99999999"')
        with patch.object(table, "MAX_ROWS", 10):
            lines = list(table.lines(far, table.detect(far)))
        self.assertEqual([line.cells for line in lines], ROWS[:2])


def _with_shared_strings(rows):
    """A workbook as spreadsheet programs write it, each text once for all cells."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def _update_answers(content, old, new):
    """The workbook with `old` replaced in its sheet."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(written, "w") as target,
    ):
        for member in source.infolist():
            target.writestr(member.filename, source.read(member).replace(old, new))
    return written.getvalue()
