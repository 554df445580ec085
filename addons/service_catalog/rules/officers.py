"""Assignment of requests to officers."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet


def choose(
    officers: Sequence[int],
    turn: int,
    away: AbstractSet[int] = frozenset(),
    load: Mapping[int, int] | None = None,
) -> int | None:
    """Choose the officer for the next request.

    Args:
        officers: their keys, always in the same order.
        turn: a number that increases by one with each request.
        away: keys of absent officers, who are skipped.
        load: number of open requests by key; a missing key means none. If given, the
            officer with the fewest is chosen, and turns break ties.

    Returns:
        A key of `officers`; None when all are absent.
    """
    here = [officer for officer in officers if officer not in away]
    if not here:
        return None
    first = turn % len(here)
    order = here[first:] + here[:first]
    if load is None:
        return order[0]
    return min(order, key=lambda officer: load.get(officer, 0))
