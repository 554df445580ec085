"""Figures with numerator and denominator, and traffic lights."""

from __future__ import annotations

from dataclasses import dataclass

GREEN, AMBER, RED = "green", "amber", "red"


@dataclass(frozen=True)
class Figure:
    """A figure; its value is None where nothing was measured, never 0 or 100 %.

    Numerator and denominator make the value verifiable, and allow figures to be added
    before the division.
    """

    value: float | None
    numerator: float = 0
    denominator: float = 0


NOTHING = Figure(None)


def count(number: float) -> Figure:
    """Return a number as a figure; zero is a valid value.

    Args:
        number: the number.

    Returns:
        A figure with denominator 1.
    """
    return Figure(float(number), number, 1)


def percentage(part: float, whole: float) -> Figure:
    """Return `part` of `whole` in per cent.

    >>> percentage(860, 1060).value.__round__()
    81
    >>> percentage(0, 0).value is None
    True

    Args:
        part: the numerator.
        whole: the denominator.

    Returns:
        The figure; `NOTHING` when `whole` is 0.
    """
    return Figure(100 * part / whole, part, whole) if whole else NOTHING


def average(total: float, number: float) -> Figure:
    """Return `total` ÷ `number`.

    Args:
        total: the sum.
        number: the number of values.

    Returns:
        The figure in the unit of `total`; `NOTHING` when `number` is 0.
    """
    return Figure(total / number, total, number) if number else NOTHING


def light(
    figure: Figure,
    target: float | None,
    margin: float = 0,
    *,
    higher_is_better: bool = True,
) -> str | None:
    """Return the traffic light of a figure for its target.

    Args:
        figure: the figure.
        target: the value to reach, in the figure's unit; None when there is none.
        margin: distance from the target that is still amber, in the figure's unit.
        higher_is_better: False where the target is a ceiling, as for abandoned calls.

    Returns:
        GREEN at or beyond the target, AMBER within the margin, else RED; None without a
        figure or a target.
    """
    if figure.value is None or target is None:
        return None
    shortfall = target - figure.value if higher_is_better else figure.value - target
    if shortfall <= 0:
        return GREEN
    return AMBER if shortfall <= margin else RED
