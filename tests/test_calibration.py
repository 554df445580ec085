"""Fit of the score of service suggestions."""

import math
import operator
import random
from dataclasses import dataclass

import pytest

from devkit.bench import calibration

TRUE = (-2.0, 1.5, 3.0, 2.0)


@dataclass(frozen=True)
class Signals:
    strength: float
    lead: float
    ours: float


def cases(count):
    """Messages whose best service is right as often as `TRUE` says."""
    chance = random.Random(1)
    for _number in range(count):
        signals = Signals(chance.uniform(-1, 2), chance.random(), chance.uniform(-1, 1))
        figures = (1.0, signals.strength, signals.lead, signals.ours)
        logit = sum(map(operator.mul, TRUE, figures))
        yield signals, chance.random() < 1 / (1 + math.exp(-logit))


def test_the_coefficients_of_made_up_messages_are_found():
    assert calibration.fit(cases(20_000)) == pytest.approx(TRUE, abs=0.2)


def test_where_all_are_right_there_is_no_fit():
    always = [(signals, True) for signals, _is_right in cases(100)]
    with pytest.raises(ArithmeticError):
        calibration.fit(always)
