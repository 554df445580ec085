"""Which officer gets the next request."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet


def choose(
    officers: Sequence[int],
    turn: int,
    away: AbstractSet[int] = frozenset(),
    load: Mapping[int, int] | None = None,
) -> int | None:
    """The officer that gets the next request.

    Args:
        officers: their keys, always in the same order.
        turn: a number that no other request has; the next one has the next.
        away: keys of those who are not there; they are passed over.
        load: number of open requests by key, none where missing. With it, who has
            least gets it, and turns decide between those who have as few.

    Returns:
        A key of `officers`; None when nobody is there.
    """
    here = [officer for officer in officers if officer not in away]
    if not here:
        return None
    first = turn % len(here)
    order = here[first:] + here[:first]
    if load is None:
        return order[0]
    return min(order, key=lambda officer: load.get(officer, 0))
