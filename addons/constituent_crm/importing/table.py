"""Reader of CSV in any dialect and XLSX, row by row.

A file is never rejected for one bad row. A row that cannot be read is a `Line` with a
fault, and reading continues after it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import chardet

from . import workbook
from .line import Line, UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
# This many bytes are examined to detect the layout.
SAMPLE = 1 << 16
# A cell with more lines is a quotation that is not closed.
MAX_SAMPLE_LINES = 200
# After repeated unclosed quotations, only this many lines are read for each.
MIN_SAMPLE_LINES = 8
# Spreadsheet programs write wider tables by accident only.
MAX_COLUMNS = 1000
# A sheet states the row and column of each cell. A single cell far out would otherwise
# add a million empty ones.
MAX_ROWS = 1 << 20
MAX_CELLS = 20_000_000
# Control characters that no text has; tab, line breaks and form feed are allowed.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# The first line by which Excel is told the delimiter of a CSV file.
SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?(?:[\r\n]|$)', re.I)
# A carriage return in a workbook's string, as some exports to CSV leave it.
CARRIAGE_RETURN = "_x000D_"

ENCODING, QUOTES = "encoding", "quotes"


@dataclass(frozen=True)
class Layout:
    """The format of a file: a sheet of a workbook, or encoding and delimiter."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def is_workbook(self) -> bool:
        """Return whether it is a workbook."""
        return bool(self.sheets)


def detect(
    data: bytes, encoding: str = "", delimiter: str = "", sheet: str = ""
) -> Layout:
    """Detect the layout of a file.

    Args:
        data: content of the file.
        encoding: encoding, if it is known.
        delimiter: delimiter, if it is known.
        sheet: name of the sheet, the first by default.

    Returns:
        The layout.

    Raises:
        UnreadableFile: The file has no readable table.
    """
    if not data.strip():
        raise UnreadableFile("empty")
    if data.startswith(b"PK\x03\x04"):
        sheets = workbook.sheet_names(data)
        if sheet and sheet not in sheets:
            raise UnreadableFile("sheet")
        return Layout(sheet=sheet or sheets[0], sheets=sheets)
    encoding = encoding or _encoding(data)
    start = data[:SAMPLE].decode(_codec(encoding), errors="replace")
    if len(CONTROL.findall(start)) > len(start) / 1000:
        raise UnreadableFile("binary")
    return Layout(encoding=encoding, delimiter=delimiter or _delimiter(start))


def lines(data: bytes, layout: Layout) -> Iterator[Line]:
    """Yield the rows of the file that are not blank, headings included.

    Args:
        data: content of the file.
        layout: result of `detect`.

    Returns:
        Iterator of lines.

    Raises:
        UnreadableFile: A workbook exceeds a limit; raised while iterating.
    """
    if layout.is_workbook:
        limits = workbook.Limits(MAX_ROWS, MAX_COLUMNS, MAX_CELLS)
        every = workbook.lines(data, layout.sheet, limits)
    else:
        every = _text_lines(data, layout)
    return (line for line in every if not line.is_blank)


# Text


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:SAMPLE]
    # Half of the bytes of Western text in UTF-16 are zero.
    for zeros, found in ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be")):
        if zeros.count(0) > len(zeros) / 2:
            return found
    if _is_mostly_utf8(data):
        return "utf-8"
    guess = (chardet.detect(start)["encoding"] or "").lower()
    # Western files come from Windows. Latin-1 lacks its curly quotes and €.
    return {"macroman": "mac-roman", "iso-8859-15": "iso8859-15"}.get(guess, "cp1252")


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether most of the characters beyond ASCII can be decoded."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return not broken or len(text.encode("ascii", "ignore")) + 2 * broken < len(text)


def _codec(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _delimiter(start: str) -> str:
    """Return the delimiter that yields the most cells, equally many in most rows."""
    stated = SEPARATOR.match(start)
    if stated and stated[1] in DELIMITERS:
        return stated[1]
    whole = start.rpartition("\n")[0] or start

    def fit(candidate: str) -> float:
        reader = csv.reader(io.StringIO(whole, newline=""), delimiter=candidate)
        try:
            widths = Counter(len(row) for row in reader if row)
        except csv.Error:
            return 0
        width, rows = widths.most_common(1)[0] if widths else (0, 0)
        return rows / widths.total() * width if width > 1 else 0

    return max(DELIMITERS, key=fit)


class _Lines:
    """Physical lines of a text, of which the last ones can be put back and read again.

    Each unclosed quotation halves the number of lines that the next row may have, and
    each good row allows one more. Therefore a file of unclosed quotations costs no more
    than a good one.
    """

    def __init__(self, text: Iterable[str]):
        self._text = iter(text)
        self._put_back: list[str] = []
        self.lines_read: list[str] = []
        self.number = 0
        self._most = MAX_SAMPLE_LINES

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if len(self.lines_read) >= self._most:
            raise csv.Error("a quote is not closed")
        line = self._put_back.pop() if self._put_back else next(self._text)
        self.lines_read.append(line)
        self.number += 1
        return line

    def begin_row(self) -> int:
        """Forget the lines of the last row, and return the number of the next line."""
        self._most = min(MAX_SAMPLE_LINES, self._most + 1)
        self.lines_read = []
        return self.number + 1

    def skip_first(self, pattern: re.Pattern[str]) -> None:
        """Skip the first line if it matches."""
        first = next(self, "")
        if first and not pattern.match(first):
            self._put_back.append(first)
            self.number -= 1

    def keep_first_line(self) -> str:
        """Return the first line of the row; put the others back to be read again."""
        self._most = max(MIN_SAMPLE_LINES, self._most // 2)
        first, *rest = self.lines_read
        self._put_back += reversed(rest)
        self.number -= len(rest)
        return first


def _text_lines(data: bytes, layout: Layout) -> Iterator[Line]:
    text = io.TextIOWrapper(
        io.BytesIO(data), _codec(layout.encoding), errors="replace", newline=""
    )
    source = _Lines(text)
    source.skip_first(SEPARATOR)
    reader = csv.reader(source, delimiter=layout.delimiter, strict=True)
    while True:
        number, fault = source.begin_row(), ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            broken = source.keep_first_line().rstrip("\r\n")
            cells, fault = broken.split(layout.delimiter), QUOTES
        whole = "".join(cells)
        if "\ufffd" in whole:
            fault = fault or ENCODING
        if "\x00" in whole or CARRIAGE_RETURN in whole:
            cells = [_plain(cell) for cell in cells]
        yield Line(number, cells, fault)


def _plain(cell: str) -> str:
    return cell.replace("\x00", "").replace(CARRIAGE_RETURN, "")
