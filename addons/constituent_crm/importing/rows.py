"""Rows on their way into a target, and what became of them."""

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

# More cells than headings, with something in them.
WIDTH = "width"


@dataclass(slots=True)
class Row:
    """A row of the file, by the names of the fields its columns go to.

    `repeats` is the line of an earlier row with a key of this one that was taken, 0 if
    there is none; `is_same`: nothing else differs either; `earlier_id`: the record that
    the earlier row became, 0 where it is not known yet, or only checked.
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
    """What became of a row.

    `reason` is for staff; `former` is what an update replaced, to undo it.
    """

    status: str
    record_id: int = 0
    reason: str = ""
    former: dict[str, Any] | None = None


class Mapper:
    """Makes rows of lines.

    Args:
        names: the field's name of each column, '' for a column that is ignored.
    """

    def __init__(self, names: Sequence[str]):
        self.width = len(names)
        self.columns = [(at, name) for at, name in enumerate(names) if name]

    def row(self, line: table.Line) -> Row:
        """The row of `line`; columns of one field are joined by a line break."""
        texts: dict[str, list[str]] = {}
        cells = line.cells
        for at, name in self.columns:
            text = writing.plain_cell(cells[at]) if at < len(cells) else ""
            if text:
                texts.setdefault(name, []).append(text)
        values = {name: "\n".join(several) for name, several in texts.items()}
        wide = any(map(str.strip, cells[self.width :]))
        return Row(line.number, values, cells, line.fault or (WIDTH if wide else ""))


# Staging: a plain copy of the rows, one a line, that can be read from any of them on.


def stage(
    rows: Iterable[Row], keys: Callable[[Mapping[str, str]], Iterable[object]]
) -> Iterator[bytes]:
    """Each row as a line of JSON, with the earlier row that it repeats.

    Args:
        keys: what tells records apart within one file, from a row's values.
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
    """The rows of a staged copy in chunks.

    Args:
        start: where to begin, in bytes; an end that was given before.
        size: rows in a chunk.

    Yields:
        The rows of a chunk and where it ends, in bytes.
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
    """The rows that were not taken, to mend and import again.

    Args:
        rejected: line, reason and cells of each.
    """
    return writing.csv_file(
        [*headings, *REPORTED],
        (_reported(headings, *cells_and_reason) for cells_and_reason in rejected),
    )


def _reported(
    headings: Sequence[str], line: int, reason: str, cells: Sequence[str]
) -> list[str]:
    cells_and_reason = [*cells, *[""] * (len(headings) - len(cells))]
    # Cells that no heading stands over come last.
    cells_and_reason[len(headings) : len(headings)] = [str(line), reason]
    return cells_and_reason
