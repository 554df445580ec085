"""Measuring: median and 95th percentile, side by side."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .table import Table


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one way to do a thing."""

    median: float
    p95: float

    def __str__(self) -> str:
        return f"{self.median:.1f} ({self.p95:.1f})"


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table."""

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


def measure(call: Callable, cases: Iterable) -> Timing:
    """Time `call(case)` for each case; the first is repeated once to warm up.

    Args:
        cases: the arguments, at least two.
    """
    return summed(taken(call, cases))


def taken(call: Callable, cases: Iterable) -> list[float]:
    """The milliseconds that `measure` sums up."""
    cases = list(cases)
    call(cases[0])
    milliseconds = []
    for case in cases:
        start = time.perf_counter()
        call(case)
        milliseconds.append((time.perf_counter() - start) * 1000)
    return milliseconds


def summed(milliseconds: list[float]) -> Timing:
    p95 = statistics.quantiles(milliseconds, n=20, method="inclusive")[18]
    return Timing(statistics.median(milliseconds), p95)


def table(rows: Iterable[Row], note: str = "", remarks: str = "") -> Table:
    """The rows as a table; times are milliseconds, median (p95)."""
    return Table(HEADINGS, [row.cells() for row in rows], note, remarks)
