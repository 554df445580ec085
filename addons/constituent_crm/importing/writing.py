"""Writer of tables that spreadsheet programs open safely and that can be read again."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

# Spreadsheet programs evaluate a cell that begins so as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return a cell of CSV that no spreadsheet program evaluates as a formula.

    An apostrophe precedes it, as in core's export. `plain_cell` removes it.

    Args:
        text: text of the cell.

    Returns:
        The text, with an apostrophe before a formula.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def plain_cell(text: str) -> str:
    """Return a cell without surrounding spaces and the apostrophe of `safe_cell`.

    Args:
        text: text of the cell.

    Returns:
        The text as it was before `safe_cell`.
    """
    text = text.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a CSV file.

    Args:
        headings: first row.
        rows: cells as text.

    Returns:
        UTF-8 with a byte order mark.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(safe_cell, headings))
    writer.writerows(map(safe_cell, row) for row in rows)
    # With a byte order mark, spreadsheet programs recognise UTF-8.
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a workbook of text cells, which keep leading zeros and are no formulas.

    Args:
        headings: first row.
        rows: cells as text.

    Returns:
        An XLSX file.
    """
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
