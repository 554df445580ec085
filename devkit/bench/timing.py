"""Timing: median and 95th percentile."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from .table import Table

Case = TypeVar("Case")


@dataclass(frozen=True)
class Timing:
    """The milliseconds of one way to do something."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{self.median:.1f} ({self.p95:.1f})"


@dataclass(frozen=True)
class Row:
    """One row of a benchmark's table."""

    name: str
    ours: Timing
    peer: Timing
    limit: Timing

    def cells(self) -> list[str]:
        return [
            self.name,
            str(self.ours),
            str(self.peer),
            str(self.limit),
            f"{self.ours.median / self.peer.median:.3f}",
            f"{self.ours.median / self.limit.median:.1f}",
        ]


HEADINGS = ["name", "ours", "peer", "limit", "ours/peer", "ours/limit"]


def measure(call: Callable[[Case], object], cases: Iterable[Case]) -> Timing:
    """Time `call(case)` for each case, after one warm-up call.

    Args:
        call: the function to time.
        cases: its arguments, at least two.

    Returns:
        Median and 95th percentile.
    """
    return summed(taken(call, cases))


def taken(call: Callable[[Case], object], cases: Iterable[Case]) -> list[float]:
    """Return the milliseconds of each call of `measure`."""
    cases = list(cases)
    call(cases[0])
    milliseconds: list[float] = []
    for case in cases:
        start = time.perf_counter()
        call(case)
        milliseconds.append((time.perf_counter() - start) * 1000)
    return milliseconds


def summed(milliseconds: list[float]) -> Timing:
    """Return median and 95th percentile of milliseconds."""
    p95 = statistics.quantiles(milliseconds, n=20, method="inclusive")[18]
    return Timing(statistics.median(milliseconds), p95)


def table(rows: Iterable[Row], note: str = "", remarks: str = "") -> Table:
    """Return the rows as a table; times are milliseconds, median (p95)."""
    return Table(HEADINGS, [row.cells() for row in rows], note, remarks)
