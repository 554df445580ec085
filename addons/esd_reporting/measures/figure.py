"""A figure: what was measured, of how much, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass

GREEN, AMBER, RED = "green", "amber", "red"


@dataclass(frozen=True)
class Figure:
    """`value` is None where nothing was measured: never 0 and never 100 %.

    `numerator` and `denominator` are what the value was made of, so that anybody
    can check it and two figures can be added up before they are divided.
    """

    value: float | None
    numerator: float = 0
    denominator: float = 0


NOTHING = Figure(None)


def count(number: float) -> Figure:
    """How many: nothing is needed to divide by, and zero is a figure."""
    return Figure(float(number), number, 1)


def percentage(part: float, whole: float) -> Figure:
    """`part` of `whole` in per cent.

    >>> percentage(860, 1060).value.__round__()
    81
    >>> percentage(0, 0).value is None
    True
    """
    return Figure(100 * part / whole, part, whole) if whole else NOTHING


def average(total: float, number: float) -> Figure:
    """`total` shared out over `number`, in the unit of `total`."""
    return Figure(total / number, total, number) if number else NOTHING


def light(
    figure: Figure,
    target: float | None,
    margin: float = 0,
    *,
    higher_is_better: bool = True,
) -> str | None:
    """The traffic light of a figure against its target.

    Args:
        target: the value to reach, in the figure's unit; None when there is none.
        margin: how far off the target is still amber, in the figure's unit.
        higher_is_better: False where the target is a ceiling, as for abandoned calls.

    Returns:
        GREEN on or beyond the target, AMBER within the margin, else RED; None when
        there is no figure or no target to hold it against.
    """
    if figure.value is None or target is None:
        return None
    shortfall = target - figure.value if higher_is_better else figure.value - target
    if shortfall <= 0:
        return GREEN
    return AMBER if shortfall <= margin else RED
