"""Call a function with many generated payloads, and collect problems."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis.strategies import SearchStrategy

# Names and values of a query or form.
Pairs = list[tuple[str, str]]
Payload = TypeVar("Payload", bytes, Pairs)


@dataclass
class Collected:
    """The number and duration of calls, and the problems.

    `problems` maps a description to the smallest payload that caused it.
    """

    calls: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_size: int = 0
    problems: dict[str, bytes | Pairs] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def note(self, problem: str, payload: bytes | Pairs) -> None:
        self.times[problem] = self.times.get(problem, 0) + 1
        known = self.problems.get(problem)
        if known is None or len(repr(payload)) < len(repr(known)):
            self.problems[problem] = payload


def collect(
    strategy: SearchStrategy[Payload],
    call: Callable[[Payload], str | None],
    count: int,
    seed: int,
) -> Collected:
    """Call a function with payloads of a strategy.

    Args:
        strategy: a strategy of Hypothesis.
        call: returns '' or None on success, else the problem in words; an exception is
            a problem, too.
        count: number of payloads.
        seed: seed of the random numbers.

    Returns:
        Calls, times and problems.
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
    def once(payload: Payload) -> None:
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
