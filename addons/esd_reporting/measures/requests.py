"""Requests: deadlines met, and satisfaction of constituents."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Figure, average, percentage

# Ratings from here on count as satisfied: "Satisfied", "Very satisfied".
SATISFIED = 4


@dataclass(frozen=True)
class Requests:
    """Counts of requests in one period.

    Attributes:
        closed: requests closed in the period.
        with_deadline: closed requests that had a deadline.
        in_time: closed requests whose deadline was met.
        rated: ratings given in the period, by first reporters and co-reporters,
            whenever the request was closed.
        satisfied: ratings of at least SATISFIED.
        rating_total: sum of the ratings, 1 to 5 each.
        asked: constituents asked in the period, co-reporters included.
        answered: asked constituents who have answered, whenever they did.
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
    """Counts of programme visits in one period.

    Attributes:
        done_or_due: visits done in the period, and those due in it that are not done.
        done: visits done in the period, whenever they were due.
    """

    done_or_due: int = 0
    done: int = 0


def deadlines_met(requests: Requests) -> Figure:
    """Compute closed in time ÷ closed with a deadline.

    Args:
        requests: counts of the period.

    Returns:
        The rate in per cent.
    """
    return percentage(requests.in_time, requests.with_deadline)


def satisfied(requests: Requests) -> Figure:
    """Compute satisfied and very satisfied ÷ all ratings.

    Args:
        requests: counts of the period.

    Returns:
        The rate in per cent.
    """
    return percentage(requests.satisfied, requests.rated)


def satisfaction(requests: Requests) -> Figure:
    """Compute the mean rating.

    Args:
        requests: counts of the period.

    Returns:
        The mean, from 1 to 5.
    """
    return average(requests.rating_total, requests.rated)


def response_rate(requests: Requests) -> Figure:
    """Compute answered ÷ asked.

    Args:
        requests: counts of the period.

    Returns:
        The rate in per cent.
    """
    return percentage(requests.answered, requests.asked)


def planned_work_done(work: PlannedWork) -> Figure:
    """Compute programme visits done ÷ done or due.

    Args:
        work: counts of the period.

    Returns:
        The rate in per cent.
    """
    return percentage(work.done, work.done_or_due)
