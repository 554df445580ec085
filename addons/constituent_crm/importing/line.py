"""A row of a file, and why a file is no table."""

from collections.abc import Mapping
from dataclasses import dataclass


class UnreadableFile(Exception):
    """The file has no readable table.

    `reason` is empty, binary, workbook, sheet, columns or cells; or members, unpacked
    or strings, where a workbook exceeds a limit.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file.

    Attributes:
        number: its number, from 1.
        cells: its texts.
        fault: code of what is wrong with it, "" for none.
        notes: codes of what is doubtful about its cells, by position from 0,
            None for nothing.
        spans: number of columns of its cells that span several, by position,
            None for no such cell.
    """

    number: int
    cells: list[str]
    fault: str = ""
    notes: Mapping[int, str] | None = None
    spans: Mapping[int, int] | None = None

    @property
    def is_blank(self) -> bool:
        """Return whether no cell has a text."""
        return not "".join(self.cells).strip()
