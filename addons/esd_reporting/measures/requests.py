"""Requests: deadlines met, and what constituents thought of the work."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Figure, average, percentage

# From here on, of 1 to 5, somebody counts as satisfied: "Satisfied", "Very satisfied".
SATISFIED = 4


@dataclass(frozen=True)
class Requests:
    """Counts of requests in one period.

    Attributes:
        closed: requests closed in the period.
        with_deadline: those of them that had a deadline.
        in_time: those of them whose deadline was met.
        rated: ratings given in the period, whenever the request was closed; of those
            who reported it first and of those who have joined it.
        satisfied: those of them from SATISFIED up.
        rating_total: sum of the ratings, 1 to 5 each.
        asked: people who were asked in the period, those who have joined included.
        answered: those of them who have answered, whenever they did.
    """

    closed: int = 0
    with_deadline: int = 0
    in_time: int = 0
    rated: int = 0
    satisfied: int = 0
    rating_total: int = 0
    asked: int = 0
    answered: int = 0


@dataclass(frozen=True)
class PlannedWork:
    """Jobs of a programme that were planned for the period, and those done."""

    planned: int = 0
    done: int = 0


def deadlines_met(requests: Requests) -> Figure:
    """Closed in time ÷ closed with a deadline, in per cent."""
    return percentage(requests.in_time, requests.with_deadline)


def satisfied(requests: Requests) -> Figure:
    """Satisfied and very satisfied ÷ all who said, in per cent."""
    return percentage(requests.satisfied, requests.rated)


def satisfaction(requests: Requests) -> Figure:
    """Mean rating, from 1 to 5, of all who said."""
    return average(requests.rating_total, requests.rated)


def response_rate(requests: Requests) -> Figure:
    """Answered ÷ asked, in per cent."""
    return percentage(requests.answered, requests.asked)


def planned_work_done(work: PlannedWork) -> Figure:
    """Planned inspections done ÷ planned, in per cent."""
    return percentage(work.done, work.planned)
