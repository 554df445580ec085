"""Cost of contacts, and savings by channel shift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .figure import NOTHING, Figure, average


@dataclass(frozen=True)
class UnitCost:
    """The cost of one contact on one channel, in pounds, with source and year."""

    channel: str
    amount: float
    source: str
    year: int


@dataclass(frozen=True)
class Volume:
    """The contacts on one channel; `repeats` of them are about a known matter."""

    contacts: int
    repeats: int = 0


def cost_per_need(
    volumes: Mapping[str, Volume], costs: Iterable[UnitCost]
) -> tuple[Figure, int]:
    """Compute the cost of meeting one need, with all the contacts that it takes.

    A repeated contact has a cost but is no new need. A contact that moves to the web
    and then returns by telephone is thus shown as a cost, not as a saving.

    Args:
        volumes: contacts by channel.
        costs: unit costs, one for each channel.

    Returns:
        The figure in pounds over the channels with a unit cost, and the number of
        contacts on channels without one.
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
    """Compute the saving by meeting today's needs on today's channels.

    It is the difference in cost per need, times the needs met now. It is negative when
    the shift has raised the cost.

    Args:
        before: cost per need before the shift, as from `cost_per_need`.
        now: cost per need since the shift.

    Returns:
        The saving in pounds; no value when one of the costs is unknown.
    """
    if before.value is None or now.value is None:
        return NOTHING
    saved = (before.value - now.value) * now.denominator
    return Figure(saved, saved, 1)
