"""Which of several values is the best to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def best(weights: Sequence[int], ranks: Sequence[Any]) -> int:
    """The place of the value that says most; of equal ones, of the newest.

    Args:
        weights: how much each value says; 0 where there is none.
        ranks: how new each value is.
    """
    return max(range(len(weights)), key=lambda place: (weights[place], ranks[place]))
