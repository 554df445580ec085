"""Deadline of subject access requests: article 12(3) of the UK GDPR."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

# One calendar month from receipt, and two more where the request is complex.
MONTHS = 1
FURTHER_MONTHS = 2


def due_on(received: date, extended: bool = False) -> date:
    """Return the last day to answer a request.

    It is the corresponding date of the next month or, where there is none, the last day
    of that month (Information Commissioner's Office, "What is the time limit for
    responding?").

    >>> due_on(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    >>> due_on(date(2026, 1, 31), extended=True)
    datetime.date(2026, 4, 30)

    Args:
        received: day of receipt.
        extended: whether the time is extended by two months.

    Returns:
        The last day.
    """
    months = MONTHS + (FURTHER_MONTHS if extended else 0)
    return received + relativedelta(months=months)
