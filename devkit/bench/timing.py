"""Measuring and printing: median and 95th percentile, side by side."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


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
    cases = list(cases)
    call(cases[0])
    taken = []
    for case in cases:
        start = time.perf_counter()
        call(case)
        taken.append((time.perf_counter() - start) * 1000)
    return summed(taken)


def summed(milliseconds: list[float]) -> Timing:
    p95 = statistics.quantiles(milliseconds, n=20, method="inclusive")[18]
    return Timing(statistics.median(milliseconds), p95)


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table; times are milliseconds, median (p95)."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
