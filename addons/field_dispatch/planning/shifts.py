"""Work that must not move, taken out of a shift."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .problem import Place, Shift


@dataclass(frozen=True, slots=True)
class Pin:
    """A stop that stands: the crew is at `place` from `starts` to `ends`."""

    place: Place
    starts: int
    ends: int


def cut(shift: Shift, pins: Iterable[Pin], now: int | None = None) -> Iterator[Shift]:
    """The free stretches of `shift` between `pins`, and after `now`.

    A stretch begins where the pin before it is and ends where the next one is, so a
    plan of the stretches is a plan of the shift with the pins in it.

    Args:
        shift: the crew's working time.
        pins: stops that stand, in any order; those outside the shift do not count.
        now: nothing can begin before; None for a day still to come.
    """
    free = shift
    for pin in sorted(pins, key=lambda pin: pin.starts):
        if pin.ends <= shift.begins or pin.starts >= shift.ends:
            continue
        yield from _rest(replace(free, ends=pin.starts, end=pin.place), now)
        free = replace(free, begins=max(pin.ends, free.begins), start=pin.place)
    yield from _rest(free, now)


def _rest(shift: Shift, now: int | None) -> Iterator[Shift]:
    begins = shift.begins if now is None else max(shift.begins, now)
    if begins < shift.ends:
        yield replace(shift, begins=begins)
