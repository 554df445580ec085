"""Whether a text asks for several services.

A segment of it is a subject of its own where it is clearly about another service than
the one before: each has evidence in its own segment, and hardly any in the other's. A
story in many sentences is one subject.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Logistic regression on messages of the tuning part of `./dev bench suggest`: pairs of
# them joined by "also" and the like, and single ones with "also" put into them.
SMALLEST = 1e-4
FLOOR = 0.05
NOTHING = 0.3  # strength below which a segment is about nothing
UNCERTAIN = 0.9  # maximum score of one of several subjects
EVEN = 0.5  # minimum score of one of several subjects


@dataclass(frozen=True)
class Weights:
    """Weights of what speaks for two subjects.

    Args:
        chance: intercept.
        cross: of the logarithm of the larger chance of a service in the other segment.
        strength: of the logarithm of the weaker evidence.
        certainty: of the log-odds of the less probable service.
        unannounced: least sum where no word like "also" announces the second; 0 else.
    """

    chance: float
    cross: float
    strength: float
    certainty: float
    unannounced: float


WITH_OPINION = Weights(-2.96, -0.56, 3.98, 0.56, 3.5)
BY_WORDS = Weights(-3.47, -0.70, 5.93, -0.07, 4.5)


@dataclass(frozen=True)
class Segment:
    """What a segment of a text is about.

    Args:
        chances: probability by number of the service, of those that are offered.
        strengths: strength of the evidence by number.
    """

    chances: Mapping[int, float]
    strengths: Mapping[int, float]

    def best(self) -> int | None:
        """Return the number of the best service, if any."""
        return max(self.chances, key=lambda n: (self.chances[n], -n), default=None)


def several(segments: Sequence[Segment], weights: Weights, least: float) -> list[int]:
    """Return the services that segments ask for, where these are two or more.

    Args:
        segments: in the order of the text.
        weights: what speaks for two subjects.
        least: minimum log-odds of a further subject.

    Returns:
        Numbers of services; none where there is one subject.
    """
    found: dict[int, None] = {}
    before: Segment | None = None
    for segment in segments:
        if before and log_odds(before, segment, weights) > least:
            both = (before.best(), segment.best())
            found.update({number: None for number in both if number is not None})
            before = segment
        elif before is None or _has_no_subject(before):
            before = segment
    return list(found)


def _has_no_subject(segment: Segment) -> bool:
    best = segment.best()
    return best is None or segment.strengths.get(best, 0.0) < NOTHING


def log_odds(one: Segment, other: Segment, weights: Weights) -> float:
    """Return the log-odds of two segments to be about two services.

    Args:
        one: a segment.
        other: the next one.
        weights: what speaks for two subjects.

    Returns:
        A number, from 0 on where they are.
    """
    first, second = one.best(), other.best()
    if first is None or second is None or first == second:
        return -math.inf
    cross = max(one.chances.get(second, 0.0), other.chances.get(first, 0.0))
    strength = min(one.strengths.get(first, 0.0), other.strengths.get(second, 0.0))
    chance = min(one.chances[first], other.chances[second])
    return (
        weights.chance
        + weights.cross * math.log(cross + SMALLEST)
        + weights.strength * math.log(strength + FLOOR)
        + weights.certainty * math.log((chance + SMALLEST) / (1 - chance + SMALLEST))
    )


def side_by_side(
    scored: list[tuple[int, float]], subjects: list[int]
) -> list[tuple[int, float]]:
    """Return the services of several subjects before all others, none certain.

    Args:
        scored: numbers of services with their scores.
        subjects: the numbers of those that are subjects.

    Returns:
        Both, best first.
    """
    scores = dict(scored)
    first = sorted(subjects, key=lambda number: -scores.get(number, 0.0))
    return [
        *((n, min(UNCERTAIN, max(EVEN, scores.get(n, EVEN)))) for n in first),
        *((n, min(EVEN, score)) for n, score in scored if n not in subjects),
    ]
