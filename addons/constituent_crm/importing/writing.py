"""Writes tables that spreadsheet programs open safely and that are read again."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

# Spreadsheet programs run a cell that begins so as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell of CSV that no spreadsheet program runs as a formula.

    An apostrophe stands before it, as in core's export; `plain_cell` takes it away.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def plain_cell(text: str) -> str:
    """A cell without the spaces around it and the apostrophe before a formula."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(safe_cell, headings))
    writer.writerows(map(safe_cell, row) for row in rows)
    # With a byte order mark, spreadsheet programs read it as what it is.
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of texts alone: no number loses its zeros, nothing is a formula."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, headings, bold)
        for number, row in enumerate(rows, start=1):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)
    return content.getvalue()
