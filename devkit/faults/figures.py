"""The figures of a run, as they are printed and written to a file."""

from typing import TypedDict


class Flow(TypedDict):
    """Numbers of `flow.Rate` and `flow.Delay`, by name."""

    rate: dict[str, float]
    delay: dict[str, float]


class Load(TypedDict):
    """What happened under faults; numbers by name, and examples of violations."""

    send_seconds: float
    drain_seconds: float
    faults: dict[str, int]
    refusals: dict[str, int]
    retries: dict[str, int]
    figures: dict[str, int]
    violations: dict[str, int]
    examples: dict[str, list[str]]


class Malformed(TypedDict):
    """Figures by name, and examples of violations by name."""

    figures: dict[str, object]
    violations: dict[str, list[str]]


class Figures(TypedDict, total=False):
    """A run; a part that was left out is missing."""

    seed: int
    count: int
    disk: str
    flow: Flow
    load: Load
    malformed: Malformed
