"""Fit of the score of service suggestions: logistic regression by Newton's method.

It gives the figures of `service_matching.scores`: how the probability that the best
service is right depends on its signals.
"""

from collections.abc import Iterable
from typing import Protocol

import numpy as np

MAX_ROUNDS = 100
# The largest change of a coefficient in the last round.
TOLERANCE = 1e-9


class Signals(Protocol):
    """What `ServiceMatcher.best` returns beside the service."""

    @property
    def strength(self) -> float: ...

    @property
    def lead(self) -> float: ...

    @property
    def ours(self) -> float: ...


def fit(cases: Iterable[tuple[Signals, bool]]) -> tuple[float, float, float, float]:
    """Return the most likely coefficients.

    Args:
        cases: the signals of the best service of each message, and whether it is right.

    Returns:
        Intercept, and coefficients of strength, lead and ours.

    Raises:
        ArithmeticError: when there is no best fit, e.g. where all are right.
    """
    listed = list(cases)
    given = np.array([(1.0, s.strength, s.lead, s.ours) for s, _is_right in listed])
    right = np.array([float(is_right) for _signals, is_right in listed])
    found = np.zeros(4)
    for _round in range(MAX_ROUNDS):
        with np.errstate(over="ignore"):
            chance = 1 / (1 + np.exp(-given @ found))
        slope = given.T @ (right - chance)
        curve = (given * (chance * (1 - chance))[:, None]).T @ given
        try:
            change = np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError as error:
            raise ArithmeticError("the regression has no best fit") from error
        found += change
        if np.abs(change).max() < TOLERANCE:
            intercept, strength, lead, ours = map(float, found)
            return intercept, strength, lead, ours
    raise ArithmeticError("the regression does not converge")
