"""What contacts cost, and what a shift of channel has saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .figure import NOTHING, Figure, average


@dataclass(frozen=True)
class UnitCost:
    """What one contact costs on one channel, in pounds, who says so, and when."""

    channel: str
    amount: float
    source: str
    year: int


@dataclass(frozen=True)
class Volume:
    """Contacts on one channel; `repeats` of them bring back a known matter."""

    contacts: int
    repeats: int = 0


def cost_per_need(
    volumes: Mapping[str, Volume], costs: Iterable[UnitCost]
) -> tuple[Figure, int]:
    """What it costs to meet one need, whatever number of contacts it takes.

    Contacts that bring the same matter back cost and meet no new need. A contact
    moved to the web that returns by telephone thus shows as dearer, not as a saving.

    Returns:
        The figure in pounds over the channels that have a unit cost, and the number
        of contacts left out because their channel has none.
    """
    known = {cost.channel: cost.amount for cost in costs}
    costed = {code: volume for code, volume in volumes.items() if code in known}
    total = sum(known[code] * volume.contacts for code, volume in costed.items())
    needs = sum(volume.contacts - volume.repeats for volume in costed.values())
    left_out = sum(v.contacts for v in volumes.values()) - sum(
        volume.contacts for volume in costed.values()
    )
    return average(total, needs), left_out


def shift_saving(before: Figure, now: Figure) -> Figure:
    """Pounds saved by meeting today's needs on today's channels.

    Args:
        before, now: costs per need, as `cost_per_need` gives them, before the shift
            and since. The saving is per need, times the needs met now; it is
            negative when the shift has made things dearer.
    """
    if before.value is None or now.value is None:
        return NOTHING
    saved = (before.value - now.value) * now.denominator
    return Figure(saved, saved, 1)
