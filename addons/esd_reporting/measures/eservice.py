"""BVPI 157: types of interactions that are enabled for electronic delivery.

"The number of types of interactions that are enabled for electronic delivery as a
percentage of the types of interactions that are legally permissible for electronic
delivery" (ODPM). The unit is one service with one type of interaction, not a
transaction, and it is not weighted by volume.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .figure import Figure, percentage

# Number of "Procurement" in the Local Government Interaction List.
PROCUREMENT = 5


@dataclass(frozen=True)
class Pair:
    """One service with one type of interaction.

    Attributes:
        lgil_id: number of the type in the Local Government Interaction List.
        is_permissible: False if a legal or operational barrier is recorded.
        enabled_on: first day of electronic delivery; None when it is not enabled.
    """

    lgil_id: int
    is_permissible: bool = True
    enabled_on: date | None = None


def bvpi_157(
    pairs: Iterable[Pair], *, as_at: date, count_procurement: bool = True
) -> Figure:
    """Compute BVPI 157 at the end of a day.

    Councils differ on procurement; Salford left it out as undefined. If it is left out,
    its pairs are in neither numerator nor denominator.

    Args:
        pairs: the inventory.
        as_at: the day.
        count_procurement: whether pairs of type `PROCUREMENT` count.

    Returns:
        The indicator in per cent.
    """
    permissible = [
        pair
        for pair in pairs
        if pair.is_permissible and (count_procurement or pair.lgil_id != PROCUREMENT)
    ]
    enabled = [
        pair for pair in permissible if pair.enabled_on and pair.enabled_on <= as_at
    ]
    return percentage(len(enabled), len(permissible))
