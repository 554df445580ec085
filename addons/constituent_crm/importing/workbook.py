"""Reader of the sheets of an XLSX workbook, row by row."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from . import archive, cells
from .line import Line, UnreadableFile

# Merged ranges come after the rows of a sheet (ECMA-376-1, 18.3.1.99).
MERGE = re.compile(rb'mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
MAX_MERGES = 100_000
FORMULA_TAGS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
# What a program sets that stores formulas without having calculated them.
UNCALCULATED = re.compile(rb'fullCalcOnLoad="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, as numbers from 1."""

    left: int
    top: int
    right: int
    bottom: int


def sheet_names(data: bytes) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook.

    Raises:
        UnreadableFile: It cannot be read, or has no sheet.
    """
    with _open(data) as book:
        names = tuple(sheet.title for sheet in book.worksheets)
    if not names:
        raise UnreadableFile("workbook")
    return names


@dataclass(frozen=True)
class Limits:
    """Limits of a sheet: what is beyond `rows` is left out, other excess refused.

    Attributes:
        rows: number of rows.
        columns: number of columns.
        cells: number of cells, empty ones included.
    """

    rows: int
    columns: int
    cells: int


def lines(data: bytes, sheet_name: str, limits: Limits) -> Iterator[Line]:
    """Yield the rows of a sheet.

    A merged range has its value in the cells of its first column, since a value that
    spans rows holds for each of them.

    Args:
        data: content of the file.
        sheet_name: name of a sheet.
        limits: limits of the sheet.

    Yields:
        Lines, blank ones included.

    Raises:
        UnreadableFile: The workbook exceeds a limit.
    """
    with _open(data) as book:
        part = _part(book, book[sheet_name])
        merged = _Merged(_merges(part, limits))
        formulas = _formulas(data, sheet_name, part, limits)
        is_uncalculated = _is_uncalculated(book)
        left = limits.cells
        for number, values in enumerate(_values(book, sheet_name, limits), start=1):
            if len(values) > limits.columns:
                raise UnreadableFile("columns")
            left -= len(values) + 1
            if left < 0:
                raise UnreadableFile("cells")
            texts = [text_of(value) for value in values]
            notes: dict[int, str] = {}
            if formulas:
                notes = _empty_uncalculated(
                    texts, values, next(formulas, ()), is_uncalculated
                )
            while texts and not texts[-1]:
                texts.pop()
            notes |= merged.fill(number, texts)
            yield Line(number, texts, notes=notes or None, spans=merged.spans)


@contextmanager
def _open(data: bytes, data_only: bool = True) -> Iterator[Any]:
    """Open an XLSX file for reading row by row."""
    book = None
    try:
        archive.check(data)
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=data_only
            )
        yield book
    except archive.TooLarge as problem:
        raise UnreadableFile(problem.reason) from problem
    # A document of another kind, or a damaged one. Bad XML is a SyntaxError.
    except (*archive.DAMAGES, KeyError, SyntaxError) as problem:
        raise UnreadableFile("workbook") from problem
    finally:
        if book:
            book.close()


def _values(book: Any, sheet_name: str, limits: Limits) -> Iterator[tuple[Any, ...]]:
    sheet = book[sheet_name]
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(
        values_only=True, max_row=limits.rows
    )
    return rows


def text_of(value: object) -> str:
    """Return a cell as text: dates in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return cells.unescape(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# Formulas


def _part(book: Any, sheet: Any) -> bytes:
    """Return the XML of a sheet."""
    with book._archive.open(sheet._worksheet_path) as part:
        content: bytes = part.read()
    return content


def _is_uncalculated(book: Any) -> bool:
    """Return whether a program that does not calculate has written the workbook."""
    with book._archive.open("xl/workbook.xml") as part:
        return UNCALCULATED.search(part.read()) is not None


def _formulas(
    data: bytes, sheet_name: str, part: bytes, limits: Limits
) -> Iterator[tuple[Any, ...]] | None:
    """Return the rows with formulas in place of results; None if there are none."""
    if not any(tag in part for tag in FORMULA_TAGS):
        return None
    return _formula_rows(data, sheet_name, limits)


def _formula_rows(
    data: bytes, sheet_name: str, limits: Limits
) -> Iterator[tuple[Any, ...]]:
    with _open(data, data_only=False) as book:
        yield from _values(book, sheet_name, limits)


def _empty_uncalculated(
    texts: list[str],
    values: tuple[Any, ...],
    formulas: tuple[Any, ...],
    is_uncalculated: bool,
) -> dict[int, str]:
    """Empty the cells whose formula has no stored result, and return their notes."""
    notes = {}
    for at, (value, formula) in enumerate(zip(values, formulas, strict=False)):
        if not (isinstance(formula, str) and formula.startswith("=")):
            continue
        if value is None or (is_uncalculated and value == 0):
            texts[at] = ""
            notes[at] = cells.FORMULA
    return notes


# Merged cells


def _merges(part: bytes, limits: Limits) -> list[Merge]:
    """Return the merged ranges of more than a cell, from the top."""
    end = max(part.rfind(b"sheetData>"), part.rfind(b"sheetData/>"), 0)
    found = []
    for place in MERGE.finditer(part, end):
        left, top, right, bottom = range_boundaries(place[1].decode())
        if left <= limits.columns and (left, top) != (right, bottom):
            found.append(Merge(left, top, min(right, limits.columns), bottom))
        if len(found) >= MAX_MERGES:
            break
    return sorted(found, key=lambda merge: (merge.top, merge.left), reverse=True)


class _Merged:
    """The merged ranges of a sheet while it is read from the top.

    Args:
        merges: ranges, those at the top last.

    Attributes:
        spans: number of columns of the ranges that begin in the row, by position.
    """

    def __init__(self, merges: list[Merge]):
        self._coming = merges
        # Last row and value of the ranges that go on, by column.
        self._open: dict[int, tuple[int, str]] = {}
        self.spans: dict[int, int] | None = None

    def fill(self, number: int, texts: list[str]) -> dict[int, str]:
        """Fill the cells of a row that ranges from above cover.

        Args:
            number: number of the row, from 1.
            texts: its texts, to be completed; a row without any stays as it is.

        Returns:
            The notes about the filled cells.
        """
        notes = {}
        if self._open:
            for column, (_bottom, text) in self._open.items() if texts else ():
                if not _at(texts, column):
                    texts.extend([""] * (column - len(texts)))
                    texts[column - 1] = text
                    notes[column - 1] = cells.MERGED
            self._open = {
                column: (bottom, text)
                for column, (bottom, text) in self._open.items()
                if number < bottom
            }
        if self._coming or self.spans:
            self._begin(number, texts)
        return notes

    def _begin(self, number: int, texts: list[str]) -> None:
        """Begin the ranges whose first row it is."""
        spans = {}
        while self._coming and self._coming[-1].top <= number:
            merge = self._coming.pop()
            text = _at(texts, merge.left)
            if not text:
                continue
            if merge.bottom > number:
                self._open[merge.left] = (merge.bottom, text)
            if merge.right > merge.left:
                spans[merge.left - 1] = merge.right - merge.left + 1
        self.spans = spans or None


def _at(texts: list[str], column: int) -> str:
    return texts[column - 1] if column <= len(texts) else ""
