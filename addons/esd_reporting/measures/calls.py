"""Calls: service level, abandonment and handling time.

A service level has a meaning only with its formula, its threshold T and the limit under
which an abandoned call does not count. All three are shown beside the figure.

Formulas: callcentrehelper.com, "Service level threshold calculations".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from .figure import Figure, average, percentage


@dataclass(frozen=True)
class Calls:
    """Counts of incoming calls in one period, which can be added.

    Attributes:
        answered: calls that an officer answered.
        answered_in_time: answered calls that waited no longer than T.
        abandoned: calls that were abandoned before an answer.
        abandoned_early: calls abandoned within the short-abandon limit.
        handling_seconds: talk, hold and wrap-up of answered calls, in seconds.
        handled: answered calls with a known handling time.
    """

    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_early: int = 0
    handling_seconds: int = 0
    handled: int = 0

    def __add__(self, other: Calls) -> Calls:
        """Return the sum of both counts."""
        return Calls(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )

    @property
    def offered(self) -> int:
        """Return the calls offered: answered and abandoned."""
        return self.answered + self.abandoned

    @property
    def abandoned_late(self) -> int:
        """Return the calls abandoned after the limit."""
        return self.abandoned - self.abandoned_early


def of_offered(calls: Calls) -> Figure:
    """Compute answered within T ÷ (answered + abandoned), the strictest formula.

    Args:
        calls: counts of the period.

    Returns:
        The service level in per cent.
    """
    return percentage(calls.answered_in_time, calls.offered)


def of_patient(calls: Calls) -> Figure:
    """Compute answered within T ÷ (answered + abandoned after the limit).

    Args:
        calls: counts of the period.

    Returns:
        The service level in per cent.
    """
    return percentage(calls.answered_in_time, calls.answered + calls.abandoned_late)


def of_answered(calls: Calls) -> Figure:
    """Compute answered within T ÷ answered; abandoned calls are ignored.

    Args:
        calls: counts of the period.

    Returns:
        The service level in per cent.
    """
    return percentage(calls.answered_in_time, calls.answered)


def early_as_met(calls: Calls) -> Figure:
    """Compute (answered within T + abandoned early) ÷ (answered + abandoned).

    Args:
        calls: counts of the period.

    Returns:
        The service level in per cent.
    """
    return percentage(calls.answered_in_time + calls.abandoned_early, calls.offered)


SERVICE_LEVEL: dict[str, Callable[[Calls], Figure]] = {
    "of_offered": of_offered,
    "of_patient": of_patient,
    "of_answered": of_answered,
    "early_as_met": early_as_met,
}


def abandonment(calls: Calls) -> Figure:
    """Compute abandoned ÷ offered.

    Args:
        calls: counts of the period.

    Returns:
        The abandonment rate in per cent.
    """
    return percentage(calls.abandoned, calls.offered)


def handling_time(calls: Calls) -> Figure:
    """Compute the average handling time: talk, hold and wrap-up.

    Some sources leave out time on hold. It is counted here, as it occupies the officer.

    Args:
        calls: counts of the period.

    Returns:
        Seconds.
    """
    return average(calls.handling_seconds, calls.handled)
