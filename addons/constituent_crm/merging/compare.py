"""Choice of the best of several values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def best(weights: Sequence[int], ranks: Sequence[Any]) -> int:
    """Return the position of the largest weight; of equal ones, that of the newest.

    Args:
        weights: information content of each value; 0 for none.
        ranks: sortable age of each value, larger for newer ones.

    Returns:
        Index from 0.
    """
    return max(range(len(weights)), key=lambda place: (weights[place], ranks[place]))
