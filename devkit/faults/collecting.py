"""Calling something with many made-up payloads, and collecting what goes wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import hypothesis
from hypothesis import HealthCheck, Phase


@dataclass
class Collected:
    """How many calls were made, how long the slowest took, and which went wrong.

    `problems` maps a description to the smallest payload that caused it.
    """

    calls: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_size: int = 0
    problems: dict[str, bytes | list] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def note(self, problem: str, payload) -> None:
        self.times[problem] = self.times.get(problem, 0) + 1
        known = self.problems.get(problem)
        if known is None or len(repr(payload)) < len(repr(known)):
            self.problems[problem] = payload


def collect(
    strategy, call: Callable[[object], str | None], count: int, seed: int
) -> Collected:
    """Call `call` with `count` payloads of `strategy`.

    Args:
        call: returns '' or None when all is well, else the problem in words; what it
            raises is a problem, too.
    """
    found = Collected()

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategy)
    def once(payload) -> None:
        began = time.perf_counter()
        try:
            problem = call(payload)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is reported)
            problem = f"{type(error).__name__}: {error}"[:200]
        took = time.perf_counter() - began
        found.calls += 1
        found.seconds += took
        if took > found.slowest:
            found.slowest, found.slowest_size = took, len(payload)
        if problem:
            found.note(problem, payload)

    once()
    return found
