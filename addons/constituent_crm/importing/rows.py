"""Rows of an import and their outcomes."""

import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from . import cells, writing
from .columns import REPORTED
from .line import Line

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
REJECTED, REVIEW = "rejected", "review"
OUTCOMES = (CREATED, UPDATED, UNCHANGED, REJECTED, REVIEW)

# Rows that became one with another.
COMBINED = "combined"
# So many lines are named of those with a doubtful cell.
MAX_DOUBT_LINES = 10
# Fault of a row that has more filled cells than there are headings.
WIDTH = "width"


@dataclass(slots=True)
class Row:
    """A row of the file, by field name.

    Attributes:
        line: number of its line, from 1.
        values: text by field name; several texts of one field are separated by line
            feeds.
        cells: cells as in the file.
        fault: code of what is wrong with the line, "" for none.
        repeats: line of an earlier row with a common key, 0 for none.
        is_same: whether that row has equal values.
        earlier_id: id of the record of that row, 0 if unknown or in a check.
    """

    line: int
    values: dict[str, str]
    cells: list[str] = field(default_factory=list)
    fault: str = ""
    repeats: int = 0
    is_same: bool = False
    earlier_id: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of importing one row.

    Attributes:
        status: one of `OUTCOMES`.
        record_id: id of the record, 0 for none.
        reason: explanation for staff.
        former: values that an update replaced, for undoing it.
    """

    status: str
    record_id: int = 0
    reason: str = ""
    former: dict[str, Any] | None = None


@dataclass(slots=True)
class Doubt:
    """What was read otherwise than it stands in the file.

    Attributes:
        count: number of cells.
        lines: the first lines with such a cell.
        is_cut: whether further lines have one.
        example: the first such cell.
    """

    count: int = 0
    lines: list[int] = field(default_factory=list)
    is_cut: bool = False
    example: str = ""

    def add(self, line: int) -> None:
        """Count a cell of a line."""
        self.count += 1
        if line in self.lines:
            return
        if len(self.lines) < MAX_DOUBT_LINES:
            self.lines.append(line)
        else:
            self.is_cut = True


class Mapper:
    """Mapping of a file's lines to rows.

    Args:
        names: name of the field for each column, "" for an ignored column.
        houses: names of the fields with house numbers; dates in them are read as such.
        today: see `cells.house_of_date`.
        signs: texts that are values of their own, and no placeholders.

    Attributes:
        doubts: what was read otherwise than it stands in the file, by code.
    """

    def __init__(
        self,
        names: Sequence[str],
        houses: Collection[str] = (),
        today: date = date.max,
        signs: Collection[str] = (),
    ):
        self.width = len(names)
        self.columns = [
            (at, name, name in houses) for at, name in enumerate(names) if name
        ]
        self.today = today
        self.signs = signs
        self.doubts: dict[str, Doubt] = {}

    def row(self, line: Line) -> Row:
        """Return the row of a line; columns of one field are joined by a line feed.

        Args:
            line: line of the file.

        Returns:
            The row, with `WIDTH` as its fault where it is too wide.
        """
        values: dict[str, str] = {}
        given, notes = line.cells, line.notes
        count = len(given)
        for at, name, is_house in self.columns:
            if notes and at in notes:
                self._doubt(notes[at], line.number)
            text = given[at].strip() if at < count else ""
            if text and (is_house or text[0] in cells.SUSPECT):
                text = self._value(line.number, name, is_house, text)
            if text:
                values[name] = f"{values[name]}\n{text}" if name in values else text
        wide = count > self.width and any(map(str.strip, given[self.width :]))
        return Row(line.number, values, given, line.fault or (WIDTH if wide else ""))

    def _value(self, line: int, name: str, is_house: bool, cell: str) -> str:
        """Return the value of a cell that may be read otherwise than it stands."""
        text = cells.clean(cell)
        if text not in self.signs and cells.is_placeholder(text, name):
            self._doubt(cells.EMPTY, line, text)
            return ""
        is_date = is_house and cells.is_date(text)
        if is_date and (house := cells.house_of_date(text, self.today)):
            self._doubt(cells.HOUSE, line, f"{text} → {house}")
            return house
        return text

    def _doubt(self, code: str, line: int, example: str = "") -> None:
        self.doubts.setdefault(code, Doubt(example=example)).add(line)


# Staging: a plain copy of the rows, one for each line, that can be read from any row.


@dataclass(frozen=True, slots=True)
class Combiner:
    """How rows of one record become one.

    Attributes:
        combine: function from the values of an earlier row and of one that repeats it
            to the values to add, and whether they are added to the later row instead
            of the earlier one; None to leave the rows apart.
        mapper: mapping of columns to fields.
        doubts: `COMBINED`, if there are such rows.
    """

    combine: Callable[
        [Mapping[str, str], Mapping[str, str]], tuple[dict[str, str], bool] | None
    ]
    mapper: Mapper
    doubts: dict[str, Doubt] = field(default_factory=dict)

    def combined(self, earlier: bytes, row: Row) -> tuple[int, bytes] | None:
        """Return the line and the record of two rows as one; None if they are two."""
        first = _row(json.loads(earlier), self.mapper)
        if first.fault or not (found := self.combine(first.values, row.values)):
            return None
        self.doubts.setdefault(COMBINED, Doubt()).add(row.line)
        added, is_later = found
        kept = row if is_later else first
        return kept.line, _record(kept, 0, False, added)


def stage(
    rows: Iterable[Row],
    keys: Callable[[Mapping[str, str]], Iterable[object]],
    combiner: Combiner | None = None,
) -> list[bytes]:
    """Return each row as a line of JSON, with the earlier row that it repeats.

    Args:
        rows: rows of the file.
        keys: function from a row's values to the keys that identify a record in the
            file.
        combiner: how rows with a common key become one, where they do.

    Returns:
        Lines of UTF-8 for `staged`.
    """
    # Line, content and position of the first row with a key.
    first: dict[int, tuple[int, int, int]] = {}
    records: list[bytes] = []
    for row in rows:
        content = hash(tuple(sorted(row.values.items())))
        marks = () if row.fault else [hash(key) for key in keys(row.values)]
        repeats, same, at = next(
            (first[mark] for mark in marks if mark in first), (0, 0, 0)
        )
        if repeats and combiner and (one := combiner.combined(records[at], row)):
            line, records[at] = one
            first |= dict.fromkeys(marks, (line, content, at))
            continue
        for mark in marks:
            first.setdefault(mark, (repeats or row.line, content, len(records)))
        records.append(_record(row, repeats, bool(repeats) and same == content))
    return records


def _record(
    row: Row, repeats: int, is_same: bool, added: Mapping[str, str] | None = None
) -> bytes:
    record = [row.line, row.cells, row.fault, repeats, is_same, added or {}]
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _row(record: list[Any], mapper: Mapper) -> Row:
    line, texts, fault, repeats, is_same, *added = record
    row = mapper.row(Line(line, texts, fault))
    if added:
        row.values |= added[0]
    row.repeats, row.is_same = repeats, is_same
    return row


def staged(
    data: bytes, start: int, size: int, mapper: Mapper
) -> Iterator[tuple[list[Row], int]]:
    """Yield the rows of a staged copy in chunks.

    Args:
        data: result of `stage`, joined.
        start: offset in bytes at which to begin; an offset yielded before.
        size: rows in a chunk.
        mapper: mapping of columns to fields.

    Yields:
        The rows of a chunk, and the offset of its end in bytes.
    """
    copy = io.BytesIO(data)
    copy.seek(start)
    while taken := list(islice(copy, size)):
        yield [_row(json.loads(record), mapper) for record in taken], copy.tell()


def rejected_csv(
    headings: Sequence[str], rejected: Iterable[tuple[int, str, Sequence[str]]]
) -> bytes:
    """Return the rejected rows as a file to correct and import again.

    Args:
        headings: headings of the file.
        rejected: line number, reason and cells of each row.

    Returns:
        A CSV file with the columns `REPORTED` added.
    """
    return writing.csv_file(
        [*headings, *REPORTED],
        (_rejected_cells(headings, *cells_and_reason) for cells_and_reason in rejected),
    )


def _rejected_cells(
    headings: Sequence[str], line: int, reason: str, cells: Sequence[str]
) -> list[str]:
    cells_and_reason = [*cells, *[""] * (len(headings) - len(cells))]
    # Cells without a heading come last.
    cells_and_reason[len(headings) : len(headings)] = [str(line), reason]
    return cells_and_reason
