"""Rows of an import and their outcomes."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from . import table, writing
from .columns import REPORTED

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
REJECTED, REVIEW = "rejected", "review"
OUTCOMES = (CREATED, UPDATED, UNCHANGED, REJECTED, REVIEW)

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


class Mapper:
    """Mapping of a file's lines to rows.

    Args:
        names: name of the field for each column, "" for an ignored column.
    """

    def __init__(self, names: Sequence[str]):
        self.width = len(names)
        self.columns = [(at, name) for at, name in enumerate(names) if name]

    def row(self, line: table.Line) -> Row:
        """Return the row of a line; columns of one field are joined by a line feed.

        Args:
            line: line of the file.

        Returns:
            The row, with `WIDTH` as its fault where it is too wide.
        """
        texts: dict[str, list[str]] = {}
        cells = line.cells
        for at, name in self.columns:
            text = writing.plain_cell(cells[at]) if at < len(cells) else ""
            if text:
                texts.setdefault(name, []).append(text)
        values = {name: "\n".join(several) for name, several in texts.items()}
        wide = any(map(str.strip, cells[self.width :]))
        return Row(line.number, values, cells, line.fault or (WIDTH if wide else ""))


# Staging: a plain copy of the rows, one for each line, that can be read from any row.


def stage(
    rows: Iterable[Row], keys: Callable[[Mapping[str, str]], Iterable[object]]
) -> Iterator[bytes]:
    """Yield each row as a line of JSON, with the earlier row that it repeats.

    Args:
        rows: rows of the file.
        keys: function from a row's values to the keys that identify a record in the
            file.

    Yields:
        Lines of UTF-8 for `staged`.
    """
    first: dict[int, tuple[int, int]] = {}
    for row in rows:
        content = hash(tuple(sorted(row.values.items())))
        marks = () if row.fault else [hash(key) for key in keys(row.values)]
        repeats, same = next((first[mark] for mark in marks if mark in first), (0, 0))
        for mark in marks:
            first.setdefault(mark, (repeats or row.line, content))
        record = [
            row.line,
            row.cells,
            row.fault,
            repeats,
            bool(repeats) and same == content,
        ]
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


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
        rows = []
        for record in map(json.loads, taken):
            row = mapper.row(table.Line(record[0], record[1], record[2]))
            row.repeats, row.is_same = record[3], record[4]
            rows.append(row)
        yield rows, copy.tell()


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
