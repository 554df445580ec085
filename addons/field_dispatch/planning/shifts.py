"""Removal of pinned stops from a shift."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .problem import Place, Shift


@dataclass(frozen=True, slots=True)
class Pin:
    """A stop that must not move: the crew is at `place` from `starts` to `ends`."""

    place: Place
    starts: int
    ends: int


def cut(shift: Shift, pins: Iterable[Pin], now: int | None = None) -> Iterator[Shift]:
    """Yield the free parts of a shift between pinned stops, and after now.

    A part begins at the previous pinned stop and ends at the next one, so that a plan
    of the parts is a plan of the shift with its pinned stops.

    Args:
        shift: the crew's working time.
        pins: pinned stops in any order; those outside the shift are ignored.
        now: earliest start, in seconds; None for a future day.

    Yields:
        The free parts, in order.
    """
    free = shift
    for pin in sorted(pins, key=lambda pin: pin.starts):
        if pin.ends <= shift.begins or pin.starts >= shift.ends:
            continue
        yield from _rest(replace(free, ends=pin.starts, end=pin.place), now)
        free = replace(free, begins=max(pin.ends, free.begins), start=pin.place)
    yield from _rest(free, now)


def _rest(shift: Shift, now: int | None) -> Iterator[Shift]:
    """Yield the part after now, if there is one."""
    begins = shift.begins if now is None else max(shift.begins, now)
    if begins < shift.ends:
        yield replace(shift, begins=begins)
