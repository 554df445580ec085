"""Calls: service level, abandonment and handling time.

A service level is meaningless without its formula, its threshold T and the limit
under which an abandoned call does not count: all three are printed beside it.
Formulas: callcentrehelper.com, "Service level threshold calculations".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from .figure import Figure, average, percentage


@dataclass(frozen=True)
class Calls:
    """Counts of incoming calls in one period; they add up.

    Attributes:
        answered: calls that an officer answered.
        answered_in_time: those of them that waited no longer than T.
        abandoned: callers who gave up before an answer.
        abandoned_early: those of them who gave up within the short-abandon limit.
        handling_seconds: talk, hold and wrap-up of the answered calls, in seconds.
        handled: answered calls whose handling was timed.
    """

    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_early: int = 0
    handling_seconds: int = 0
    handled: int = 0

    def __add__(self, other: Calls) -> Calls:
        return Calls(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )

    @property
    def offered(self) -> int:
        return self.answered + self.abandoned

    @property
    def abandoned_late(self) -> int:
        return self.abandoned - self.abandoned_early


def of_offered(calls: Calls) -> Figure:
    """answered ≤ T ÷ (answered + abandoned): every caller counts. The strictest."""
    return percentage(calls.answered_in_time, calls.offered)


def of_patient(calls: Calls) -> Figure:
    """answered ≤ T ÷ (answered + abandoned after the limit)."""
    return percentage(calls.answered_in_time, calls.answered + calls.abandoned_late)


def of_answered(calls: Calls) -> Figure:
    """answered ≤ T ÷ answered: callers who gave up are not seen at all."""
    return percentage(calls.answered_in_time, calls.answered)


def early_as_met(calls: Calls) -> Figure:
    """(answered ≤ T + abandoned within the limit) ÷ (answered + abandoned)."""
    return percentage(calls.answered_in_time + calls.abandoned_early, calls.offered)


SERVICE_LEVEL: dict[str, Callable[[Calls], Figure]] = {
    "of_offered": of_offered,
    "of_patient": of_patient,
    "of_answered": of_answered,
    "early_as_met": early_as_met,
}


def abandonment(calls: Calls) -> Figure:
    """abandoned ÷ offered, in per cent."""
    return percentage(calls.abandoned, calls.offered)


def handling_time(calls: Calls) -> Figure:
    """Average handling time in seconds: talk + hold + wrap-up.

    Sources give talk + wrap-up; time on hold is an officer's time as well and is
    counted here.
    """
    return average(calls.handling_seconds, calls.handled)
